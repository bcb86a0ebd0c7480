"""The form of step 2.3: what can be chosen and why not, marks, and a page that says no more than what was released."""

import re
import subprocess
import sys
from datetime import date

import pytest

from helpers import catalogue
from helpers import project as projects
from helpers.collect import against, analysis, analysis_form, findings_page, looking, moving
from helpers.disclosure.policies import policy
from helpers.errors import UserProblem
from helpers.forms.spec import fields_of
from helpers.project import Opened
from helpers.reports import words
from helpers.steps import begin
from helpers.steps.listing import ROOT, SAMPLES


@pytest.fixture(scope="module")
def befriending():
    return projects.open(SAMPLES / "befriending")


@pytest.fixture(scope="module")
def shown(befriending):
    return findings_page.gather(befriending, "2025-spring", analysis.released(befriending), is_drawn=True)


def with_(opened, part, **changes):
    """The project with other decisions in one part of its record."""
    changed = getattr(opened.record, part).model_copy(update=changes)
    return Opened(opened.path, opened.record.model_copy(update={part: changed}))


def test_only_what_was_asked_answered_and_agreed_to_can_be_chosen(befriending):
    reasons = looking.why_not(befriending)
    assert {code for code, reason in reasons.items() if not reason} == {"age", "gender", "ethnicity", "disability"}
    assert reasons["tenure"] == looking.NOT_ASKED
    plan = befriending.record.approach.consent
    silent = with_(befriending, "approach", consent=plan.model_copy(update={"sensitive": ("health",)}))
    assert looking.why_not(silent)["ethnicity"] == looking.NO_CONSENT and not looking.why_not(silent)["disability"]
    unnamed = with_(befriending, "approach", consent=plan.model_copy(update={"special_condition": None}))
    assert looking.why_not(unnamed)["disability"] == looking.NO_CONDITION and not looking.why_not(unnamed)["age"]
    fields = fields_of(analysis_form.groups(befriending.record, befriending), befriending.record)
    assert [one.value for one in fields["analysis.breakdowns"].choices] == ["age", "gender", "ethnicity", "disability"]
    assert "Not asked in the latest wave: home, working status" in fields["not-offered"].help


def test_a_group_is_not_offered_where_nearly_nobody_said(tea):
    assert policy("report").smallest_base == looking.LEAST
    tea.decide(**{"approach.breakdowns": ["gender"]})
    tea.add("2026-spring", [{"q1_7": 1, "q3_1": 1}] * 19)
    assert looking.why_not(tea.opened)["gender"] == looking.TOO_FEW
    tea.add("2026-summer", [{"q1_7": 1, "q3_1": 1 + place % 2} for place in range(20)], date(2026, 6, 30))
    assert looking.why_not(tea.opened)["gender"] == ""


def test_what_was_chosen_and_can_t_be_any_more_is_said_and_can_be_taken_back(befriending):
    opened = with_(befriending, "analysis", breakdowns=("tenure", "age"))
    (group,) = analysis_form.groups(opened.record, opened)
    fields = fields_of((group,), opened.record)
    assert "tenure" in [one.value for one in fields["analysis.breakdowns"].choices]
    assert group.problems(opened.record) == {"analysis.breakdowns": "Not asked in the latest wave: home."}


def test_a_finding_is_marked_once(befriending):
    first = befriending.record.analysis.marked[0]
    twice = with_(befriending, "analysis", marked=(first, first.model_copy(update={"id": "m-again"})))
    (group,) = analysis_form.marks(twice.record)
    assert list(group.problems(twice.record)) == ["analysis.marked[m-again].indicator"]
    assert looking.marks(twice.record) == (first,)
    elsewhere = with_(befriending, "analysis", marked=(first.model_copy(update={"indicator": "P1"}),))
    assert looking.marks(elsewhere.record) == ()


