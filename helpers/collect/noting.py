"""What leaves is noted in the project's ledger first, so that every later release is judged beside it."""

from collections.abc import Collection
from datetime import datetime

from helpers import disclosure
from helpers.disclosure import Earlier, Kept
from helpers.errors import UserProblem
from helpers.project import Opened, ledger
from helpers.reports import words
from helpers.steps.listing import SAMPLES

TEAM = "team"
"""What stays with those who hold the answers is no release."""
NOT_JUDGED = ("agreement",)
"""Sums under a data-sharing agreement go to parties bound by it, who show nothing of them before pooling."""


def earlier(opened: Opened) -> tuple[Earlier, ...]:
    """What was released of this project before, oldest first.

    Raises
    ------
    UserProblem
        The ledger is damaged: what was released is then not known.
    """
    if opened.is_pretend:
        return ()
    found = []
    for entry in ledger.entries(opened.path):
        try:
            if entry["policy"] not in NOT_JUDGED:
                day = words.day(datetime.fromisoformat(entry["when"]).date())
                found.append(disclosure.from_plain(day, entry["policy"], entry["released"]))
        except (ValueError, TypeError, KeyError) as problem:
            raise UserProblem(
                f"The ledger's line of {entry['when']} is damaged, so it can't be said what may be released now.",
                str(opened.path / ledger.LEDGER_FILE),
                "Put the file back from a backup. Without one, delete that line: what it told of is then not protected.",
            ) from problem
    return tuple(found)


def note(opened: Opened, policy: str, what: str, wave: str, kept: Kept, by: Collection[str]) -> None:
    """Note what is about to leave. Nothing is noted of pretend answers, of the team's own view and of the shipped samples.

    Parameters
    ----------
    by
        The breakdowns that are shown; of crossed ones their margins count as shown too, since cells add up to them.
    """
    if policy == TEAM or opened.is_pretend or SAMPLES in opened.path.resolve().parents:
        return
    shown = {"", "comparison", *by, *(part for name in by for part in name.split("*"))}
    figures = [row for row in kept["figures"] if row[2] in shown]
    ledger.add(opened.path, policy, what, wave, {**kept, "figures": figures})
