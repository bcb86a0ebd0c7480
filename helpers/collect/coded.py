"""One wave's answers, coded for analysis: indicators, groups, weights, who is who."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import catalogue, estimates
from helpers.collect import primary
from helpers.collect.groups import can_group, group_order, label_groups
from helpers.collect.indicators import code_indicators
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.project.breakdowns import breakdown
from helpers.project.record import Weighting
from helpers.survey import Codebook, Reading

MARGIN_SLACK = 0.005
"""How far published shares may miss 1 by rounding."""

COMPARISON = "comparison"
OWN = "own_"
"""What the ids of the project's own questions begin with."""
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
    notes: tuple[str, ...] = ()

    def split_by(self, name: str, column: pd.Categorical) -> "CodedWave":
        """The same wave with one more breakdown."""
        return replace(self, groups=self.groups.assign(**{name: column}))

    def merged(self, labels: Mapping[str, Mapping[str, str]]) -> "CodedWave":
        """The same wave with small groups joined: breakdown -> group -> the group it is shown in."""
        groups = self.groups.copy()
        for name, joined in labels.items():
            if name not in groups:
                continue
            order = list(dict.fromkeys(joined.get(label, label) for label in groups[name].cat.categories))
            plain = groups[name].astype(object).map(joined, na_action="ignore")
            groups[name] = pd.Categorical(plain, categories=order, ordered=True)
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
    record, reading = opened.record, _reading(opened, wave)
    responses = reading.responses
    groups = groups_of(opened, wave, responses, breakdowns)
    notes, labels = [], None
    if record.approach.compared:
        labels = _comparison(opened, wave, responses)
        if labels is None:
            notes.append("the question that tells the comparison group apart was not asked in every wave")
        else:
            groups[COMPARISON] = pd.Categorical(labels, categories=[TOOK_PART, COMPARISON_GROUP], ordered=True)
    weights, of_weights = weigh_arms(responses, record.approach.weighting, labels)
    ids = responses["panel_code"] if "panel_code" in responses else pd.Series(None, index=responses.index, dtype=object)
    codes = tuple(item.indicator for item in record.measures.basket)
    indicators = code_indicators(responses, codes)
    return CodedWave(wave, reading, indicators, groups, weights, ids, (*notes, *of_weights))


MOST_READ = 6
_READ: dict[tuple, Reading] = {}


def _reading(opened: Opened, wave: str) -> Reading:
    """A wave's answers; a process keeps the last few, as long as the wave's files are as they were."""
    folder = opened.wave_path(wave)
    key = (folder.resolve(), state_of(folder))
    if key not in _READ:
        read = primary.reading(opened, wave)
        if len(_READ) >= MOST_READ:
            _READ.clear()
        _READ[key] = read
    return _READ[key]


def state_of(folder: Path) -> tuple:
    """What tells whether a wave's files were touched."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files)


def _comparison(opened: Opened, wave: str, responses: pd.DataFrame) -> pd.Series | None:
    """Who took part and who is compared, by the answers' words: codes may have been numbered anew since the wave."""
    rule = opened.record.approach.compared
    assert rule is not None
    kept = Codebook.from_dict(primary.wave_record(opened, wave)["codebook"]).by_id.get(rule.question)
    if kept is None or rule.question not in responses or responses[rule.question].isna().all():
        return None
    planned = next(own.options for own in opened.record.measures.own_questions if own.id == rule.question)
    assert rule.programme_code is not None and rule.comparison_code is not None
    if not {rule.programme_code, rule.comparison_code} <= planned.keys():
        raise UserProblem(
            f"The comparison group is told apart by answers that '{rule.question}' does not have.",
            f"approach.comparison in {opened.path}",
            f"Choose two of: {'; '.join(f'{code} {label}' for code, label in planned.items())}.",
        )
    names = {planned[rule.programme_code]: TOOK_PART, planned[rule.comparison_code]: COMPARISON_GROUP}
    meaning = {option.code: names.get(option.label) for option in kept.options}
    if set(names.values()) - set(meaning.values()):
        raise UserProblem(
            f"In wave '{wave}' the question '{rule.question}' had other answers than the plan has now.",
            f"approach.comparison in {opened.path}",
            f"Word the answers in the plan as they were asked: {'; '.join(option.label for option in kept.options)}.",
        )
    return responses[rule.question].map(meaning)


def groups_of(opened: Opened, wave: str, responses: pd.DataFrame, breakdowns: tuple[str, ...]) -> pd.DataFrame:
    """One ordered categorical column per breakdown that was asked in a wave, own questions among them."""
    groups = group_columns(responses, breakdowns)
    for code in (name for name in breakdowns if name.startswith(OWN)):
        if (column := _own_groups(opened, wave, responses, code)) is not None:
            groups[code] = column
    return groups


