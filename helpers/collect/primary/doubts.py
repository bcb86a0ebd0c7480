"""Whether a file is the one it is taken for: another wave's, or made on another version of the questionnaire.

None of it proves anything, so none of it refuses a file. It is said before a file is brought in, and kept with the wave.
"""

import re
from datetime import date

import pandas as pd

from helpers.collect.primary.comparing import before_of
from helpers.collect.primary.kept import Kept, reading, wave_record
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.questionnaire import build
from helpers.reports import words
from helpers.survey import Reading
from helpers.survey.between_waves import same_people

OURS = re.compile(r"[0-9a-f]{8}")
"""A version of the questionnaire as this workbook writes it; survey tools count their own forms otherwise."""


def about(opened: Opened, wave: str, day: date | None, read: Reading) -> tuple[str, ...]:
    """What speaks against `read` being the answers of this wave, in sentences. `wave` may be "" where it has no name yet."""
    found = (
        _nobody_again(opened, wave, read),
        *_of_another_wave(opened, wave, read),
        _too_early(opened, wave, day, read),
        _other_questionnaire(opened, read),
    )
    return tuple(doubt for doubt in found if doubt)


def versions(read: Reading) -> list[str]:
    """The versions of this workbook's questionnaire on which the answers were given, as far as the file tells."""
    return sorted({text for text in read.fieldwork["form_version"].dropna() if OURS.fullmatch(text)})


def _nobody_again(opened: Opened, wave: str, read: Reading) -> str:
    """A newer export that has none of the submissions it is to replace."""
    if wave not in {known.id for known in opened.waves}:
        return ""
    before = set(reading(opened, wave).responses["respondent_id"])
    if before & set(read.responses["respondent_id"]):
        return ""
    return f"None of the submissions that wave {wave} holds now is in this file: this may be the file of another wave."


def _of_another_wave(opened: Opened, wave: str, read: Reading) -> tuple[str, ...]:
    """The same submissions, or the same answers, in any wave but the one it replaces."""
    found = ((known.id, _in_both(opened, known.id, read)) for known in opened.waves if known.id != wave)
    return tuple(
        f"{n} of {words.plural(read.usable_n, 'usable answer')} {'is' if n == '1' else 'are'} in wave {known} already: "
        "this may be the file of that wave."
        for known, n in found
        if n
    )


def _in_both(opened: Opened, wave: str, read: Reading) -> str:
    try:
        return next((one.now for one in same_people(reading(opened, wave), read)), "")
    except UserProblem:
        # that a wave is damaged is said where it is looked at
        return ""


def _too_early(opened: Opened, wave: str, day: date | None, read: Reading) -> str:
    """Most answers given while the wave before was asked, or earlier."""
    before = before_of(opened, wave, day)
    if before is None or "submitted_on" not in read.responses:
        return ""
    ended = opened.wave(before).held_on
    given = pd.to_datetime(read.responses["submitted_on"], errors="coerce").dropna().dt.date
    n = int((given <= ended).sum())
    if 2 * n <= len(given):
        return ""
    return (
        f"{n} of {words.plural(len(given), 'answer')} {'was' if n == 1 else 'were'} given by {words.day(ended)}, when wave "
        f"{before} ended: this may be a file of that wave or of an earlier one."
    )


def _other_questionnaire(opened: Opened, read: Reading) -> str:
    there, now = versions(read), build(opened.record).version
    if not there or there == [now]:
        return ""
    waves = [known.id for known in opened.waves if set(there) & set(_asked_with(wave_record(opened, known.id)))]
    also = f" Wave {waves[-1]} was asked with that version." if waves else ""
    return (
        f"The answers were given on version {' and '.join(there)} of the questionnaire, and the project's is {now} by now."
        f"{also} They are read as questions and answers stand now: look at what was changed since before you go on."
    )


def _asked_with(kept: Kept) -> list[str]:
    return kept.get("asked_with", [])
