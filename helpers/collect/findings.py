"""From coded waves to the frames of findings. Raw: only `disclosure.release` lets anything out of them."""

from collections.abc import Callable, Container

import numpy as np
import pandas as pd

from helpers import catalogue, estimates
from helpers.catalogue.records import Indicator
from helpers.collect.coded import COMPARISON, COMPARISON_GROUP, TOOK_PART, CodedWave
from helpers.collect.indicators import needed_columns, question_of
from helpers.estimates import Answers, Change

BETWEEN_THE_TWO = "difference between the two"
NotCompared = Container[tuple[str, str, str]]
"""Wave before, wave after, indicator."""


def shares(waves: list[CodedWave], by: tuple[str, ...]) -> pd.DataFrame:
    """One row per wave, indicator and group, for everyone first; see `estimates.shares` for the columns."""
    tables = []
    for wave in waves:
        frame = pd.concat([wave.indicators, wave.groups, wave.reading.responses], axis=1)
        chosen = [name for name in (*by, COMPARISON) if all(part in wave.groups for part in name.split("*"))]
        codes = list(wave.indicators)
        means = {code: rule.mean for code in codes if (rule := catalogue.indicator(code).rule) and rule.mean}
        table = estimates.shares(frame, codes, by=chosen, weights=wave.weights, means=means)
        tables.append(table.assign(wave=wave.wave))
    table = pd.concat(tables, ignore_index=True)
    table.insert(1, "theme", table["indicator"].map(lambda code: catalogue.indicator(code).theme))
    table.insert(2, "domain", table["indicator"].map(lambda code: catalogue.indicator(code).domain))
    table["note"] = table["indicator"].map(lambda code: catalogue.indicator(code).caution)
    return table


