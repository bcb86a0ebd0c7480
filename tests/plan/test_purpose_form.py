"""The forms of step 1.1: which fields stand where, what there is to choose, and what the buttons make."""

import subprocess
import sys

import pytest

from helpers import catalogue
from helpers import project as projects
from helpers.errors import UserProblem
from helpers.forms.desk import desk_of
from helpers.forms.state import State
from helpers.forms.talk import Talk
from helpers.plan import purpose_choices, purpose_form
from helpers.project.record import Project, Purpose
from helpers.project.record.purpose import CHAIN, LINKS
from helpers.reports.model import plain
from helpers.steps import begin

AIM = (purpose_form._aim(),)
FORMS = (AIM, purpose_form._theory, purpose_form._questions, purpose_form._tailoring)


@pytest.fixture
def saved(tmp_path):
    """A project on disk with two outcomes and a question about one of them."""
    opened = projects.create(tmp_path / "tea", "Tea")
    outcomes = [{"id": "lonely", "text": "People feel less lonely."}, {"id": "begun"}]
    questions = [{"id": "q1", "text": "Do they?", "outcomes": ["lonely"]}]
    assumptions = [{"id": "a1", "link": "Tea to talk", "text": "People stay."}]
    return projects.save(
        opened.path,
        "1.1",
        {
            "purpose.theory_of_change.outcomes": outcomes,
            "purpose.questions": questions,
            "purpose.theory_of_change.assumptions": assumptions,
            "purpose.theory_of_change.problem": "Nobody talks & <nobody> calls.",
        },
    )


class Browser:
    """One form, spoken to as a browser would."""

    def __init__(self, opened, groups):
        self.sent = []
        self.talk = Talk(
            desk_of(opened), "1.1", "Form", groups, lambda message, files: self.sent.append((message, files))
        )

    def change(self, path, base, new):
        self.talk.receive({"kind": "change", "n": 1, "view": "v", "path": path, "base": base, "new": new})
        return self.sent[-1][0]

    def press(self, name):
        self.talk.receive({"kind": "act", "n": 1, "view": "v", "name": name})
        return self.sent[-1]


def fields(opened):
    return {path: field for groups in FORMS for path, field in State(opened, groups).fields.items()}


def test_every_field_of_the_step_is_asked_for(saved):
    asked = {path.removeprefix("purpose.").split(".")[0] for path in fields(saved)}
    tailored = State(projects.save(saved.path, "1.1", {"purpose.research_purpose": "impact"}), purpose_form._tailoring)
    assert asked | {path.split(".")[1] for path in tailored.fields} == set(Purpose.model_fields)


def test_every_box_of_both_canvases_is_asked_for(saved):
    boxes = [part.field for tool in (1, 2) for part in catalogue.template_parts(tool)]
    assert len(boxes) == 16
    assert set(boxes) <= set(fields(saved))


def test_every_field_has_a_label_and_long_texts_an_example(saved):
    looked_at = 0
    for asked in fields(saved).values():
        for one in (asked, *asked.entry):
            assert one.label
            if one.kind == "long" and one.name not in ("answer",):
                looked_at += 1
                assert one.example and one.limit
    assert looked_at > 12


def test_the_canvas_runs_from_left_to_right(saved):
    group = purpose_form._theory(saved.record)[0]
    assert [area for row in group.areas for area in dict.fromkeys(row.split())] == list(CHAIN)
    assert {len(row.split()) for row in group.areas} == {12}
    assert [field.area for field in group.fields] == list(CHAIN)
    assert {len(row.split()) for row in AIM[0].areas} == {4}


