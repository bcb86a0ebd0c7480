"""From what disclosure released to one finding.

This is the only way from numbers to a report, and it takes nothing but what `disclosure.release` returns, so a title,
an alt text or a picture can never hold more than the policy let out.
"""

import pandas as pd

from helpers.catalogue.records import Benchmark, Indicator
from helpers.disclosure import Released
from helpers.reports.points import COMPARISON, COMPARISON_GROUP, TOOK_PART, Answer, Difference, Finding, Point

NUMBERS = ("n", "n_effective", "design_effect", "share", "unweighted", "ci_low", "ci_high", "mean")


def find(
    released: Released,
    indicator: Indicator,
    waves: dict[str, str],
    published: tuple[Benchmark, ...] = (),
    is_self_chosen: bool = False,
) -> Finding | None:
    """Everything released about one indicator; None where no wave up to the report's asked it.

    Parameters
    ----------
    released
        What `disclosure.release` returned; anything else is refused.
    waves
        Wave id -> title in order of their dates, up to and including the wave the report is about.
    published
        The published figures that may stand beside this indicator; the first is drawn.
    is_self_chosen
        People came to the sample of their own accord.
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
    answers, is_of_everyone = _answers(released.distributions, indicator.code, waves, is_of_project=len(took_part) > 0)
    return Finding(
        indicator,
        waves,
        _points(main, waves, indicator.caution),
        _points(by_comparison[by_comparison["group"] == COMPARISON_GROUP], waves, indicator.caution),
        tuple(_point(row, indicator.caution) for row in by_group.to_dict("records")),
        _changes(released.changes, indicator, waves),
        answers,
        published,
        is_of_everyone,
        is_self_chosen,
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
    numbers = {name: _number(row.get(name)) for name in NUMBERS}
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


def _answers(
    frame: pd.DataFrame | None, code: str, waves: dict[str, str], is_of_project: bool
) -> tuple[tuple[Answer, ...], bool]:
    """All answers of the people the finding is about, or, where those are withheld, of everyone: and which."""
    if frame is None or frame.empty:
        return (), False
    rows = _of(frame, code, waves)
    took_part = rows[(rows["group_by"] == COMPARISON) & (rows["group"] == TOOK_PART)]
    is_withheld = len(took_part) > 0 and not took_part["status"].isin(["released", "merged", "banded"]).any()
    chosen = took_part if is_of_project and not is_withheld else rows[rows["group_by"] == ""]
    answers = (_answer(row) for row in chosen.to_dict("records"))
    return tuple(sorted(answers, key=lambda answer: (answer.question, answer.code))), is_withheld


def _answer(row: dict) -> Answer:
    numbers = {name: _number(row.get(name)) for name in ("code", "n", "share", "ci_low", "ci_high")}
    words = {name: _text(row.get(name)) for name in ("wave", "label", "kind", "status", "note")}
    column = _text(row["column"])
    question = column.rpartition("_")[0] if words["kind"] == "any of" else column
    return Answer(question=question, **numbers, **words)


def _number(value: object) -> float:
    """A missing number is NaN, whatever a frame holds for it."""
    return float("nan") if value is None or pd.isna(value) else float(value)


def _text(value: object) -> str:
    return "" if value is None or (not isinstance(value, str) and pd.isna(value)) else str(value)
