from datetime import date
from pathlib import Path

from helpers.project import Opened, Project
from helpers.project.record import Action, Learning
from helpers.reflect import learning
from helpers.reports.model import plain

LEARNING = Learning(
    lessons=("Evenings suit younger people.",),
    implications="Open later.",
    actions=(Action(what="Try a Thursday evening", owner="Coordinator", by=date(2026, 3, 1), evidence=("R7",)),),
    next_wave="Autumn 2026.",
)


def opened(record: Learning) -> Opened:
    return Opened(Path("nowhere"), Project(title="T", learning=record))


def test_summary_shows_lessons_and_actions_with_owner_date_and_evidence():
    text = plain(learning.summary(opened(LEARNING)))
    for said in ("Evenings suit younger people.", "Open later.", "Coordinator", "1 March 2026", "(R7)", "Autumn 2026."):
        assert said in text


def test_in_short():
    assert learning.in_short(opened(LEARNING)) == "Lessons written down: 1. Actions agreed: 1."


def test_missing():
    assert learning.missing(opened(LEARNING)) == ()
    assert len(learning.missing(opened(Learning()))) == 4


def test_an_action_needs_a_date_and_a_finding():
    bare = LEARNING.model_copy(update={"actions": (Action(what="Do something", owner="Trustees"),)})
    assert learning.missing(opened(bare)) == (
        "Name the finding this action rests on: Do something",
        "Set a date for this action: Do something",
    )


def test_nothing_learned_yet_is_said():
    assert "No lesson has been written down yet." in plain(learning.summary(opened(Learning())))
