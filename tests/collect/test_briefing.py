"""The briefing sheet: made from the plan, with what is missing named, and pay held against the London Living Wage."""

from datetime import date
from pathlib import Path

import docx
import pytest

from helpers import project as projects
from helpers.collect import briefing, briefing_form
from helpers.forms.state import State
from helpers.project.record import Project
from helpers.reports.writers import html, word
from helpers.steps import begin

DAY = date(2025, 5, 1)
"""On which the London Living Wage of 2024-25, £13.85, is the newest."""
TASK = {"id": "ask", "what": "Interviews", "pay": "paid", "rate": "14.00", "hours": "40"}
SAMPLE = Path(__file__).parents[2] / "sample_data" / "befriending"


@pytest.fixture
def sheet(tea):
    def made(**changes):
        tea.decide(**changes)
        return repr(briefing.summary(tea.opened, DAY))

    return made


def test_an_empty_plan_gives_a_sheet_that_names_everything_it_lacks(tea):
    gaps = briefing.missing(tea.opened, DAY)
    assert len(gaps) == 13
    assert "Missing on the sheet: whom researchers ring while they are out (below)." in gaps
    assert "Missing on the sheet: the study area (step 1.3)." in gaps
    rendered = html.render(briefing.document(tea.opened, DAY))
    assert rendered.count("[Still to be filled in: ") == 13


def test_the_sample_lacks_only_the_dates_of_its_next_round():
    assert briefing.missing(projects.open(SAMPLE), DAY) == (
        "Missing on the sheet: the first day of asking (below).",
        "Missing on the sheet: the last day of asking (beside the monitor).",
    )


def test_what_the_plan_says_is_on_it(sheet):
    said = sheet(
        **{
            "purpose.aim": "Fewer lonely people.",
            "approach.sample.target": 120,
            "approach.study_area": "Three streets",
            "primary.briefing.ring": "The coordinator",
            "primary.briefing.safety": "Text home.\n- Leave out the lock after dark",
            "primary.briefing.begins_on": "2026-05-01",
            "primary.closes_on": "2026-05-21",
        }
    )
    for text in (
        "Fewer lonely people.",
        "How many, all of you together: 120 answers",
        "Where: Three streets",
        "While you are out: The coordinator",
        "- Text home.",
        "- Leave out the lock after dark.",
        "When: From 1 May 2026 to 21 May 2026.",
        "In danger, ring 999.",
    ):
        assert text in said


def test_only_what_people_are_asked_to_agree_to_is_named(sheet):
    said = sheet(**{"approach.consent.scopes": ["analyse", "recontact"]})
    assert "People are asked whether: their answers may be used and they may be asked again" in said
    assert "quoted" not in said


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("14.00", "Interviews: £14 an hour, at or above the London Living Wage of 2024-25."),
        ("13.85", "Interviews: £13.85 an hour, at or above the London Living Wage of 2024-25."),
        ("12.21", "Interviews: £12.21 an hour, which is £1.64 below the London Living Wage of 2024-25."),
    ],
)
def test_pay_is_held_against_the_london_living_wage(sheet, rate, said):
    text = sheet(**{"approach.costs.tasks": [{**TASK, "rate": rate}], "primary.briefing.task": "ask"})
    assert said in text
    assert "£13.85 an hour, paid by 1 May 2025 at the latest. Source: Living Wage Foundation" in text
    assert "Pay can count as income for benefits" in text


def test_the_living_wage_of_the_first_day_of_asking_counts(sheet, tea):
    task = {"approach.costs.tasks": [{**TASK, "rate": "14.00"}], "primary.briefing.task": "ask"}
    before = sheet(**task, **{"primary.briefing.begins_on": "2025-10-21"})
    assert "at or above the London Living Wage of 2024-25" in before and "look up the current one" not in before
    after = sheet(**{"primary.briefing.begins_on": "2025-10-22"})
    assert "£14 an hour, which is £0.80 below the London Living Wage of 2025-26" in after
    assert briefing.is_below(tea.opened.record, DAY)
    late = sheet(**{"primary.briefing.begins_on": "2026-11-02"})
    assert "this workbook holds none after 2025-26: look up the current one" in late


def test_volunteers_are_told_so_and_no_wage_is_named(sheet):
    task = {**TASK, "pay": "volunteer", "rate": None}
    text = sheet(**{"approach.costs.tasks": [task], "primary.briefing.task": "ask"})
    assert "Interviews: unpaid." in text
    assert "London Living Wage" not in text


def test_a_task_that_is_gone_from_the_plan_is_missing_again(sheet):
    assert "which task of the cost plan this is" in sheet(**{"primary.briefing.task": "ask"})


def test_children_are_only_asked_where_the_plan_says_how(sheet):
    assert "Ask nobody under 16." in sheet(**{"approach.consent.children": "nobody under 16"})
    assert "once a parent has agreed" in sheet(**{"approach.consent.children": "13 to 15"})


def test_word_and_page_hold_the_same_text(tmp_path):
    made = briefing.document(projects.open(SAMPLE), DAY)
    path = word.write(made, tmp_path / "sheet.docx")
    texts = [paragraph.text for paragraph in docx.Document(path).paragraphs]
    page = html.render(made)
    items = [
        item for part in (*made.sections, made.method) for block in part.blocks for item in getattr(block, "items", ())
    ]
    assert len(items) > 25
    for item in items:
        assert item in texts
    assert page.count("<li>") >= len(items)


def test_the_form_warns_of_low_pay_and_gives_both_files(tea, monkeypatch):
    monkeypatch.setattr(briefing_form, "today", lambda: DAY)
    tea.decide(**{"approach.costs.tasks": [{**TASK, "rate": "9.00"}], "primary.briefing.task": "ask"})
    state = State(tea.opened, briefing_form.groups)
    assert "less than the London Living Wage" in state.problems()["primary.briefing.task"]
    files = [action.run(tea.opened) for group in briefing_form.groups(tea.opened.record) for action in group.actions]
    assert [file.name for file in files] == ["briefing-for-researchers.docx", "briefing-for-researchers.html"]
    assert files[0].content.startswith(b"PK") and b"Briefing for researchers" in files[1].content


def test_without_a_cost_plan_the_form_says_where_it_is():
    fields = [field for group in briefing_form.groups(Project(title="Tea")) for field in group.fields]
    assert briefing_form.NO_TASKS in [field.help for field in fields]


def test_a_run_shows_the_sheet_itself(tea):
    assert "Keeping safe" in repr(briefing_form.reading_back(begin("2.2", tea.path)))
