"""One finding: everything that was released about one indicator, ready for words, tables and charts.

This is the only way from numbers to a report, and it takes nothing but what `disclosure.release` returns, so a title,
an alt text or a picture can never hold more than the policy let out.
"""

import re
from dataclasses import dataclass
from math import isnan

import pandas as pd

from helpers.catalogue.records import Benchmark, Indicator
from helpers.disclosure import Released

EVERYONE = "everyone"
COMPARISON = "comparison"
TOOK_PART = "took part"
COMPARISON_GROUP = "comparison group"
BETWEEN_THE_TWO = "difference between the two"
CLEAR = 0.05
"""The largest false discovery rate at which a change is called clear."""
BAND = re.compile(r"(?:all but )?fewer than \d+ of \d+", re.IGNORECASE)


@dataclass(frozen=True)
class Point:
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

    @property
    def is_shown(self) -> bool:
        """A share is there to be shown. Zero is a share; withheld is none."""
        return not isnan(self.share)

    @property
    def band(self) -> str:
        """A count said as a band, "fewer than 5 of 25"; empty where it is not one."""
        return _band(self)


@dataclass(frozen=True)
class Answer:
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

    @property
    def is_shown(self) -> bool:
        return not isnan(self.share)

    @property
    def band(self) -> str:
        return _band(self)


@dataclass(frozen=True)
class Difference:
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

    @property
    def is_shown(self) -> bool:
        return not isnan(self.difference)

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
    """Everyone, or those who took part where the plan has a comparison group; one per wave that asked it."""
    comparison: tuple[Point, ...]
    groups: tuple[Point, ...]
    """The latest wave by breakdown."""
    changes: tuple[Difference, ...]
    answers: tuple[Answer, ...]
    """All answers to the questions behind it, in the order of the questionnaire, of the same people as `points`."""
    benchmark: Benchmark | None = None
    everyone: str = "people"
    """What to call the people counted where the base is everyone: "people who answered" if they chose to."""

    @property
    def latest(self) -> Point | None:
        """The share at the report's wave; none where it was not asked then."""
        return next((point for point in self.points if point.wave == list(self.waves)[-1]), None)

    @property
    def change(self) -> Difference | None:
        """From the first wave that was compared to the latest, of everyone or of those who took part."""
        return self._since_first(TOOK_PART) or self._since_first(EVERYONE)

    @property
    def comparison_change(self) -> Difference | None:
        return self._since_first(COMPARISON_GROUP)

    @property
    def between(self) -> Difference | None:
        """How much more those who took part changed than the comparison group."""
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


def find(
    released: Released,
    indicator: Indicator,
    waves: dict[str, str],
    benchmark: Benchmark | None = None,
    everyone: str = "people",
) -> Finding | None:
    """Everything released about one indicator; None where no wave up to the report's asked it.

    Parameters
    ----------
    released
        What `disclosure.release` returned; anything else is refused.
    waves
        Wave id -> title in order of their dates, up to and including the wave the report is about.
    benchmark
        The one published figure that may stand beside this indicator.
    """
    if not isinstance(released, Released):
        raise TypeError(f"a report is made from what disclosure.release returns, not from {type(released).__name__}")
    shares = _of(released.table, indicator.code, waves)
    if shares.empty:
        return None
    by_comparison = shares[(shares["group_by"] == COMPARISON)]
    took_part = by_comparison[by_comparison["group"] == TOOK_PART]
    main = took_part if len(took_part) else shares[shares["group_by"] == ""]
    by_group = shares[~shares["group_by"].isin(["", COMPARISON]) & (shares["wave"] == list(waves)[-1])]
    return Finding(
        indicator,
        waves,
        _points(main, waves, indicator.caution),
        _points(by_comparison[by_comparison["group"] == COMPARISON_GROUP], waves, indicator.caution),
        tuple(_point(row, indicator.caution) for row in by_group.to_dict("records")),
        _changes(released.changes, indicator, waves),
        _answers(released.distributions, indicator.code, waves),
        benchmark,
        everyone,
    )


def _of(frame: pd.DataFrame, code: str, waves: dict[str, str]) -> pd.DataFrame:
    of_indicator = frame[(frame["indicator"] == code) & frame["wave"].isin(list(waves))]
    return of_indicator.assign(group_by=of_indicator["group_by"].fillna(""))


def _points(rows: pd.DataFrame, waves: dict[str, str], caution: str) -> tuple[Point, ...]:
    order = list(waves)
    points = (_point(row, caution) for row in rows.to_dict("records"))
    return tuple(sorted(points, key=lambda point: order.index(point.wave)))


def _point(row: dict, caution: str) -> Point:
    """The indicator's caution travels in every row's note; a report says it once, so it is taken out here."""
    numbers = {name: _number(row.get(name)) for name in ("n", "n_effective", "share", "ci_low", "ci_high", "mean")}
    words = {name: _text(row.get(name)) for name in ("wave", "group_by", "group", "status")}
    return Point(**numbers, **words, note=_without(_text(row.get("note")), caution))


def _changes(frame: pd.DataFrame | None, indicator: Indicator, waves: dict[str, str]) -> tuple[Difference, ...]:
    if frame is None or frame.empty:
        return ()
    rows = frame[(frame["indicator"] == indicator.code) & frame["wave_before"].isin(list(waves))]
    rows = rows[rows["wave_after"].isin(list(waves))]
    return tuple(_difference(row, indicator.caution) for row in rows.to_dict("records"))


def _difference(row: dict, caution: str) -> Difference:
    fields = Difference.__dataclass_fields__
    texts = ("wave_before", "wave_after", "group_by", "group", "design", "status", "note")
    read = {name: _text(row.get(name)) if name in texts else _number(row.get(name)) for name in fields}
    return Difference(**{**read, "note": _without(str(read["note"]), caution)})


def _without(note: str, caution: str) -> str:
    return (note.replace(caution, "") if caution else note).strip(" ;.,") if note != caution else ""


def _answers(frame: pd.DataFrame | None, code: str, waves: dict[str, str]) -> tuple[Answer, ...]:
    if frame is None or frame.empty:
        return ()
    rows = _of(frame, code, waves)
    took_part = rows[(rows["group_by"] == COMPARISON) & (rows["group"] == TOOK_PART)]
    chosen = took_part if len(took_part) else rows[rows["group_by"] == ""]
    answers = (_answer(row) for row in chosen.to_dict("records"))
    return tuple(sorted(answers, key=lambda answer: (answer.question, answer.code)))


def _answer(row: dict) -> Answer:
    numbers = {name: _number(row.get(name)) for name in ("code", "n", "share", "ci_low", "ci_high")}
    words = {name: _text(row.get(name)) for name in ("wave", "label", "kind", "status", "note")}
    column = _text(row["column"])
    question = column.rpartition("_")[0] if words["kind"] == "any of" else column
    return Answer(question=question, **numbers, **words)


def _band(figure: Point | Answer) -> str:
    found = BAND.search(figure.note) if figure.status == "banded" else None
    return found.group().lower() if found else ""


def _number(value: object) -> float:
    """A missing number is NaN, whatever a frame holds for it."""
    return float("nan") if value is None or pd.isna(value) else float(value)


def _text(value: object) -> str:
    return "" if value is None or (not isinstance(value, str) and pd.isna(value)) else str(value)
