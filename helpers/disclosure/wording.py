"""How what is shown is rounded, and what is said of what is not."""

import numpy as np
import pandas as pd

from helpers.disclosure.cells import State
from helpers.disclosure.merging import is_merged
from helpers.disclosure.policies import Policy

WITHHELD = "too few people, or people too alike, to show it without pointing at someone"
"""The same whatever the reason: the reason itself would say how many."""
CHANGED = "withheld: would show what changed for few people since the release of {day}"
SMALL = "small base: fewer than {least} people"

STATUS = {State.FEW: "banded", State.MOST: "banded", State.WITHHELD: "suppressed", State.COVER: "suppressed"}


def status_of(state: State, group: str) -> str:
    """The word for a row: released, merged, banded or suppressed."""
    return STATUS.get(state) or ("merged" if is_merged(group) else "released")


def note_of(state: State, n: int, note: str, policy: Policy, since: str = "") -> str:
    """A band in words; for what is withheld one sentence; else the finding's own caution."""
    if since:
        return CHANGED.format(day=since)
    if state in (State.FEW, State.MOST):
        return band(state, n, policy)
    if state in (State.WITHHELD, State.COVER):
        return WITHHELD
    if not policy.withholds and n < policy.smallest_base:
        return "; ".join(part for part in (note, SMALL.format(least=policy.smallest_base)) if part)
    return note


def band(state: State, n: int, policy: Policy) -> str:
    """The band: "fewer than 5 of 25", or its mirror."""
    few = f"fewer than {policy.smallest_side} of {n}"
    return f"all but {few}" if state == State.MOST else few


def with_ends(table: pd.DataFrame, raw: pd.DataFrame, states: list[State]) -> list[str]:
    """Notes, with a word where a share that is neither none nor all is rounded to 0% or 100%."""
    said = []
    for note, state, share, n, yes in zip(table["note"], states, table["share"], raw["n"], raw["n_yes"], strict=True):
        is_end = state == State.SHOWN and 0 < yes < n and share in (0.0, 1.0)
        end = ("under 1%" if share == 0 else "over 99%") if is_end else ""
        said.append("; ".join(part for part in (end, note) if part))
    return said


def round_base(n: pd.Series, policy: Policy) -> pd.Series:
    """People, rounded as the policy says."""
    return _to_step(n.astype(float), np.full(len(n), float(policy.base_step))) if policy.withholds else n


def round_shares(values: pd.Series, n: pd.Series, policy: Policy) -> pd.Series:
    """Shares and bounds, rounded by how many people stand behind them."""
    return _to_step(values, _steps(n, policy)) if policy.share_steps else values


def round_errors(values: pd.Series, n: pd.Series, policy: Policy) -> pd.Series:
    """Standard errors; none where shares come in steps wider than one percent."""
    if not policy.share_steps:
        return values
    return round_shares(values, n, policy).where(_steps(n, policy) <= 0.01)


def round_means(values: pd.Series, policy: Policy) -> pd.Series:
    """Means, to the policy's decimals."""
    return values if policy.decimals_of_means is None else values.round(policy.decimals_of_means)


def share_step(n: float, policy: Policy) -> float:
    """To what the share of so many people is rounded; 0 where it isn't."""
    return max(((least, size) for least, size in policy.share_steps if n >= least), default=(0, 0.0))[1]


def _steps(n: pd.Series, policy: Policy) -> np.ndarray:
    return np.array([share_step(one, policy) for one in n], dtype=float)


def _to_step(values: pd.Series, step: np.ndarray) -> pd.Series:
    """To the nearest step; 12 digits hide what binary fractions leave behind, and adding 0 turns -0 into 0."""
    return ((values / step).round() * step).round(12) + 0.0
