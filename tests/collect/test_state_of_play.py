"""The state of play: for every measure what is held, how good it is, and what is improving; the same in step and report."""

from pathlib import Path

from helpers import project as projects
from helpers.collect import analysis, state_of_play, state_of_play_form
from helpers.forms.state import State
from helpers.reflect import feedback
from helpers.reports import state_of_play as shared
from helpers.reports.model import Table

SAMPLE = Path(__file__).parents[2] / "sample_data" / "befriending"
SAID = {
    "indicator": "R7",
    "held": "The membership list",
    "quality": "weak",
    "why": "Only who came",
    "improving": "asked from May",
}


def rows(tea, **changes):
    if changes:
        tea.decide(**changes)
    table = shared.table(tea.opened, is_whole=True)
    return table.rows if table else None


def test_nothing_said_is_said_and_no_table_goes_into_the_report(tea):
    assert shared.table(tea.opened) is None
    assert rows(tea) == (("Often lonely (R7)", "not said yet", "not said yet", "not said yet"),)
    assert "Nothing is said yet of what is held on the measures of the basket" in state_of_play.in_short(tea.opened)
    assert state_of_play.missing(tea.opened) == ("Say what you hold, and how good it is, for 1 more measure.",)


def test_what_was_said_stands_in_its_row(tea):
    assert rows(tea, **{"secondary.state_of_play": [SAID]}) == (
        ("Often lonely (R7)", "The membership list.", "Too weak to rely on. Only who came.", "Asked from May."),
    )
    assert state_of_play.in_short(tea.opened) == "Of 1 measure, what is held today is too weak to rely on for 1."
    assert state_of_play.missing(tea.opened) == ()


def test_what_the_workbook_holds_is_added_without_a_number_of_it(tea):
    tea.add("one", [{"q1_7": 1}])
    tea.decide(**{"secondary.figures": [{"id": "f", "indicator": "R7", "what": "Lonely", "value": "8%"}]})
    ((_, held, _, _),) = rows(tea)
    assert held == "In this workbook: answers of January 2026; 1 published figure."
    assert "8%" not in held


def test_a_wave_that_did_not_ask_is_not_named(tea):
    tea.add("one", [{"q1_7": 1}])
    ((_, held, _, _),) = rows(tea, **{"measures.basket": [{"indicator": "O2"}]})
    assert held == "not said yet"


def test_a_measure_that_left_the_basket_leaves_the_table_and_is_kept(tea):
    tea.decide(**{"secondary.state_of_play": [SAID], "measures.basket": [{"indicator": "O2"}]})
    assert [row[0] for row in rows(tea)] == ["High life satisfaction (O2)"]
    assert shared.table(tea.opened) is None
    assert len(tea.opened.record.secondary.state_of_play) == 1


def test_without_a_basket_it_says_where_to_choose(tea):
    tea.decide(**{"measures.basket": []})
    assert rows(tea) is None
    assert state_of_play.NO_BASKET in repr(state_of_play.summary(tea.opened))
    (group,) = state_of_play_form.groups(tea.opened.record)
    assert group.fields[0].kind == "notes"


def test_the_form_has_a_card_for_every_measure(tea):
    tea.decide(**{"measures.basket": [{"indicator": "R7"}, {"indicator": "O2"}]})
    (field,) = State(tea.opened, state_of_play_form.groups).fields.values()
    assert [choice.value for choice in field.offered(tea.opened.record)] == ["R7", "O2"]
    assert [one.name for one in field.entry] == ["held", "quality", "why", "improving"]


def test_step_and_report_show_the_same_table():
    opened = projects.open(SAMPLE)
    report = feedback.report(opened, None, analysis.released(opened))
    (context,) = [section for section in report.sections if section.id == "context"]
    (held,) = [block for block in context.blocks if isinstance(block, Table) and block.caption == shared.CAPTION]
    assert held in state_of_play.summary(opened).blocks
    assert len(held.rows) == 10
    assert "answers of spring 2024, autumn 2024 and spring 2025" in held.rows[0][1]
