"""What differs between a wave and the one before it, what of that stops a comparison, and what a person settled.

A difference in the form or in its coding looks like a change in people. So it is looked for when a wave comes in and kept
with it; a measure it concerns is not compared (step 2.3) until somebody has looked and says, with a reason, that it may be.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from helpers import survey
from helpers.collect.primary.kept import Kept, changing, reading, wave_record
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.project.record.method import MODE_LABELS
from helpers.survey import Codebook, Difference, Reading

WHY = {
    "kind": "it is another kind of question now",
    "wording": "its wording changed",
    "option_added": "its answers changed",
    "option_dropped": "its answers changed",
    "option_worded": "its answers are worded otherwise",
    "scale_turned": "its scale was turned round",
    "range": "its range changed",
    "mirrored": "its answers look turned round in one of the files",
    "moved_by_one": "its answers look moved by one in one of the files",
    "mode": "people were asked another way",
    "same_people": "the two files seem to hold the same submissions",
    "same_answers": "the two files seem to hold the same answers",
}
"""The differences that stop a comparison, in words that may leave: no figure of anybody's is in them."""


def is_blocking(difference: Difference) -> bool:
    """Whether a measure is not compared because of it, unless it is settled."""
    return difference.kind in WHY


def with_wave_before(
    opened: Opened, wave: str, day: date, codebook: Codebook, read: Reading, mode: str
) -> dict[str, Any]:
    """What is kept with a wave about the one before it: `{"compared": ...}`, or nothing where it is the first."""
    before = before_of(opened, wave, day)
    if before is None:
        return {}
    known = wave_record(opened, before)
    told = {"wave": before, "sha256": known["sha256"]}
    try:
        was = reading(opened, before)
    except UserProblem as problem:
        # that the wave before is damaged is said where it is looked at, and is no reason to refuse this one
        return {"compared": {**told, "found": [], "could_not": problem.what}}
    found = survey.differences(
        Codebook.from_dict(known["codebook"]), was, codebook, read, _mode(known.get("mode", "")), _mode(mode)
    )
    return {"compared": {**told, "found": [asdict(one) for one in found]}}


def before_of(opened: Opened, wave: str, day: date | None) -> str | None:
    """The wave that was held before one that is held, or is going to be, on a day; the latest other one without a day."""
    others = [known for known in opened.waves if known.id != wave]
    earlier = [known for known in others if day is None or (known.held_on, known.id) < (day, wave)]
    return earlier[-1].id if earlier else None


def differences(opened: Opened, wave: str) -> tuple[str, tuple[Difference, ...]]:
    """The wave before ("" where there is none), and what differs from it, as kept with the wave where that still holds."""
    before = before_of(opened, wave, opened.wave(wave).held_on)
    return (before, between(opened, before, wave)) if before else ("", ())


def between(opened: Opened, before: str, after: str) -> tuple[Difference, ...]:
    """What differs between two waves: what is kept with the later one, looked for anew where it was kept about other files."""
    was, now = wave_record(opened, before), wave_record(opened, after)
    kept = now.get("compared", {})
    if "could_not" not in kept and (kept.get("wave"), kept.get("sha256")) == (before, was["sha256"]):
        return tuple(Difference(**one) for one in kept["found"])
    books = [Codebook.from_dict(one["codebook"]) for one in (was, now)]
    modes = [_mode(one.get("mode", "")) for one in (was, now)]
    return survey.differences(books[0], reading(opened, before), books[1], reading(opened, after), *modes)


def blocked(opened: Opened, before: str, after: str) -> dict[str, str]:
    """Question code -> why measures of it are not compared between two waves; under "" what stops them all.

    What was settled for any wave between the two counts.
    """
    ids = [known.id for known in opened.waves]
    settled = {
        _which(one) for wave in ids[ids.index(before) + 1 : ids.index(after) + 1] for one in _settled(opened, wave)
    }
    found = [one for one in between(opened, before, after) if is_blocking(one) and _which(asdict(one)) not in settled]
    return {one.question: WHY[one.kind] for one in reversed(found)}


def settle(project: str | Path, wave: str, kind: str, question: str, reason: str, who: str = "") -> Opened:
    """Compare all the same, for a reason: somebody looked at the difference.

    Parameters
    ----------
    kind, question
        Of the difference, as in `Difference`.

    Raises
    ------
    UserProblem
        There is no such difference, or no reason.
    """
    if not reason.strip():
        raise UserProblem(
            "Why the two can be compared is not said.", "the reason", "Say it in a sentence, for whoever asks later."
        )
    with changing(project, wave) as (opened, kept):
        if (kind, question) not in {(one.kind, one.question) for one in differences(opened, wave)[1]}:
            raise UserProblem("That difference is not there any more.", f"wave {wave}", "Reload the page.")
        entry = {"kind": kind, "question": question, "reason": reason.strip(), "who": who, "on": _today()}
        kept["settled"] = [*(one for one in _settled(opened, wave) if _which(one) != (kind, question)), entry]
    return opened


def unsettle(project: str | Path, wave: str, kind: str, question: str) -> Opened:
    """Take that back."""
    with changing(project, wave) as (opened, kept):
        kept["settled"] = [one for one in _settled(opened, wave) if _which(one) != (kind, question)]
    return opened


def settled(opened: Opened, wave: str) -> dict[tuple[str, str], Kept]:
    """(kind, question) -> why it may be compared all the same, who said so and when."""
    return {_which(one): one for one in _settled(opened, wave)}


def _settled(opened: Opened, wave: str) -> Iterable[Kept]:
    return wave_record(opened, wave).get("settled", [])


def _which(one: Kept) -> tuple[str, str]:
    return one["kind"], one["question"]


def _mode(mode: str) -> str:
    return MODE_LABELS.get(mode, mode)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
