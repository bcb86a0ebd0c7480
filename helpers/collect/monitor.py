"""Step 2.2: how fieldwork stands. The answers that are in beside the sample that was planned, for the team alone.

Exact counts of small groups, and of interviewers: what is made here is shown on the page to those who hold the answers, and
never becomes part of a report or of an executed notebook.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import catalogue, survey
from helpers.collect import inbox, primary
from helpers.collect.coded import group_columns
from helpers.disclosure.policies import policy
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.reports import words
from helpers.survey import Reading

REPORTED_FROM = policy("report").smallest_base
RECENT_DAYS = 7
"""Over how many days the pace is taken: a week holds every weekday once."""
BEHIND = 0.8
"""A group counts as behind when it has less than so much of its share of the answers that are in."""


@dataclass(frozen=True)
class GroupCount:
    """One group: how many answers are in, and how many there would be at the target (None where its share is unknown)."""

    characteristic: str
    group: str
    n: int
    share: float | None = None
    wanted: int | None = None

    @property
    def short(self) -> int:
        """How many more are wanted: for its share of the target, else for a figure in a report."""
        return max((REPORTED_FROM if self.wanted is None else self.wanted) - self.n, 0)

    @property
    def who(self) -> str:
        """The group inside a sentence: "people aged 16-24", "women", "people of the group Social rent (home)"."""
        if self.characteristic == "age":
            return f"people aged {self.group}"
        if self.characteristic == "gender":
            return self.group.lower()
        name = catalogue.breakdown(self.characteristic).name.lower()
        return f"the group “{self.group}” ({name})"


@dataclass(frozen=True)
class Workload:
    """What one interviewer brought in: a code, never a name. `minutes` is the middle time an interview took, if known."""

    code: str
    n: int
    minutes: float | None = None
    last_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """How fieldwork stands.

    Parameters
    ----------
    source
        Whose answers these are: "the file that waits" or a wave's title.
    n, received
        Usable answers, and all that came.
    by_day
        Day -> usable answers of that day, in order; empty where the file has no dates.
    ends_on
        The last day of asking; `is_end_of_research` where only the end of the whole research is known.
    """

    source: str
    n: int
    received: int
    target: int | None
    today: date
    ends_on: date | None
    is_end_of_research: bool
    groups: tuple[GroupCount, ...]
    by_day: Mapping[date, int]
    workload: tuple[Workload, ...]

    @property
    def short(self) -> int | None:
        """Answers still wanted; None without a target."""
        return None if self.target is None else max(self.target - self.n, 0)

    @property
    def days_left(self) -> int | None:
        """Days left to ask on, today included; None where no end is known or it has passed."""
        if self.ends_on is None or self.ends_on < self.today:
            return None
        return (self.ends_on - self.today).days + 1

    @property
    def needed_a_day(self) -> float | None:
        """Answers a day that would bring the target in by the end; None where that can't be told."""
        return self.short / self.days_left if self.short is not None and self.days_left else None

    @property
    def lately_a_day(self) -> float | None:
        """Answers a day over the last week up to today, or since the first one if that is later; None without dates."""
        if not self.by_day or min(self.by_day) > self.today:
            return None
        first = max(self.today - timedelta(days=RECENT_DAYS - 1), min(self.by_day))
        return sum(n for day, n in self.by_day.items() if first <= day <= self.today) / ((self.today - first).days + 1)

    @property
    def behind(self) -> tuple[GroupCount, ...]:
        """Groups with clearly less than their share of the answers that are in, those who lack most first."""
        late = [
            one for one in self.groups if one.share and one.wanted and one.short and one.n < BEHIND * one.share * self.n
        ]
        return tuple(sorted(late, key=lambda one: -one.short))

    @property
    def too_few(self) -> tuple[GroupCount, ...]:
        """Groups without a known share that have too few answers for a report to show a figure of them."""
        return tuple(one for one in self.groups if one.share is None and one.short)


_KEPT: dict[Path, tuple[tuple[Any, ...], tuple[str, Reading]]] = {}
"""Project -> what the answers were read by, and what was read: a page asks again after every save."""