def test_forms_open_without_what_draws_or_counts():
    script = (
        "import sys\n"
        "from helpers.plan import purpose_form\n"
        "from helpers.forms.state import State\n"
        "from helpers.steps import begin\n"
        "here = begin('1.1', 'sample_data/befriending')\n"
        "for groups in ((purpose_form._aim(),), purpose_form._theory, purpose_form._questions, purpose_form._tailoring):\n"
        "    assert State(here.opened, groups).values\n"
        "print([name for name in ('matplotlib', 'pandas', 'numpy', 'jinja2') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_where_nobody_is_there_a_form_shows_nothing(saved):
    here = begin("1.1", saved.path)
    for shown in (purpose_form.aim, purpose_form.theory_of_change, purpose_form.questions, purpose_form.considerations):
        assert repr(shown(here)).startswith("Form: ")


def test_questions_offer_the_outcomes_as_they_are_written(saved):
    offered = purpose_choices.outcomes(saved.record)
    assert [choice.label for choice in offered] == ["People feel less lonely.", "Outcome 2 (not written yet)"]


def test_an_outcome_that_is_removed_goes_from_the_questions_too(saved):
    theory = Browser(saved, purpose_form._theory)
    base = {"text": "People feel less lonely.", "themes": [], "indicators": []}
    answer = theory.change("purpose.theory_of_change.outcomes[lonely]", base, None)
    assert answer["kind"] == "saved"
    after = projects.open(saved.path).record.purpose
    assert [one.id for one in after.theory_of_change.outcomes] == ["begun"]
    assert after.questions[0].outcomes == ()


def test_links_offer_the_chain_and_keep_a_teams_own_words(saved):
    values = [choice.value for choice in purpose_choices.links(saved.record)]
    assert values == [*LINKS, "Tea to talk"]
    assert [choice.value for choice in purpose_choices.links(Project(title="New"))] == list(LINKS)
    theory = Browser(saved, purpose_form._theory)
    path = "purpose.theory_of_change.assumptions[a1].link"
    assert theory.change(path, "Tea to talk", "steps-steps")["kind"] == "saved"
    assert theory.change(path, "steps-steps", "no such link")["kind"] == "refused"


def test_themes_and_indicators_are_offered_by_domain_whole():
    themes, indicators = purpose_choices.themes(), purpose_choices.indicators()
    assert [one.value for one in themes] and {one.value for one in themes} == {one.code for one in catalogue.themes()}
    assert {one.value for one in indicators} == {one.code for one in catalogue.indicators()}
    assert list(dict.fromkeys(one.group for one in themes)) == list(catalogue.domains())
    assert all(one.group.split(":")[0] in catalogue.domains() for one in indicators)
    assert sum("nobody has to be asked" in one.help for one in indicators) > 5


def test_a_theme_that_does_not_exist_is_refused(saved):
    with pytest.raises(UserProblem, match="theme 'R99'"):
        projects.save(saved.path, "1.1", {"purpose.theory_of_change.outcomes": [{"id": "o", "themes": ["R99"]}]})


def test_considerations_are_those_of_the_choices_and_other_answers_are_kept(saved):
    tailoring = Browser(saved, purpose_form._tailoring)
    assert "purpose.tailoring" not in tailoring.talk.state.fields
    tailoring.change("purpose.research_purpose", "", "impact")
    asked = tailoring.talk.state.values["purpose.tailoring"]
    assert asked == [one.code for one in catalogue.considerations() if one.choice_code == "impact"]
    assert tailoring.change("purpose.tailoring[impact-plan-1].answer", "", "Each half year.")["kind"] == "saved"

    tailoring.change("purpose.research_purpose", "impact", "places")
    asked = tailoring.talk.state.values["purpose.tailoring"]
    assert asked and not any(code.startswith("impact") for code in asked)
    kept = projects.open(saved.path).record.purpose.tailoring
    assert [(one.question, one.answer) for one in kept] == [("impact-plan-1", "Each half year.")]

    tailoring.change("purpose.research_purpose", "places", "impact")
    assert tailoring.talk.state.values["purpose.tailoring[impact-plan-1].answer"] == "Each half year."


def test_considerations_come_stage_by_stage_under_their_headings(saved):
    changes = {"purpose.research_purpose": "places", "purpose.thematic_focus": ["culture", "Health and Leisure"]}
    record = projects.save(saved.path, "1.1", changes).record
    choices = purpose_choices.considerations(record)
    assert list(dict.fromkeys(one.group for one in choices)) == [
        "Stage 1 Plan", "Stage 2 Collect", "Stage 3 Reflect", "At every stage",
    ]  # fmt: skip
    assert [one.value for one in choices][-4:] == ["culture-1", "culture-2", "health-1", "health-2"]
    focus = {one.label: one.value for one in purpose_choices.themes_of_work(record)}
    assert focus["Culture"] == "culture" and focus["Health and Leisure"] == "Health and Leisure"
    assert focus["Economy & Enterprise"] == "Economy & Enterprise"


def test_buttons_make_the_picture_and_the_sheets(saved):
    theory, questions = Browser(saved, purpose_form._theory), Browser(saved, purpose_form._questions)
    told, (picture,) = theory.press("picture")
    assert (told["name"], told["media_type"]) == ("theory-of-change.png", "image/png")
    assert picture.startswith(b"\x89PNG")
    for browser, name in ((theory, "theory-of-change"), (questions, "research-questions")):
        told, (filled,) = browser.press(f"{name}-filled")
        assert (told["name"], told["media_type"]) == (f"{name}.html", "text/html")
        _, (blank,) = browser.press(f"{name}-blank")
        assert b"A3 landscape" in filled and b"A3 landscape" in blank
        assert b"Tea" in filled and b"Tea" not in blank and filled != blank


def test_the_summary_holds_everything_that_can_be_typed(saved):
    """What the forms ask for is in what notebooks and reports show of it."""
    from helpers.plan import purpose

    words = {}
    for number, (path, asked) in enumerate(fields(saved).items()):
        if asked.kind in ("text", "long"):
            words[path] = f"Word{number}"
        elif asked.kind == "lines" and path.endswith("steps"):
            words[path] = [f"Word{number}"]
    test = {"id": "p", "who": "Word-who", "said": "Word-said", "changed": "Word-changed", "when": "2026-05-04"}
    opened = projects.save(saved.path, "1.1", {**words, "purpose.tested_with": [test]})
    text = plain(purpose.summary(opened))
    assert len(words) >= 13
    for word in (*(one if isinstance(one, str) else one[0] for one in words.values()), *list(test.values())[1:4]):
        assert word in text, word
    assert "4 May 2026" in text
