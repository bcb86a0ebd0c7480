"""One finding: everything that was released about one indicator, ready for words, tables and charts.

Plain records; `helpers.reports.finding` fills them.
"""

import re
from dataclasses import dataclass
from math import isnan, nan

from helpers.catalogue.records import Benchmark, Indicator

EVERYONE = "everyone"
COMPARISON = "comparison"
TOOK_PART = "took part"
COMPARISON_GROUP = "comparison group"
BETWEEN_THE_TWO = "difference between the two"
"""The groups as the frames of findings name them; `sentences.GROUPS` has their names for readers."""
INDEPENDENT, MATCHED = "independent", "matched"
CLEAR = 0.05
"""The largest false discovery rate at which a change is called clear."""
BAND = re.compile(r"(?:all but )?fewer than \d+ of \d+", re.IGNORECASE)
EDGE = re.compile(r"under 1%|over 99%")


class MayBeWithheld:
    """What disclosure released or withheld: a share or a change."""

    status: str
    note: str
    number = "share"
    """The field that is NaN where the figure is withheld."""

    @property
    def is_shown(self) -> bool:
        """There is a number to show. Zero is a number; withheld is none."""
        return not isnan(getattr(self, self.number))

    @property
    def band(self) -> str:
        """A count said as a band, "fewer than 5 of 25"; empty where it is not one."""
        found = BAND.search(self.note) if self.status == "banded" else None
        return found.group().lower() if found else ""

    @property
    def edge(self) -> str:
        """ "under 1%" or "over 99%" where the note says that rounding made somebody nobody, or most all."""
        found = EDGE.search(self.note) if self.is_shown else None
        return found.group() if found else ""


@dataclass(frozen=True)
class Point(MayBeWithheld):
    """One released share: who, when, how many, and what may be shown of it (NaN where withheld)."""

    wave: str
    group_by: str
    group: str
    n: float
    n_effective: float
    share: float
    ci_low: float
    ci_high: float
    mean: float
    status: str
    note: str
    design_effect: float = nan
    unweighted: float = nan
    """The share of people as they are, where answers are weighted."""


@dataclass(frozen=True)
class Answer(MayBeWithheld):
    """The released share of one answer to one question in one wave."""

    wave: str
    question: str
    """The column of coded answers; for several ticks of one question, the question's id."""
    code: float
    label: str
    kind: str
    n: float
    share: float
    ci_low: float
    ci_high: float
    status: str
    note: str


@dataclass(frozen=True)
class Difference(MayBeWithheld):
    """One released change between two waves."""

    wave_before: str
    wave_after: str
    group_by: str
    group: str
    n_before: float
    n_after: float
    n_matched: float
    share_before: float
    share_after: float
    difference: float
    ci_low: float
    ci_high: float
    p_value: float
    q_value: float
    design: str
    status: str
    note: str
    smallest: float = nan
    """The smallest change that so many answers would probably have shown."""
    number = "difference"

    @property
    def is_clear(self) -> bool:
        """The interval leaves out zero, and so it does when the other comparisons made are allowed for."""
        return self._leaves_out_zero and (isnan(self.q_value) or self.q_value < CLEAR)

    @property
    def is_one_of_many(self) -> bool:
        """The interval leaves out zero, but no longer when the other comparisons made are allowed for."""
        return self._leaves_out_zero and not self.is_clear

    @property
    def _leaves_out_zero(self) -> bool:
        return self.is_shown and (self.ci_low > 0 or self.ci_high < 0)


@dataclass(frozen=True)
class Finding:
    """One indicator at the report's wave: its shares over the waves, its changes, its groups, all answers."""

    indicator: Indicator
    waves: dict[str, str]
    """Wave id -> title, in order; the last is the wave the report is about."""
    points: tuple[Point, ...]
    """Everyone, or people in the project where the plan has a comparison group; one per wave that asked it."""
    comparison: tuple[Point, ...]
    groups: tuple[Point, ...]
    """The latest wave by breakdown."""
    changes: tuple[Difference, ...]
    answers: tuple[Answer, ...]
    """All answers to the questions behind it, in the order of the questionnaire, of the same people as `points`."""
    published: tuple[Benchmark, ...] = ()
    """Published figures that may stand beside it; the first is drawn. Several only where they disagree."""
    answers_are_of_everyone: bool = False
    """The answers are of everyone, the comparison group included, since those of people in the project are withheld."""
    is_self_chosen: bool = False
    """People chose to answer, so the figures speak of those who did and of nobody else."""

    @property
    def benchmark(self) -> Benchmark | None:
        """The published figure that is drawn."""
        return self.published[0] if self.published else None

    @property
    def is_of_project(self) -> bool:
        """The shares are those of people in the project, not of everybody asked."""
        return any(point.group == TOOK_PART for point in self.points)

    @property
    def latest(self) -> Point | None:
        """The share at the report's wave; none where it was not asked then."""
        return next((point for point in self.points if point.wave == list(self.waves)[-1]), None)

    @property
    def change(self) -> Difference | None:
        """From the first wave that was compared to the latest, of the same people as `points`."""
        return self._since_first(TOOK_PART if self.is_of_project else EVERYONE)

    @property
    def may_be_others(self) -> bool:
        """Those who answered each time chose to and nobody is known to have answered twice: they may be other people."""
        change = self.change
        return self.is_self_chosen and change is not None and change.design == INDEPENDENT

    @property
    def comparison_change(self) -> Difference | None:
        return self._since_first(COMPARISON_GROUP)

    @property
    def between(self) -> Difference | None:
        """The change of people in the project less that of the comparison group."""
        return self._since_first(BETWEEN_THE_TWO)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions behind it, each once."""
        return tuple(dict.fromkeys(answer.question for answer in self.answers))

    @property
    def shows_all_answers(self) -> bool:
        """A single share of a single question, with nothing to set it beside: its chart has room for all answers.

        Not where most of them are withheld: a chart of blanks helps nobody.
        """
        is_alone = len(self.points) == 1 and not self.comparison and len(self.questions) == 1
        return is_alone and 2 * sum(answer.is_shown for answer in self.answers) >= len(self.answers)

    def _since_first(self, group: str) -> Difference | None:
        order, last = list(self.waves), list(self.waves)[-1]
        found = [change for change in self.changes if change.group == group and change.wave_after == last]
        return min(found, key=lambda change: order.index(change.wave_before), default=None)