def standing(opened: Opened, today: date) -> Standing | None:
    """How fieldwork stands on a day; None before there are any answers.

    The file that waits to be brought in counts as the round that is under way; without one, the latest wave does.

    Raises
    ------
    UserProblem
        The waiting file is refused as it is, or the wave's file can't be read.
    """
    found = _read(opened)
    if found is None:
        return None
    source, reading = found
    approach, primary_part = opened.record.approach, opened.record.primary
    ends_on = primary_part.closes_on or approach.ends_on
    return Standing(
        source=source,
        n=reading.usable_n,
        received=reading.n_received,
        target=approach.sample.target,
        today=today,
        ends_on=ends_on,
        is_end_of_research=primary_part.closes_on is None and ends_on is not None,
        groups=_groups(opened, reading.responses),
        by_day=_by_day(reading),
        workload=_workload(reading),
    )


def _read(opened: Opened) -> tuple[str, Reading] | None:
    """The answers of the round under way, and where they are from; read once for as long as nothing about them changes."""
    waiting = inbox.waiting(opened)
    if waiting is None and not opened.waves:
        return None
    record = opened.record
    if waiting:
        by: tuple[Any, ...] = (waiting, record.measures, record.approach, record.primary)
    else:
        by = (opened.waves[-1], *_files(opened.wave_path(opened.waves[-1].id)))
    known = _KEPT.get(opened.path)
    if known is None or known[0] != by:
        known = _KEPT[opened.path] = (by, _waiting(opened, waiting) if waiting else _latest(opened))
    return known[1]


def _files(folder: Path) -> list[tuple[str, int, int]]:
    """What tells whether a wave's files were touched."""
    return sorted((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in folder.iterdir())


def _waiting(opened: Opened, waiting: inbox.Waiting) -> tuple[str, Reading]:
    reading = survey.read(waiting.path, survey.codebook(opened.record), waiting.mapping)
    if reading.verdict == "refuse":
        raise UserProblem(
            "The file that waits can't be counted yet: it is refused as it is.",
            waiting.name,
            "Mend what is listed beside it, or say what its columns are.",
        )
    return "the file that waits to be brought in", reading


def _latest(opened: Opened) -> tuple[str, Reading]:
    wave = opened.waves[-1]
    return f"wave {wave.title or wave.id}", primary.reading(opened, wave.id)


def _groups(opened: Opened, responses: pd.DataFrame) -> tuple[GroupCount, ...]:
    """Every group of the plan's breakdowns and of its weighting targets, as far as the questions were asked."""
    approach = opened.record.approach
    margins = approach.weighting.margins if approach.weighting else {}
    codes = [code for code in (*margins, *approach.breakdowns) if "*" not in code and code != "comparison"]
    labels = group_columns(responses, tuple(dict.fromkeys(codes)))
    target, found = approach.sample.target, []
    for code in labels:
        counts = labels[code].value_counts()
        for group in labels[code].cat.categories:
            share = margins[code].get(group, 0.0) if code in margins else None
            if share == 0 and not counts[group]:
                continue
            wanted = None if share is None or target is None else words.rounded(share * target)
            found.append(GroupCount(code, group, int(counts[group]), share, wanted))
    return tuple(found)


def _by_day(reading: Reading) -> dict[date, int]:
    if "submitted_on" not in reading.responses:
        return {}
    days = pd.to_datetime(reading.responses["submitted_on"], errors="coerce").dropna().dt.date
    return {day: int(n) for day, n in days.value_counts().sort_index().items()}


def _workload(reading: Reading) -> tuple[Workload, ...]:
    """Interviewers by what they brought in; none where the file has no column of them."""
    frame = reading.fieldwork
    if "interviewer" not in frame or frame["interviewer"].isna().all():
        return ()
    found = []
    for code, rows in frame.groupby("interviewer", sort=True):
        minutes, last = rows["minutes"].median(), rows["ended_at"].max()
        found.append(
            Workload(
                str(code),
                len(rows),
                None if pd.isna(minutes) else float(minutes),
                None if pd.isna(last) else last.date(),
            )
        )
    return tuple(found)
