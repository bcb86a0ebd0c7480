"""The questionnaire against the codebook that its answers are read with, over many baskets."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import catalogue, questionnaire, survey
from helpers.errors import UserProblem
from helpers.project.record import Measures, OwnQuestion, Primary, Project, Questionnaire, WordingChange
from helpers.project.record.questionnaire import Besides, OpeningWords, OwnPlace, Translation
from helpers.questionnaire import words

baskets = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("baskets.py"))))
basket, record_of = baskets.basket, baskets.record


def asked(record):
    return [question.id for question in questionnaire.build(record).questions]


def with_questionnaire(record, **parts):
    return record.model_copy(update={"primary": Primary(questionnaire=Questionnaire(**parts))})


@pytest.mark.parametrize("name", baskets.NAMES)
def test_questions_and_codes_are_the_codebooks(name):
    record = record_of(name)
    made, book = questionnaire.build(record), survey.codebook(record)
    for question in made.questions:
        held = book.by_id[question.id]
        assert (question.kind, question.code) == (held.kind, held.code)
        assert [(one.code, one.label["en"]) for one in question.options] == [
            (one.code, one.label) for one in held.options
        ]
        assert {one.code for one in question.items} <= {one.code for one in held.items}
        assert (question.minimum, question.maximum, question.none_code) == (held.minimum, held.maximum, held.none_code)
        routes = [rule for rule in held.ask_if if not rule.item or rule.item in {item.code for item in question.items}]
        assert [(one.column, one.codes, one.item) for one in question.ask_if] == [
            (rule.column, rule.codes, rule.item) for rule in routes
        ]
    ids = [question.id for question in made.questions]
    assert len(set(ids)) == len(ids)
    columns = {column for question in made.questions for column in question.columns}
    assert set(book.required) <= columns | set(ids)
    left_out = set(book.by_id) - set(ids)
    unworded = {own.id for own in record.measures.own_questions if not own.wording}
    assert left_out <= {*survey.codebook().by_id} & {"panel_code", *(f"consent_{one}" for one in SCOPES)} | unworded
    assert survey.Codebook.from_dict(made.codebook) == book


SCOPES = ("analyse", "quote", "share", "recontact")


@pytest.mark.parametrize("name", baskets.NAMES)
def test_routes_lead_from_earlier_questions(name):
    before = {}
    for question in questionnaire.build(record_of(name)).questions:
        for route in question.ask_if:
            deciding = before[route.question]
            assert route.column in deciding.columns
            codes = {1} if deciding.kind == "multi" else {option.code for option in deciding.options}
            assert set(route.codes) <= codes
            assert not route.item or route.item in {item.code for item in question.items}
        before[question.id] = question


def test_the_baskets_by_chance_hold_what_they_are_drawn_for():
    made = [questionnaire.build(record_of(f"by chance {seed}")) for seed in range(50)]
    routed = [one for each in made for one in each.questions if one.provenance == "own" and one.ask_if]
    assert len(routed) > 12
    assert {len(each.sections) for each in made} > {4, 5, 6}
    assert len({each.version for each in made}) == 50


def test_printed_order_and_numbers():
    made = questionnaire.build(record_of("everything"))
    printed = [question.code for question in made.questions if question.code[0].isdigit()]
    assert printed == [question.code for question in catalogue.questions()]
    numbers = [question.number for question in made.questions]
    assert numbers == list(range(1, len(numbers) + 1))


def test_nothing_chosen_asks_for_consent_and_age():
    assert asked(record_of("empty")) == [*(f"consent_{one}" for one in SCOPES), "q3_2"]


def test_only_the_lines_that_a_measure_reads():
    one = questionnaire.build(Project(title="R1", measures=basket("R1_income"))).by_id["q1_1"]
    assert [item.code for item in one.items] == ["income"]
    assert one.stem["en"] == "What proportion of your friends …"
    assert one.wording["en"] == catalogue.question("1.1").wording


def test_every_grid_has_a_stem_without_its_lines():
    made = questionnaire.build(record_of("everything"))
    grids = [one for one in made.questions if one.kind == "grid"]
    assert len(grids) == 4
    for one in grids:
        assert not any(item.label["en"] in one.stem["en"] for item in one.items)


def test_consents_follow_the_plan():
    record = record_of("estate")
    assert [name for name in asked(record) if name.startswith("consent")] == ["consent_analyse", "consent_quote"]
    plan = record.approach.consent.model_copy(update={"recorded_where": "Signed forms"})
    elsewhere = record.model_copy(update={"approach": record.approach.model_copy(update={"consent": plan})})
    assert "consent_analyse" not in asked(elsewhere)
    assert questionnaire.build(elsewhere).gate is None
    assert questionnaire.build(record).gate.column == "consent_analyse"


def test_the_panel_code_is_asked_where_people_are_asked_again():
    assert "panel_code" in asked(record_of("befriending"))
    assert "panel_code" not in asked(Project(title="Once"))
    assert "panel_code" in asked(with_questionnaire(Project(title="Once"), panel_code=True))


def test_an_own_question_follows_what_it_depends_on():
    record = Project(
        title="Own",
        measures=basket(
            "P3",
            "R7",
            own_questions=(
                OwnQuestion(id="own_why", wording="Why was that?"),
                OwnQuestion(id="own_list", wording="Which list?", options={1: "A", 2: "B"}),
                OwnQuestion(id="own_first", wording="What matters to you?"),
            ),
        ),
    )
    places = (
        OwnPlace(question="own_why", place="start", asked_of=("q2_4=1",)),
        OwnPlace(question="own_list", place="office"),
        OwnPlace(question="own_first", place="start"),
    )
    made = questionnaire.build(with_questionnaire(record, own_places=places))
    ids = [question.id for question in made.questions]
    assert ids[0] == "own_list" and made.by_id["own_list"].is_office and made.by_id["own_list"].number == 0
    assert ids[ids.index("q2_4") + 1] == "own_why"
    assert ids.index("own_first") < ids.index("q1_7")
    assert made.by_id["own_why"].ask_if[0].codes == (1,)


def test_prefer_not_to_say_is_offered_where_the_team_wants_it():
    record = Project(title="R7", measures=basket("R7", "P3"))

    def offered(setting):
        made = questionnaire.build(with_questionnaire(record, prefer_not_to_say=setting))
        return [question.id for question in made.questions if question.offers_refusal]

    assert offered("every question") == ["q1_7", "q2_4", "q3_2"]
    assert offered("sensitive questions") == ["q1_7"]
    assert offered("no question") == []


def test_reasons_are_the_teams_and_uses_the_plans():
    record = with_questionnaire(
        Project(title="Why", measures=basket("R7")), besides=(Besides(question="3.14", why="To see who comes."),)
    )
    question = questionnaire.build(record).by_id["q3_14"]
    assert (question.why, question.needed_for) == ("To see who comes.", ())
    assert questionnaire.build(record).by_id["q1_7"].needed_for == ("R7 Often lonely",)


def test_openings_are_the_toolkits_until_the_team_says_otherwise():
    made = questionnaire.build(Project(title="P2", measures=basket("P2")))
    assert made.by_id["q2_5"].introduction["en"].startswith("The next set of questions are about any unpaid help")
    both = questionnaire.build(Project(title="P2", measures=basket("P3", "P2", "P5")))
    assert [one.id for one in both.questions if one.introduction.get("en", "").startswith("The next set")] == ["q2_4"]
    section = next(one for one in made.sections if one.code == "2")
    assert "15- 20 minutes walking distance" in section.introduction["en"]
    words_of_ours = (
        OpeningWords(place="section-2", text="Now your street."),
        OpeningWords(place="q2_5", text="Helping."),
    )
    worded = questionnaire.build(
        with_questionnaire(Project(title="P2", measures=basket("P2")), opening_words=words_of_ours)
    )
    assert next(one for one in worded.sections if one.code == "2").introduction["en"] == "Now your street."
    assert worded.by_id["q2_5"].introduction["en"] == "Helping."


def test_the_version_changes_with_wording_options_order_and_translation():
    plain = Project(
        title="R7",
        measures=basket("R7", own_questions=(OwnQuestion(id="own_a", wording="A?", options={1: "Yes", 2: "No"}),)),
    )
    reworded = plain.model_copy(
        update={
            "measures": plain.measures.model_copy(
                update={"wording_changes": (WordingChange(question="1.7", asked_as="Are you lonely?"),)}
            )
        }
    )
    other_options = plain.model_copy(
        update={
            "measures": plain.measures.model_copy(
                update={"own_questions": (OwnQuestion(id="own_a", wording="A?", options={1: "No", 2: "Yes"}),)}
            )
        }
    )
    moved = with_questionnaire(plain, own_places=(OwnPlace(question="own_a", place="start"),))
    wording = catalogue.question("1.7").wording
    translated = with_questionnaire(
        plain,
        languages=({"code": "pl", "name": "Polski"},),
        translations=(Translation(key=words.key("pl", "q1_7.wording", wording), text="Jak często?"),),
    )
    versions = [questionnaire.build(one).version for one in (plain, reworded, other_options, moved, translated)]
    assert len(set(versions)) == 5
    renamed = plain.model_copy(update={"title": "Another title"})
    assert questionnaire.build(renamed).version == versions[0]


def test_a_translation_fits_only_the_english_it_was_made_from():
    plain = Project(title="R7", measures=basket("R7"))
    wording = catalogue.question("1.7").wording
    parts = {
        "languages": ({"code": "pl", "name": "Polski"},),
        "translations": (Translation(key=words.key("pl", "q1_7.wording", wording), text="Jak często?"),),
    }
    made = questionnaire.build(with_questionnaire(plain, **parts))
    assert made.by_id["q1_7"].stem == {"en": wording, "pl": "Jak często?"}
    changed = plain.measures.model_copy(
        update={"wording_changes": (WordingChange(question="1.7", asked_as="Lonely?"),)}
    )
    made = questionnaire.build(with_questionnaire(plain.model_copy(update={"measures": changed}), **parts))
    assert made.by_id["q1_7"].stem == {"en": "Lonely?"}
    assert made.by_id["q1_7"].provenance == "reworded"


def test_a_route_to_a_question_that_is_no_longer_asked_is_let_go():
    record = Project(title="Own", measures=basket("R7", own_questions=(OwnQuestion(id="own_why", wording="Why?"),)))
    gone = with_questionnaire(record, own_places=(OwnPlace(question="own_why", asked_of=("q2_4=1",)),))
    assert questionnaire.build(gone).by_id["own_why"].ask_if == ()
    assert survey.codebook(gone).by_id["own_why"].ask_if == ()


def test_own_questions_of_every_kind():
    record = baskets.record("own kinds")
    asks, book = questionnaire.build(record), survey.codebook(record)
    found = {name: (one.kind, one.minimum, one.maximum) for name, one in asks.by_id.items() if name[:3] == "own"}
    assert found == {
        "own_one": ("single", None, None),
        "own_some": ("multi", None, None),
        "own_which": ("text", None, None),
        "own_mark": ("number", 0, 5),
        "own_visits": ("number", 1, 31),
        "own_years": ("number", 0, None),
        "own_wish": ("text", None, None),
    }
    assert all(book.by_id[name].columns == asks.by_id[name].columns for name in found)
    assert asks.by_id["own_some"].columns == ("own_some_1", "own_some_2", "own_some_5", "own_some_9")
    assert asks.by_id["own_some"].none_code == 9
    assert [(one.question, one.column, one.codes) for one in asks.by_id["own_which"].ask_if] == [
        ("own_some", "own_some_5", (1,))
    ]


def test_an_answer_that_was_taken_out_leads_nowhere():
    own = (
        OwnQuestion(id="own_came", wording="Did you come?", options={1: "Yes", 2: "No"}),
        OwnQuestion(id="own_why", wording="Why?"),
    )

    def routes(*answers):
        places = (OwnPlace(question="own_why", asked_of=answers),)
        record = Project(title="Tea", measures=Measures(own_questions=own))
        found = questionnaire.build(with_questionnaire(record, own_places=places)).by_id["own_why"].ask_if
        return [(one.column, one.codes) for one in found]

    assert routes("own_came=3") == []
    assert routes("own_came=1", "own_came=3") == [("own_came", (1,))]


def test_two_own_questions_with_one_column_are_refused():
    ticks = OwnQuestion(id="own_tea", wording="Which?", kind="several answers", options={1: "Black", 2: "Green"})
    other = OwnQuestion(id="own_tea_2", wording="And then?")
    record = Project(title="Tea", measures=Measures(own_questions=(ticks, other)))
    with pytest.raises(UserProblem, match="the same column, 'own_tea_2'"):
        survey.codebook(record)
