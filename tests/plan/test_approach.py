import runpy
from pathlib import Path

from helpers.plan import approach, drafts, purpose
from helpers.project import Opened
from helpers.project.record import Approach, ConsentPlan
from helpers.reports.facts import in_words
from helpers.reports.model import Table, plain

MADE = runpy.run_path(str(Path(__file__).with_name("filled.py")))
filled, texts, dates = MADE["filled"], MADE["texts"], MADE["dates"]


def changed(planned, **fields):
    part = planned.record.approach.model_copy(update=fields)
    return Opened(planned.path, planned.record.model_copy(update={"approach": part}))


def test_in_short(planned, empty):
    assert approach.in_short(planned) == (
        "Kind of research: mixed. Survey mode: face to face. Answers hoped for in each wave: 60. "
        "Parts of the strategy written: 7 of 7."
    )
    assert approach.in_short(empty).endswith("Parts of the strategy written: 0 of 7.")


def test_summary_shows_place_sample_weights_consent_and_strategy(planned):
    text = plain(approach.summary(planned))
    for said in (
        "An official area",
        "Two evenings.",
        "1,200",
        "Age",
        "20%",
        "21 March 2021",
        "6 interviews",
        "An encrypted disk.",
        "1 June 2027",
        "Part 7 as written.",
        "Nothing is missing in this step.",
    ):
        assert said in text


KNOWN = {
    "goals.outcome": "lonely",
    "goals.indicator": "R7",
    "breakdowns": ("age",),
    "weighting": None,
    "comparison.question": "own_took_part",
    "consent.screening.question": "matching",
    "consent.notice": "",
    "guide.about": "q1",
    "strategy.part": 1,
    "sample.returning": "some of both",
    "sample.design_effect": 1.2,
    "sample.correlation": 0.5,
}
"""What has to be known elsewhere. The notice in own words would stand in place of the draft: it has a test of its own."""


def test_everything_entered_is_in_the_summary(planned):
    everything = filled(Approach, KNOWN)
    record = planned.record.model_copy(update={"approach": everything})
    entered = texts(everything.model_dump())
    assert len(entered) > 55
    shown = plain(approach.summary(Opened(planned.path, record)))
    assert [text for text in entered if text not in shown] == []
    days = {day for day in dates(everything.model_dump())}
    assert len(days) > 4
    assert [day for day in days if in_words(day) not in shown] == []


def test_where_nothing_was_entered_nothing_is_said_to_have_been(empty):
    assert "Said" not in plain(approach.summary(empty))


def test_the_sections_of_the_page_have_names_of_their_own(planned):
    def ids(section):
        return [section.id, *(name for inner in section.sections for name in ids(inner))]

    named = ids(approach.summary(planned))
    assert len(named) > 30
    assert len(named) == len(set(named))


def test_without_weights_the_summary_says_so(planned):
    assert "Answers are not weighted" in plain(approach.who_is_asked(changed(planned, weighting=None)))


def test_crossed_breakdowns_are_named_once(planned):
    text = plain(approach.who_is_asked(changed(planned, breakdowns=("age", "age*gender", "comparison"))))
    assert "Groups to compare: Age; Gender" in text


def test_nothing_is_missing_when_the_step_is_done(planned):
    assert approach.missing(planned) == ()


def test_an_empty_project_is_told_what_it_needs(empty):
    open_points = approach.missing(empty)
    assert len(open_points) == len(set(open_points)) > 25
    for said in ("Define the study area.", "Say how many times you ask.", "Consent: choose the lawful basis."):
        assert said in open_points


def test_what_is_marked_as_needed_keeps_the_step_open(planned):
    """A form that says a field is needed, and the step that counts it as done, never disagree."""
    assert purpose.missing(planned) == approach.missing(planned) == ()
    looked_at = 0
    for step, name in ((purpose, "purpose"), (approach, "approach")):
        part = getattr(planned.record, name)
        for field, info in type(part).model_fields.items():
            if not (info.json_schema_extra or {}).get("form", {}).get("is_needed"):
                continue
            emptied = part.model_copy(update={field: info.get_default()})
            opened = Opened(planned.path, planned.record.model_copy(update={name: emptied}))
            assert step.missing(opened), f"{name}.{field} is marked as needed, and nothing is said where it is empty"
            looked_at += 1
    assert looked_at > 12


def test_consent_is_asked_for_whole(planned):
    assert len(approach.missing(changed(planned, consent=ConsentPlan()))) == 16


def test_unwritten_parts_are_named_and_explained(planned):
    opened = changed(planned, strategy=planned.record.approach.strategy[:6])
    assert approach.missing(opened) == ("Write the parts of the research strategy still open: Future Tracking.",)
    shown = plain(approach.written_strategy(opened))
    assert "Drafted from what has been entered" in shown
    assert drafts.draft_text(opened.record, 7).splitlines()[0] in shown


def test_levels_come_from_the_catalogue():
    (table,) = approach.evidence_levels().blocks
    assert isinstance(table, Table) and len(table.rows) == 5