def distributions(waves: list[CodedWave]) -> pd.DataFrame:
    """All answers to the questions behind each indicator, for everyone and by comparison group."""
    tables = []
    for wave in waves:
        by = [COMPARISON] if COMPARISON in wave.groups else []
        frame = pd.concat([wave.reading.responses, wave.groups[by]], axis=1)
        for code in wave.indicators:
            indicator = catalogue.indicator(code)
            tables += [
                table.assign(indicator=code, wave=wave.wave)
                for table in _of_indicator(frame, indicator, by, wave.weights)
            ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _of_indicator(frame: pd.DataFrame, indicator: Indicator, by: list[str], weights: np.ndarray) -> list[pd.DataFrame]:
    """One table per question: of one-answer questions each option's share, of several-answer ones each tick's."""
    rule = indicator.rule
    assert rule is not None
    if rule.each:
        question = catalogue.question(rule.each)
        labels = {f"{question.id}_{option.code}": option for option in question.options}
        table = estimates.shares(frame, list(labels), by=by, weights=weights).drop(columns=["n_effective", "mean"])
        table = table.rename(columns={"indicator": "column"})
        table["code"] = [labels[column].code for column in table["column"]]
        table["label"] = [labels[column].label for column in table["column"]]
        return [table.assign(kind="any of")]
    tables = []
    for column in needed_columns(indicator):
        question = question_of(column)
        if question.kind == "multi":
            continue
        labels = option_labels(question)
        table = estimates.distributions(frame, {column: tuple(labels)}, by=by, weights=weights)
        tables.append(table.assign(label=table["code"].map(labels), kind="one of"))
    return tables


def option_labels(question: catalogue.records.Question) -> dict[int, str]:
    """Code -> label of every answer a question can have; numbers stand for themselves."""
    if question.kind == "number":
        return {value: str(value) for value in range(question.minimum or 0, (question.maximum or 10) + 1)}
    return {option.code: option.label for option in question.options}


def changes(waves: list[CodedWave], not_compared: NotCompared = ()) -> pd.DataFrame:
    """From the first wave to the last, and from the one before it, for every indicator both asked.

    Everyone; where there is a comparison group also those who took part, the comparison group, and how much more
    the first changed than the second. `q_value` is the false discovery rate over the indicators of one such row.
    What is `not_compared` between two waves (wave before, wave after, indicator) has no row.
    """
    rows = [row for before, last in compared(waves) for row in _between(before, last, not_compared)]
    table = pd.DataFrame(rows)
    if len(table):
        families = table.groupby(["wave_before", "group_by", "group"], sort=False)["p_value"]
        table["q_value"] = families.transform(lambda p: estimates.false_discovery_rate(p.to_numpy()))
    return table


def compared(waves: list[CodedWave]) -> list[tuple[CodedWave, CodedWave]]:
    """The pairs of waves between which change is told: first and last, the one before the last and the last."""
    if len(waves) < 2:
        return []
    return [(before, waves[-1]) for before in ([waves[0], waves[-2]] if len(waves) > 2 else [waves[0]])]


def _between(before: CodedWave, after: CodedWave, not_compared: NotCompared) -> list[dict]:
    rows = []
    codes = [
        code
        for code in before.indicators
        if code in after.indicators and (before.wave, after.wave, code) not in not_compared
    ]
    for code in codes:
        rows.append(_change_row(code, before, after, _everyone, "", "everyone"))
        if COMPARISON not in before.groups or COMPARISON not in after.groups:
            continue
        took_part = _change_row(code, before, after, _in_group(TOOK_PART), COMPARISON, TOOK_PART)
        compared = _change_row(code, before, after, _in_group(COMPARISON_GROUP), COMPARISON, COMPARISON_GROUP)
        rows += [took_part, compared, _difference_row(code, before, after, took_part, compared)]
    return rows


Chooser = Callable[[CodedWave], np.ndarray]


def _everyone(wave: CodedWave) -> np.ndarray:
    return np.ones(len(wave.weights), dtype=bool)


def _in_group(label: str) -> Chooser:
    return lambda wave: (wave.groups[COMPARISON] == label).to_numpy()


def _change_row(
    code: str, before: CodedWave, after: CodedWave, chooser: Chooser, group_by: str, group: str
) -> dict[str, object]:
    first, second = (_part(wave, code, chooser) for wave in (before, after))
    change = estimates.change(first.y, second.y, first.weights, second.weights, first.ids, second.ids)
    return {
        "indicator": code,
        "wave_before": before.wave,
        "wave_after": after.wave,
        "group_by": group_by,
        "group": group,
        **_counts(first.y, second.y),
        "n_matched": change.n_matched,
        "share_before": _share(first),
        "share_after": _share(second),
        **_result(change),
        "note": catalogue.indicator(code).caution,
    }


def _difference_row(code: str, before: CodedWave, after: CodedWave, took_part: dict, compared: dict) -> dict:
    """The difference in differences; its counts are those of the smaller group, by which it is judged."""
    parts = [_part(wave, code, _in_group(label)) for label in (TOOK_PART, COMPARISON_GROUP) for wave in (before, after)]
    moved = _known(parts[:2]) & _known(parts[2:])
    change = estimates.difference_in_differences(*(_without(part, moved) for part in parts))
    smaller = min(took_part, compared, key=lambda row: min(row["n_before"], row["n_after"]))
    kept = {name: smaller[name] for name in ("n_before", "n_after", "n_matched", "n_yes_before", "n_yes_after")}
    shown = {"group_by": COMPARISON, "group": BETWEEN_THE_TWO, "share_before": np.nan, "share_after": np.nan}
    return {**took_part, **kept, **shown, **_result(change)}


def _known(parts: list[Answers]) -> set[str]:
    return {name for part in parts for name in part.ids if name is not None}


def _without(part: Answers, moved: set[str]) -> Answers:
    """People who went from one group to the other are in both samples but matched in neither."""
    return part._replace(ids=np.array([None if name in moved else name for name in part.ids], dtype=object))


def _part(wave: CodedWave, code: str, chooser: Chooser) -> Answers:
    chosen = chooser(wave)
    return Answers(
        wave.indicators[code].to_numpy(float)[chosen], wave.weights[chosen], wave.ids.to_numpy(object)[chosen]
    )


def _counts(before: np.ndarray, after: np.ndarray) -> dict[str, int]:
    return {
        "n_before": int((~np.isnan(before)).sum()),
        "n_after": int((~np.isnan(after)).sum()),
        "n_yes_before": int((before == 1).sum()),
        "n_yes_after": int((after == 1).sum()),
    }


def _share(part: Answers) -> float:
    return estimates.share(part.y, part.weights).share


def _result(change: Change) -> dict[str, object]:
    names = ("difference", "std_error", "ci_low", "ci_high", "p_value", "design")
    return {name: getattr(change, name) for name in names}


def counts(waves: list[CodedWave]) -> pd.DataFrame:
    """Counts that describe the method: received, set aside and why, usable, matched, prefer not to say."""
    rows = []
    for position, wave in enumerate(waves):
        reading = wave.reading
        rows.append((wave.wave, "received", reading.n_received, reading.n_received))
        rows += [(wave.wave, f"set aside: {why}", n, reading.n_received) for why, n in reading.set_aside.items()]
        rows.append((wave.wave, "usable", reading.usable_n, reading.n_received))
        if COMPARISON in wave.groups:
            rows += [
                (wave.wave, label, int((wave.groups[COMPARISON] == label).sum()), reading.usable_n)
                for label in (TOOK_PART, COMPARISON_GROUP)
            ]
        known = set(wave.ids.dropna())
        rows += [
            (wave.wave, f"matched with {other.wave}", len(known & set(other.ids.dropna())), reading.usable_n)
            for other in waves[:position]
        ]
        rows += [
            (wave.wave, f"prefer not to say: {row.column}", int(row.prefer_not_to_say), int(row.asked))
            for row in reading.counts.itertuples()
            if row.prefer_not_to_say
        ]
    return pd.DataFrame(rows, columns=["wave", "what", "n", "of"])