def test_marked_findings_come_first_each_with_why_it_matters(shown):
    made = findings_page.glance(shown)
    assert [part.id for part in made.sections] == ["marked", "analysis-glance"]
    marks = shown.record.analysis.marked
    assert [part.blocks[0].text for part in made.sections[0].sections] == [mark.why for mark in marks]
    text = repr(made)
    assert "Has a long-term condition: 26% of the 73 who answered feel lonely often or always" in text


def test_a_group_that_was_joined_is_shown_with_the_others(shown):
    point = findings_page.group_point(shown.record, shown.findings["R7"], "age", "25-34")
    assert point.group == "Combined (16-24, 25-34, 35-44, 45-54)"
    assert findings_page.group_point(shown.record, shown.findings["R7"], "age", "65-74").group == "65-74"
    assert findings_page.group_point(shown.record, shown.findings["R7"], "tenure", "Other") is None


def test_a_change_is_said_in_the_toolkit_s_three_words(shown):
    found = moving.movement(shown.findings["R7"])
    assert (found.direction, found.size) == ("getting better", "moderate")
    assert "getting better since spring 2024: a middling change (−17 points)" in moving.sentence(shown.findings["R7"])
    unclear = moving.sentence(shown.findings["P3"])
    assert re.search(
        r"no clear change since spring 2024; .* a change of about \d+ points or more would probably", unclear
    )


def test_what_is_clear_alone_but_not_among_many_is_no_clear_change(shown):
    satisfied = shown.findings["O2"]
    assert satisfied.change.is_one_of_many and moving.short(satisfied) == "no clear change"


def test_the_published_figure_stands_beside_ours_with_both_uncertainties(shown):
    lonely = against.sentence(shown.findings["R7"])
    assert lonely.startswith("Our figure is 8 points above the published figure for London, 2018-19 (8%)")
    table = against.table(shown.findings["R7"])
    assert "design effect 1.5, assumed" in table.rows[0][-1] and "From before the pandemic" in table.rows[0][-1]
    belong = against.sentence(shown.findings["O1_area"])
    assert belong.startswith("Our figure can't be told apart from the published figure")


def test_another_wording_takes_the_published_figure_away(befriending):
    from helpers.project.record import WordingChange

    changed = WordingChange(question="1.7", asked_as="Are you lonely?", why="Shorter.")
    opened = with_(befriending, "measures", wording_changes=(changed,))
    found = findings_page.gather(opened, "2025-spring", analysis.released(opened))
    assert against.sentence(found.findings["R7"]) == "" and against.table(found.findings["R7"]) is None
    assert "We asked the question in other words." in repr(findings_page.measure(found, "R7"))


def test_whether_groups_differ_is_said_after_all_comparisons_are_allowed_for(shown):
    said = repr(findings_page.measure(shown, "R7"))
    assert "Chance alone could explain how groups by gender differ." in said
    assert "Whether groups by age differ can't be told" in said


def test_every_figure_of_the_page_was_released(befriending, shown):
    """Each share and change that is written anywhere is one of those that disclosure let out, or a published one."""
    released = shown.released
    frames = (
        released.table[["share", "ci_low", "ci_high", "unweighted"]],
        released.distributions[["share", "ci_low", "ci_high"]],
        released.changes[["share_before", "share_after"]],
    )
    shares = [share for frame in frames for share in frame.stack().dropna()]
    may = {f"{words.rounded(share * 100)}%" for share in shares} | {"95%", "50%"}
    told = " ".join(f"{one.statement} {one.value:.0%} {one.caution}" for one in catalogue.benchmarks())
    may |= set(re.findall(r"\b\d+%", f"{told} {moving.LIMITS}"))
    for code in shown.findings:
        written = set(re.findall(r"\b\d+%", repr(findings_page.measure(shown, code))))
        assert len(written) > 5 and written <= may, (code, written - may)


