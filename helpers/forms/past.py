"""What was changed before, by whom, and how to take it back; and what a conflict copy holds that the project doesn't."""

from typing import Any

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.forms.desk import Desk
from helpers.forms.state import State
from helpers.forms.words import Words

MOST = 50
LONGEST = 240

Plain = dict[str, Any]


def told(desk: Desk, state: State) -> list[Plain]:
    """The newest changes of the project, as lines to read. Those of this form can be taken back from it."""
    words = desk.words()
    entries = projects.history(desk.opened.path, limit=MOST)
    return [_told(entry, state, words) for entry in entries if entry.old != entry.new]


def to_take_back(desk: Desk, state: State, who: str, revision: Any = None) -> projects.Entry:
    """The change that "Undo" means: the newest of this person in this form that isn't taken back yet, or the one named.

    Raises
    ------
    UserProblem
        There is none.
    """
    for entry in projects.history(desk.opened.path, limit=10 * MOST):
        if _is_meant(entry, desk, who, revision) and _can_be_taken_back(entry, state):
            return entry
    raise UserProblem(
        "There is nothing to take back.",
        "this form",
        "What others changed, or you before you gave your name, can be taken back one by one: see who changed what.",
    )


def _is_meant(entry: projects.Entry, desk: Desk, who: str, revision: Any) -> bool:
    """One's own change. Without a name that is what was saved from this page, since others may have no name either."""
    if revision is not None:
        return revision in entry.revisions
    is_own = entry.who == who if who else not entry.who and not desk.made.isdisjoint(entry.revisions)
    return is_own and entry.undoes is None


def copies(desk: Desk) -> list[Plain]:
    """Copies that a sync service made of the project, field by field where they differ."""
    words = desk.words()
    return [
        {
            "file": copy.file.name,
            "when": copy.when.isoformat(),
            "problem": copy.problem,
            "differences": [
                {
                    "path": one.field,
                    "label": one.label,
                    "ours": _cut(words.say(one.field, one.ours)),
                    "theirs": _cut(words.say(one.field, one.theirs)),
                }
                for one in copy.differences
            ],
        }
        for copy in projects.copies(desk.opened.path)
    ]


def merge(desk: Desk, file: Any, chosen: set[str], who: str) -> None:
    """Take the chosen fields of a copy over, and set the copy aside.

    Raises
    ------
    UserProblem
        There is no such copy, or it has no such field.
    """
    for copy in projects.copies(desk.opened.path):
        if copy.file.name == file and chosen <= {one.field for one in copy.differences}:
            desk.merge(copy, chosen, who)
            return
    raise UserProblem("This copy is not there any more.", "the project folder", "Reload the page.")


def _told(entry: projects.Entry, state: State, words: Words) -> Plain:
    return {
        "when": entry.when.isoformat(),
        "who": entry.who,
        "step": entry.step,
        "did": _did(entry),
        "label": entry.label,
        "old": _cut(words.say(entry.field, entry.old)),
        "new": _cut(words.say(entry.field, entry.new)),
        "revision": entry.revision,
        "is_undone": entry.is_undone,
        "is_undo": entry.undoes is not None,
        "can_undo": _can_be_taken_back(entry, state),
    }


def _did(entry: projects.Entry) -> str:
    if not entry.field.endswith("]"):
        return "changed"
    return "added to" if entry.old is None else "removed from" if entry.new is None else "changed"


def _can_be_taken_back(entry: projects.Entry, state: State) -> bool:
    return not entry.is_undone and entry.old != entry.new and state.is_asked(entry.field)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
