"""What is said before a questionnaire goes out: reasons, scales, routes, words, translations, and changes between waves."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import catalogue, questionnaire, survey
from helpers.catalogue.records import Option
from helpers.project.record import (
    Approach,
    BasketItem,
    Measures,
    OwnQuestion,
    Primary,
    Project,
    Questionnaire,
    WordingChange,
)
from helpers.project.record.consent import ConsentPlan
from helpers.project.record.questionnaire import Besides, Language, OpeningWords, OwnPlace, Translation
from helpers.project.record.sample import Sample
from helpers.questionnaire import checks, open_questions, scales, words
from helpers.questionnaire.changed import changes

baskets = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("baskets.py"))))
ALL = ("analyse", "quote", "share", "recontact")


def record(*codes, own=(), reworded=(), approach=None, asked=None):
    return Project(
        title="Checked",
        measures=Measures(
            basket=tuple(BasketItem(indicator=code) for code in codes),
            own_questions=own,
            wording_changes=reworded,
        ),
        approach=Approach(**{"consent": ConsentPlan(scopes=ALL), **(approach or {})}),
        primary=Primary(questionnaire=Questionnaire(**(asked or {}))),
    )


def said(made, about=None, kind=None):
    found = checks.remarks(questionnaire.build(made), made)
    return [one.text for one in found if about in (None, one.about) and kind in (None, one.kind)]


def test_nothing_is_said_of_a_plain_basket():
    assert said(record("R7")) == []


def test_a_question_about_people_needs_a_reason():
    compared = record("R7", approach={"breakdowns": ("gender",)})
    assert said(compared, "q3_1") == [
        "3.1 “How would you classify yourself?”: nobody has said why you need it. It is asked for comparing people by gender."
    ]
    listed = record("R7", asked={"besides": (Besides(question="3.16"),)})
    assert "Nothing in your plan uses it." in said(listed, "q3_16", "mend")[0]
    explained = record("R7", asked={"besides": (Besides(question="3.16", why="The lunches are held by a church."),)})
    assert said(explained, "q3_16") == []


def test_other_words_say_what_they_break():
    text = said(record("P3", reworded=(WordingChange(question="2.4", asked_as="Did you help?"),)), "q2_4", "compare")[0]
    assert "P3 (Unpaid help to others)" in text and "Survey of Londoners" in text


@pytest.mark.parametrize(
    ("options", "codes", "difference"),
    [
        (
            (
                "Definitely agree",
                "Tend to agree",
                "Neither agree nor disagree",
                "Tend to disagree",
                "Definitely disagree",
            ),
            ("1.5", "1.8"),
            "“Neither agree nor disagree” added",
        ),
        (("Often/always", "Some of the time", "Hardly ever", "Never"), ("1.7",), "“Occasionally” left out"),
        (
            ("Definitely disagree", "Tend to disagree", "Tend to agree", "Definitely agree"),
            ("1.5", "1.8"),
            "the order is another",
        ),
    ],
)
def test_a_scale_that_resembles_the_toolkits(options, codes, difference):
    own = OwnQuestion(id="own_a", wording="And so?", options=dict(enumerate(options, 1)))
    assert list(scales.near_scales(own)) == [(codes, difference)]
    assert difference in said(record("R7", own=(own,)), "own_a", "compare")[0]


def test_the_toolkits_own_scale_and_a_wholly_other_one_pass():
    for options in (
        ("Definitely agree", "Tend to agree", "Tend to disagree", "Definitely disagree"),
        ("Tea", "Coffee"),
    ):
        own = OwnQuestion(id="own_a", wording="And so?", options=dict(enumerate(options, 1)))
        assert list(scales.near_scales(own)) == []


def test_a_question_that_is_nearly_the_toolkits():
    own = OwnQuestion(id="own_a", wording="How often do you feel lonely", options={1: "Daily", 2: "Never"})
    assert "asks nearly what 1.7 asks already" in said(record("R7", own=(own,)), "own_a", "weigh")[0]
    assert "nearly the toolkit's 1.7" in said(record("R3", own=(own,)), "own_a", "compare")[0]


def test_open_questions_are_put_openly():
    closed = OwnQuestion(id="own_a", wording="Do you like it here?")
    assert "what, why, how or describe" in said(record("R7", own=(closed,)), "own_a")[0]
    assert not open_questions.is_put_closed("Would you say why you came?")
    assert [use.heading[:12] for use in open_questions.uses().values()] == [
        "As a follow-",
        "To find out ",
        "To get peopl",
        "To get peopl",
    ]


def test_an_own_question_without_words_and_a_route_that_has_gone():
    begun = OwnQuestion(id="own_a")
    assert "no wording yet" in said(record("R7", own=(begun,)), "own_a", "mend")[0]
    why = OwnQuestion(id="own_why", wording="Why?")
    gone = record("R7", own=(why,), asked={"own_places": (OwnPlace(question="own_why", asked_of=("q2_4=1",)),)})
    assert "everybody is asked" in said(gone, "own_why", "mend")[0]
    there = record("P3", own=(why,), asked={"own_places": (OwnPlace(question="own_why", asked_of=("q2_4=1",)),)})
    assert said(there, "own_why") == []


def test_own_questions_with_the_same_words_can_not_be_told_apart():
    own = tuple(OwnQuestion(id=f"own_{n}", wording=words) for n, words in enumerate(("What helps?", "What helps", "")))
    assert "2 questions of your own are worded “What helps?”" in " ".join(said(record("R7", own=own), "own_1", "mend"))
    assert not any("are worded" in text for text in said(record("R7", own=own[1:])))


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"kind": "several answers"}, "no answers to choose from yet"),
        ({"options": {1: "Tea", 2: " "}}, "an answer without words"),
        ({"options": {1: "Tea", 2: "tea."}}, "the answer “Tea” more than once"),
        ({"options": {1: "Tea"}}, "only one answer"),
        ({"kind": "number", "options": {1: "Tea", 2: "Milk"}}, "are not shown"),
    ],
)
def test_answers_that_can_not_be_chosen_or_told_apart(parts, says):
    own = OwnQuestion(id="own_a", wording="What would you like?", **parts)
    assert says in " ".join(said(record("R7", own=(own,)), "own_a"))
    fine = OwnQuestion(id="own_a", wording="What would you like?", options={1: "Tea", 2: "Milk"})
    assert said(record("R7", own=(fine,)), "own_a") == []


def test_another_range_of_numbers_is_a_change():
    def asked(highest):
        own = OwnQuestion(id="own_mark", wording="How warm is it?", kind="number", highest=highest)
        return survey.codebook(record("R7", own=(own,)))

    (change,) = changes(asked(5), asked(10))
    assert change.breaks and "numbers from 0 to 5 before, from 0 to 10 now" in change.text
    assert changes(asked(5), asked(5)) == ()


def test_consent_and_code_fit_the_plan():
    undecided = record("R7", approach={"consent": ConsentPlan()})
    assert "all four consents" in said(undecided, "consent_analyse")[0]
    anonymous = ConsentPlan(scopes=ALL, traceable="anonymous")
    joined = record("R7", approach={"consent": anonymous}, asked={"panel_code": True})
    assert "calls answers anonymous" in said(joined, "panel_code", "mend")[0]
    without = record("R7", approach={"sample": Sample(returning="same people")}, asked={"panel_code": False})
    assert "nobody's answers can be joined" in said(without, "panel_code", "compare")[0]


def test_introductions_that_speak_of_what_is_not_asked():
    assert "introduction speaks of questions before it" in said(record("R2_older"), "q1_3_1")[0]
    assert said(record("R6", "R2_older"), "q1_3_1") == []
    worded = record("R2_older", asked={"opening_words": (OpeningWords(place="q1_3_1", text="Now, everybody."),)})
    assert said(worded, "q1_3_1") == []
    assert any("“Firstly”" in text for text in said(record("R7", "O1_area")))
    assert not any("“Firstly”" in text for text in said(record("O1_area")))


def test_no_way_out_of_a_sensitive_question():
    assert "1.7" in said(record("R7", asked={"prefer_not_to_say": "no question"}), "q1_7", "weigh")[0]
    assert said(record("R7", asked={"prefer_not_to_say": "sensitive questions"})) == []


def test_too_long_for_the_minutes_there_are():
    made = record("R7", "R2_older", "E8")
    tight = made.model_copy(update={"measures": made.measures.model_copy(update={"minutes": 2})})
    assert "and you have 2" in said(tight)[-1]


def test_missing_and_outdated_translations():
    polish = {"languages": (Language(code="pl", name="Polski"),)}
    n = len(questionnaire.build(record("R7")).phrases)
    assert any(text.startswith("Polski: ") and "not translated" in text for text in said(record("R7", asked=polish)))
    wording = catalogue.question("1.7").wording
    old = Translation(key=words.key("pl", "q1_7.wording", wording), text="Jak często?")
    changed = record(
        "R7",
        asked={**polish, "translations": (old,)},
        reworded=(WordingChange(question="1.7", asked_as="Lonely?"),),
    )
    assert "Polski: 1 translation of words that have changed since; kept, and not used." in said(changed)
    assert n > 20


def test_easy_words_are_not_like_for_like():
    wording = catalogue.question("1.7").wording
    easy = Translation(key=words.key("easy", "q1_7.wording", wording), text="Are you lonely?")
    text = said(record("R7", asked={"translations": (easy,)}), "q1_7", "compare")[0]
    assert "not like for like" in text


# Between waves ---------------------------------------------------------------------------------


def book(**changed):
    whole = survey.codebook(record("R7", "P3"))
    questions = tuple(one.model_copy(update=changed[one.id]) if one.id in changed else one for one in whole.questions)
    return whole.model_copy(update={"questions": questions})


def test_no_change_is_no_change():
    assert changes(book(), book()) == ()


def test_a_changed_scale_breaks_comparison():
    option = Option(code=6, label="Don't know")
    now = book(q1_7={"options": (*catalogue.question("1.7").options, option)})
    (found,) = changes(book(), now)
    assert (found.question, found.what, found.breaks) == ("q1_7", "answers", True)
    assert "“Don't know” added" in found.text
    swapped = tuple(reversed(catalogue.question("1.7").options))
    (found,) = changes(book(), book(q1_7={"options": swapped}))
    assert "another order" in found.text


def test_changed_words_new_and_gone():
    reworded = survey.codebook(record("R7", "P3", reworded=(WordingChange(question="1.7", asked_as="Lonely?"),)))
    (found,) = changes(book(), reworded)
    assert (found.what, found.breaks) == ("wording", True)
    assert "asked before as “How often do you feel lonely?”, now as “Lonely?”" in found.text
    assert [one.what for one in changes(book(), survey.codebook(record("R7")))] == ["gone"]
    assert [(one.what, one.breaks) for one in changes(survey.codebook(record("R7")), book())] == [("new", False)]


def test_consents_are_not_compared():
    assert changes(book(consent_share={"wording": "May we?"}), book()) == ()


def test_a_translation_is_no_other_wording():
    wording = catalogue.question("1.7").wording
    easy = Translation(key=words.key("easy", "q1_7.wording", wording), text="Are you lonely?")
    now = survey.codebook(record("R7", "P3", asked={"translations": (easy,)}))
    assert changes(book(), now, ["Are you lonely?"]) == ()