def test_a_run_shows_every_measure_and_the_marked_ones_and_keeps_the_table(befriending, tmp_path, monkeypatch):
    here = begin("2.3", SAMPLES / "befriending")
    whole = repr(analysis_form.findings(here))
    names = [
        f"### {finding.indicator.name}"
        for finding in findings_page.gather(befriending, here.wave, analysis.released(befriending)).findings.values()
    ]
    assert all(name in whole for name in names) and "## Marked as mattering" in whole
    assert analysis_form.each(here) is None
    analysis_form.keeping(here, tmp_path)
    assert (tmp_path / "findings.csv").read_bytes() == analysis.as_csv(analysis.released(befriending))
    assert ",again," not in (tmp_path / "findings.csv").read_text()


def test_a_project_without_answers_says_so(tea, monkeypatch):
    here = begin("2.3", tea.path)
    for part in (analysis_form.findings, analysis_form.keeping):
        with pytest.raises(UserProblem, match="no answers yet"):
            part(here)
    monkeypatch.setattr(analysis_form, "is_live", lambda: True)
    assert analysis_form.NO_ANSWERS in repr(analysis_form.shown(tea.opened, None))
    assert analysis_form.NO_ANSWERS in repr(analysis_form.relied_on(tea.opened, None))
    assert "There are no answers to analyse yet." in looking.missing(tea.opened)


OPENS = """
import sys
from helpers.steps import begin, finish
from helpers.collect import analysis_form as form
from helpers.forms import show, upload
here = begin("2.3", "sample_data/befriending")
for module in (show, upload):
    module.is_live = lambda: True
form.is_live = lambda: True
for cell in (form.reliability, form.bring_in_margins, form.weights, form.weighted, form.splitting, form.findings, form.marking, form.keeping):
    assert cell(here) is not None
form.groups(here.opened.record, here.opened)
form.each(here)
finish(here)
print(sorted({name.split(".")[0] for name in sys.modules} & {"pandas", "matplotlib", "scipy", "seaborn"}))
"""


def test_the_page_opens_without_what_works_figures_out():
    run = subprocess.run([sys.executable, "-c", OPENS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.strip().endswith("[]"), run.stdout + run.stderr


SITES = {"id": "own_site", "wording": "Which site do you come to?", "options": {"1": "Mill Lane", "2": "The Hythe"}}


def test_findings_are_split_by_a_question_of_one_s_own_by_the_words_of_its_answers(tea):
    tea.decide(**{"measures.own_questions": [SITES]})
    mill, hythe = [{"q1_7": 1, "own_site": 1}] * 12, [{"q1_7": 3, "own_site": 2}] * 15
    tea.add("2026-spring", mill + hythe)
    turned = {**SITES, "options": {"1": "The Hythe", "2": "Mill Lane"}}
    tea.decide(**{"measures.own_questions": [turned]})
    mill, hythe = [{"q1_7": 1, "own_site": 2}] * 13, [{"q1_7": 3, "own_site": 1}] * 16
    tea.add("2026-autumn", mill + hythe, date(2026, 9, 30))
    assert looking.why_not(tea.opened)["own_site"] == ""
    tea.decide(**{"analysis.breakdowns": ["own_site"]})
    shares = analysis.findings(tea.opened).shares
    rows = shares[shares["group_by"] == "own_site"].set_index(["wave", "group"])
    assert rows["n"].to_dict() == {
        ("2026-spring", "Mill Lane"): 12,
        ("2026-spring", "The Hythe"): 15,
        ("2026-autumn", "Mill Lane"): 13,
        ("2026-autumn", "The Hythe"): 16,
    }
    assert looking.whom(tea.opened.record)["own_site: Mill Lane"] == "“Which site do you come to?”: Mill Lane"
    assert "“Which site do you come to?” (29 people said)" in repr(analysis_form.relied_on(tea.opened, "2026-autumn"))


def test_a_breakdown_goes_with_the_question_it_was(tea):
    tea.decide(**{"measures.own_questions": [SITES], "analysis.breakdowns": ["own_site", "gender"]})
    tea.decide(**{"measures.own_questions": []})
    assert tea.opened.record.analysis.breakdowns == ("gender",)
