"""From coded waves to the frames of findings. Raw: only `disclosure.release` lets anything out of them."""

from collections.abc import Container

import numpy as np
import pandas as pd

from helpers import catalogue, estimates
from helpers.catalogue.records import Indicator
from helpers.collect import reliability
from helpers.collect.coded import COMPARISON, COMPARISON_GROUP, TOOK_PART, CodedWave
from helpers.collect.indicators import needed_columns, question_of

BETWEEN_THE_TWO = "difference between the two"
NotCompared = Container[tuple[str, str, str]]
"""Wave before, wave after, indicator."""


def shares(waves: list[CodedWave], by: tuple[str, ...]) -> pd.DataFrame:
    """One row per wave, indicator and group, for everyone first; see `estimates.shares` for the columns."""
    tables = []
    for wave in waves:
        chosen = [
            name
            for name in (*by, COMPARISON, reliability.AGAIN)
            if all(part in wave.groups for part in name.split("*"))
        ]
        codes = list(wave.indicators)
        means = {code: column for code in codes if (column := _mean_of(code))}
        scores = wave.reading.responses[list(means.values())]
        frame = pd.concat([wave.indicators, wave.groups, scores], axis=1)
        table = estimates.shares(frame, codes, by=chosen, weights=wave.weights, means=means)
        tables.append(table.assign(wave=wave.wave))
    table = pd.concat(tables, ignore_index=True)
    table.insert(1, "theme", table["indicator"].map(lambda code: catalogue.indicator(code).theme))
    table.insert(2, "domain", table["indicator"].map(lambda code: catalogue.indicator(code).domain))
    table["note"] = table["indicator"].map(lambda code: catalogue.indicator(code).caution)
    table["unweighted"] = table["n_yes"] / table["n"].where(table["n"] > 0)
    return table


def distributions(waves: list[CodedWave], breakdowns: tuple[str, ...] = ()) -> pd.DataFrame:
    """All answers to the questions behind each indicator, for everyone and by comparison group; and who answered, by group."""
    tables = []
    for wave in waves:
        tables += reliability.who_answered(wave, breakdowns)
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


def changes(waves: list[CodedWave], by: tuple[str, ...] = (), not_compared: NotCompared = ()) -> pd.DataFrame:
    """From the first wave to the last, and from the one before it, for every indicator both asked.

    Everyone and the groups of the breakdowns `by`; where there is a comparison group also those who took part, the
    comparison group, and how much more the first changed than the second. `q_value` is the false discovery rate over the
    indicators of one such row, and over indicators and groups of one breakdown. What is `not_compared` between two waves
    (wave before, wave after, indicator) has no row.
    """
    tables = [_between(before, last, by, not_compared) for before, last in compared(waves)]
    if not any(len(table) for table in tables):
        return pd.DataFrame()
    table = pd.concat([table for table in tables if len(table)], ignore_index=True)
    is_one_kind = table["group_by"].isin(["", COMPARISON])
    families = [table["wave_before"], table["group_by"], table["group"].where(is_one_kind, "")]
    tested = table["p_value"].groupby(families, sort=False)
    table["q_value"] = tested.transform(lambda p: estimates.false_discovery_rate(p.to_numpy()))
    return table


def compared(waves: list[CodedWave]) -> list[tuple[CodedWave, CodedWave]]:
    """The pairs of waves between which change is told: first and last, the one before the last and the last."""
    if len(waves) < 2:
        return []
    return [(before, waves[-1]) for before in ([waves[0], waves[-2]] if len(waves) > 2 else [waves[0]])]


def _between(before: CodedWave, after: CodedWave, by: tuple[str, ...], not_compared: NotCompared) -> pd.DataFrame:
    asked = [code for code in before.indicators if code in after.indicators]
    codes = [code for code in asked if (before.wave, after.wave, code) not in not_compared]
    if not codes:
        return pd.DataFrame()
    chosen = [name for name in (*by, COMPARISON) if "*" not in name and name in before.groups and name in after.groups]
    frames = [_answers(wave, codes, chosen) for wave in (before, after)]
    arms = (COMPARISON, TOOK_PART, COMPARISON_GROUP) if COMPARISON in chosen else None
    table = estimates.changes(*frames, codes, chosen, weights=WEIGHT, ids=ID, between=arms)
    numbers = _changes_of_means(frames, codes, chosen, arms)
    if len(numbers):
        table = table.merge(numbers, how="left", on=["indicator", "group_by", "group"])
    is_between = ~table["group"].isin([TOOK_PART, COMPARISON_GROUP]) & (table["group_by"] == COMPARISON)
    table["group"] = table["group"].mask(is_between, BETWEEN_THE_TWO)
    notes = {code: catalogue.indicator(code).caution for code in codes}
    return table.assign(wave_before=before.wave, wave_after=after.wave, note=table["indicator"].map(notes))


MEANS = {"difference": "mean_difference", "ci_low": "mean_ci_low", "ci_high": "mean_ci_high"}


def _changes_of_means(
    frames: list[pd.DataFrame], codes: list[str], by: list[str], arms: tuple[str, str, str] | None
) -> pd.DataFrame:
    """Of measures that have a mean: its change, in columns of their own beside the share's."""
    columns = {column: code for code in codes if (column := _mean_of(code))}
    if not columns:
        return pd.DataFrame()
    table = estimates.changes_of_means(*frames, list(columns), by, weights=WEIGHT, ids=ID, between=arms)
    table["indicator"] = table["column"].map(columns)
    kept = ["indicator", "group_by", "group", "mean_before", "mean_after", *MEANS.values()]
    return table.rename(columns=MEANS)[kept]


def _mean_of(code: str) -> str:
    """The column whose mean is told beside an indicator's share; empty for most."""
    rule = catalogue.indicator(code).rule
    return (rule.mean or "") if rule else ""


WEIGHT, ID = "weight of the answers", "who answered"
"""Columns beside the answers; no indicator and no breakdown is called so."""


def _answers(wave: CodedWave, codes: list[str], by: list[str]) -> pd.DataFrame:
    """What a change is worked out from, one row per person."""
    means = [column for code in codes if (column := _mean_of(code))]
    parts = [wave.indicators[codes], wave.groups[by], wave.reading.responses[means]]
    return pd.concat(parts, axis=1).assign(**{WEIGHT: wave.weights, ID: wave.ids.to_numpy(object)})


def apart(wave: CodedWave, by: tuple[str, ...]) -> pd.DataFrame:
    """Whether the groups of each breakdown differ at all, one row per indicator and breakdown of the latest wave.

    `q_value` is the false discovery rate over all of them: whoever looks at enough groups finds one that stands out.
    """
    chosen = [name for name in (*by, COMPARISON) if "*" not in name and name in wave.groups]
    if not chosen or wave.indicators.empty:
        return pd.DataFrame()
    frame = pd.concat([wave.indicators, wave.groups[chosen]], axis=1)
    return estimates.apart(frame, list(wave.indicators), chosen, weights=wave.weights).assign(wave=wave.wave)


def counts(waves: list[CodedWave]) -> pd.DataFrame:
    """Counts that describe the method: received, set aside and why, usable, matched, not answered, filled in oddly."""
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
        rows += reliability.counts(wave)
    return pd.DataFrame(rows, columns=["wave", "what", "n", "of"])