def _own_groups(opened: Opened, wave: str, responses: pd.DataFrame, code: str) -> pd.Categorical | None:
    """Answers to an own question as groups, by their words: codes may have been numbered anew since the wave."""
    planned = breakdown(opened.record, code).groups
    kept = Codebook.from_dict(primary.wave_record(opened, wave)["codebook"]).by_id.get(code)
    if kept is None or code not in responses or responses[code].isna().all():
        return None
    meaning = {option.code: option.label for option in kept.options}
    return pd.Categorical(
        responses[code].map(meaning), categories=list(dict.fromkeys([*planned, *meaning.values()])), ordered=True
    )


def group_columns(responses: pd.DataFrame, breakdowns: tuple[str, ...]) -> pd.DataFrame:
    """One ordered categorical column per breakdown of the catalogue that was asked; own questions are left to `groups_of`."""
    columns = {}
    for code in breakdowns:
        if code.startswith(OWN):
            continue
        one = catalogue.breakdown(code)
        if can_group(responses, one):
            labels = label_groups(responses, one)
            columns[code] = pd.Categorical(labels, categories=list(group_order(one)), ordered=True)
    return pd.DataFrame(columns, index=responses.index)


def weigh_arms(
    responses: pd.DataFrame, plan: Weighting | None, arms: pd.Series | None
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Those who took part and the comparison group each weighted to the targets, so that they are alike in them.

    Figures are shown of one or the other: weights that match the targets only for both together would match for neither.
    """
    if arms is None or plan is None:
        return weigh(responses, plan)
    weights, notes = np.ones(len(responses)), []
    for _, rows in responses.groupby(arms.fillna("neither").to_numpy()):
        place = responses.index.get_indexer(rows.index)
        weights[place], said = weigh(rows, plan)
        notes += said
    return weights, tuple(dict.fromkeys(notes))


def weigh(responses: pd.DataFrame, plan: Weighting | None) -> tuple[np.ndarray, tuple[str, ...]]:
    """The file's own weights, raked to the plan's margins where it has any; they average 1.

    A margin whose question was not asked is left out, and a group in which nobody answered can't be weighted up: its
    share is spread over the others. Both are said in the notes, without naming a group, since that nobody in it
    answered tells something about people too.

    Raises
    ------
    UserProblem
        A margin does not add up to 1, or has a group that the breakdown does not.
    """
    base = responses["weight"].to_numpy(float) if "weight" in responses else np.ones(len(responses))
    notes = ["the answers carry the weights that came with the survey file"] if "weight" in responses else []
    if not len(responses):
        return base, ()
    if plan is None:
        return base / base.mean(), tuple(notes)
    _check_margins(plan)
    labels = group_columns(responses, tuple(plan.margins))
    margins, is_spread, is_outside = {}, False, False
    for code, shares in plan.margins.items():
        if code not in labels:
            notes.append(
                f"{catalogue.breakdown(code).name.lower()} was not asked in every wave, so those answers are not weighted by it"
            )
            continue
        present = {label: share for label, share in shares.items() if share > 0 and (labels[code] == label).any()}
        margins[code] = {label: share / sum(present.values()) for label, share in present.items()}
        is_spread |= len(present) < len(shares)
        is_outside |= bool(set(labels[code].dropna()) - set(present))
    if is_spread:
        notes.append("nobody of some groups of the targets answered, and weighting can't mend that")
    if is_outside:
        notes.append("people outside the targets keep the weight of their answers")
    if not margins:
        return base / base.mean(), tuple(notes)
    frame = labels[list(margins)].astype(object)
    frame = pd.DataFrame({code: frame[code].where(frame[code].isin(list(margins[code])), None) for code in margins})
    if estimates.check_margins(frame, margins, base):  # empty and unknown groups are out: what is left to say is this
        notes.append("one of the weighting targets follows from the others in these answers, and adds nothing")
    raked = estimates.rake(frame, margins, base_weights=base, cap=plan.cap)
    if not raked.converged:
        notes.append("the weights did not settle: these answers can't meet all targets at once")
    return raked.weights / raked.weights.mean(), tuple(notes)


def _check_margins(plan: Weighting) -> None:
    for code, shares in plan.margins.items():
        known = group_order(catalogue.breakdown(code))
        unknown = [label for label in shares if label not in known]
        if unknown or abs(sum(shares.values()) - 1) > MARGIN_SLACK or min(shares.values()) < 0:
            what = f"has no group '{unknown[0]}'" if unknown else f"adds up to {sum(shares.values()):.3g} and not to 1"
            raise UserProblem(
                f"The weighting target for {code} {what}.",
                f"approach.weighting.margins.{code}",
                f"Give shares that add up to 1 for groups among: {', '.join(known)}.",
            )
