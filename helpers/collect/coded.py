"""One wave's answers, coded for analysis: indicators, groups, weights, who is who."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers import catalogue, estimates
from helpers.collect import primary
from helpers.collect.groups import can_group, group_order, label_groups
from helpers.collect.indicators import code_indicators
from helpers.project import Opened
from helpers.project.record import Weighting
from helpers.survey import Reading

COMPARISON = "comparison"
TOOK_PART = "took part"
COMPARISON_GROUP = "comparison group"


@dataclass(frozen=True)
class CodedWave:
    """One row per usable respondent, in the order of the file.

    `indicators`: 0/1/NaN per indicator code. `groups`: a label per breakdown code, and `comparison` where the plan
    has a comparison group. `weights` average 1. `ids`: panel codes, None where a person can't be matched.
    `notes`: what weighting could not do.
    """

    wave: str
    reading: Reading
    indicators: pd.DataFrame
    groups: pd.DataFrame
    weights: np.ndarray
    ids: pd.Series
    is_weighted: bool
    notes: tuple[str, ...] = ()

    def merged(self, labels: Mapping[str, Mapping[str, str]]) -> "CodedWave":
        """The same wave with small groups joined: breakdown -> group -> the group it is shown in."""
        groups = self.groups.copy()
        for breakdown, joined in labels.items():
            if breakdown not in groups:
                continue
            order = list(dict.fromkeys(joined.get(label, label) for label in groups[breakdown].cat.categories))
            plain = groups[breakdown].astype(object).map(joined, na_action="ignore")
            groups[breakdown] = pd.Categorical(plain, categories=order, ordered=True)
        return replace(self, groups=groups)


def code_wave(opened: Opened, wave: str, breakdowns: tuple[str, ...]) -> CodedWave:
    """Read a wave and code it.

    Parameters
    ----------
    breakdowns
        Catalogue codes; those whose question was not asked in this wave get no column.

    Raises
    ------
    UserProblem
        The wave's file is missing, changed or refused; a breakdown does not exist.
    """
    record, reading = opened.record, primary.reading(opened, wave)
    responses = reading.responses
    groups = group_columns(responses, breakdowns)
    if record.approach.comparison:
        rule = record.approach.comparison
        names = {rule.programme_code: TOOK_PART, rule.comparison_code: COMPARISON_GROUP}
        label = responses[rule.question].map(names)
        groups[COMPARISON] = pd.Categorical(label, categories=[TOOK_PART, COMPARISON_GROUP], ordered=True)
    weights, notes = weigh(responses, record.approach.weighting)
    ids = responses["panel_code"] if "panel_code" in responses else pd.Series(None, index=responses.index, dtype=object)
    is_weighted = record.approach.weighting is not None or "weight" in responses
    codes = tuple(item.indicator for item in record.measures.basket)
    return CodedWave(wave, reading, code_indicators(responses, codes), groups, weights, ids, is_weighted, notes)


def group_columns(responses: pd.DataFrame, breakdowns: tuple[str, ...]) -> pd.DataFrame:
    """One ordered categorical column per breakdown that was asked."""
    columns = {}
    for code in breakdowns:
        breakdown = catalogue.breakdown(code)
        if can_group(responses, breakdown):
            labels = label_groups(responses, breakdown)
            columns[code] = pd.Categorical(labels, categories=list(group_order(breakdown)), ordered=True)
    return pd.DataFrame(columns, index=responses.index)


def weigh(responses: pd.DataFrame, plan: Weighting | None) -> tuple[np.ndarray, tuple[str, ...]]:
    """The file's own weights, raked to the plan's margins where it has any; they average 1.

    A group of a margin in which nobody answered can't be weighted up: its share is spread over the others, and said.
    """
    base = responses["weight"].to_numpy(float) if "weight" in responses else np.ones(len(responses))
    if plan is None or not len(responses):
        return base / base.mean() if len(base) else base, ()
    labels = group_columns(responses, tuple(plan.margins))
    margins, notes = {}, []
    for code, shares in plan.margins.items():
        name = catalogue.breakdown(code).name.lower()
        if code not in labels:
            notes.append(f"{name} was not asked in this wave, so the answers are not weighted by it")
            continue
        present = {label: share for label, share in shares.items() if (labels[code] == label).any()}
        margins[code] = {label: share / sum(present.values()) for label, share in present.items()}
        absent = [label for label in shares if label not in present]
        if absent:
            notes.append(f"nobody of {name} {' or '.join(absent)} answered, and weighting can't mend that")
        unplanned = sorted(set(labels[code].dropna()) - set(shares))
        if unplanned:
            notes.append(
                f"the targets for {name} leave out {' and '.join(unplanned)}, who keep the weight of their answers"
            )
    frame = labels[list(margins)].astype(object)
    frame = pd.DataFrame({code: frame[code].where(frame[code].isin(list(margins[code])), None) for code in margins})
    raked = estimates.rake(frame, margins, base_weights=base, cap=plan.cap)
    if not raked.converged:
        notes.append("the weights did not settle: the margins can't all be met by these answers")
    return raked.weights / raked.weights.mean(), tuple(notes)
