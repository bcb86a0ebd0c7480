"""Which shares of a table may be shown."""

from collections.abc import Collection, Sequence

import pandas as pd

from helpers.disclosure.cells import Cell, State, protect, state_of
from helpers.disclosure.crossed import protect_crossed
from helpers.disclosure.frames import BESIDE, FIGURES, Key
from helpers.disclosure.ledger import Earlier, protect_with_earlier, withhold_changed, withhold_changed_together
from helpers.disclosure.policies import Policy
from helpers.disclosure.wording import (
    note_of,
    round_base,
    round_errors,
    round_means,
    round_shares,
    share_step,
    status_of,
    with_ends,
)

WEIGHTED = 0.98
"""Under this part of the people, the effective number says that answers are weighted."""
ROUNDED = ("share", "unweighted", "ci_low", "ci_high")
EFFECT_DECIMALS = 1
"""Of design effects: one that is close to 1 says no more than that."""


def judge(
    shares: pd.DataFrame,
    policy: Policy,
    is_sensitive: Collection[str],
    decided: Collection[Key] = (),
    earlier: Sequence[Earlier] = (),
) -> dict[Key, Cell]:
    """What may be shown of each share: its own rule, what changed for few, what its neighbours would give away."""
    cells: dict[Key, Cell] = {}
    for row in shares.itertuples():
        key = (row.indicator, row.wave, row.group_by, row.group)
        if key in cells:
            raise ValueError(f"two findings for {key}: what one withholds the other would show")
        sensitive = row.indicator in is_sensitive
        state = state_of(row.n, row.n_yes, policy, sensitive, key in decided)
        cells[key] = Cell(row.n, row.n_yes, state, policy, sensitive, has_mean=row.mean == row.mean)
    if not policy.withholds:
        return cells
    before = [(one.on, one.figures) for one in earlier]
    withhold_changed(cells, before, policy)
    withhold_changed_together(cells, before, policy)
    parts: dict[tuple[str, str], dict[str, dict[str, Cell]]] = {}
    for (indicator, wave, group_by, group), cell in cells.items():
        parts.setdefault((indicator, wave), {}).setdefault(group_by, {})[group] = cell
    is_unweighted = _unweighted(shares)
    for (indicator, wave), breakdowns in parts.items():
        everyone = breakdowns.pop("", {}).get("everyone")
        for name in sorted(breakdowns, key=lambda name: "*" in name):
            if everyone is not None:
                is_plain = is_unweighted[indicator, wave]
                protect_breakdown(list(breakdowns[name].values()), everyone, policy, is_plain)
        if any("*" in name for name in breakdowns):
            protect_crossed(breakdowns, everyone, policy)
    protect_with_earlier(cells, earlier, policy)
    return cells


def _unweighted(shares: pd.DataFrame) -> dict[tuple[str, str], bool]:
    """Of each indicator and wave: whether its shares count people as they are, so that one less another is a count."""
    everyone = shares[shares["group_by"] == ""]
    return {(row.indicator, row.wave): not row.n_effective < WEIGHTED * row.n for row in everyone.itertuples()}


def protect_breakdown(cells: list[Cell], everyone: Cell, policy: Policy, is_unweighted: bool = True) -> bool:
    """The groups of one breakdown against everyone.

    A few people in no group (they would rather not say which) are a group that nobody names: subtraction would show it.
    Groups that overlap (a person may be in two) don't add up; then each is taken with the people outside it.
    """
    rest = everyone.n - sum(cell.n for cell in cells)
    if 0 < rest < policy.smallest_base and (is_unweighted or not _is_blurred(rest, everyone.n, policy)):
        unnamed = Cell(rest, everyone.yes - sum(cell.yes for cell in cells), State.WITHHELD, policy)
        return protect([*cells, unnamed], everyone.range, 0, policy, everyone.state)
    if rest >= 0:
        return protect(cells, everyone.range, rest, policy, everyone.state)
    changed = False
    for cell in cells:
        others = Cell(everyone.n - cell.n, everyone.yes - cell.yes, State.WITHHELD, policy)
        is_small = 0 < others.n < policy.smallest_base or others.n < 0
        if cell.state == State.SHOWN and is_small:
            cell.state, changed = State.COVER, True
        elif cell.state != State.SHOWN:
            changed = protect([cell, others], everyone.range, 0, policy, everyone.state) or changed
    return changed


def _is_blurred(rest: int, n: int, policy: Policy) -> bool:
    """Whether rounding leaves open how many of a few people in no group count, where answers are weighted.

    Of weighted shares nobody finds the counts behind them, as whole numbers of people, even of few. What is left of
    everyone when the groups are taken away is then off by up to half a step of everyone and half a step of the groups,
    each way; and by about a person more, since nobody knows how much the few themselves weigh. (How weights are spread in
    the groups adds less than a person in samples of a hundred or two: weights alone protect nobody.)
    """
    return 2 * share_step(n, policy) * n + 1 >= min(policy.doubt - 1, rest)


def show(shares: pd.DataFrame, cells: dict[Key, Cell], policy: Policy) -> pd.DataFrame:
    """The released table: rounded, what is withheld blank, no count of people who said yes."""
    keys = list(zip(shares["indicator"], shares["wave"], shares["group_by"], shares["group"], strict=True))
    states = [cells[key].state for key in keys]
    table = shares.drop(columns="n_yes")
    table["n"] = table["n"].astype(float)
    for name in ROUNDED:
        table[name] = round_shares(table[name], shares["n"], policy)
    table["std_error"] = round_errors(table["std_error"], shares["n"], policy)
    table["mean"] = round_means(table["mean"], policy)
    table["n_effective"] = round_base(table["n_effective"], policy)
    if policy.withholds:
        table["design_effect"] = table["design_effect"].round(EFFECT_DECIMALS)
    table["n"] = round_base(table["n"], policy)
    is_shown = pd.Series([state == State.SHOWN for state in states], index=table.index, dtype=bool)
    is_banded = pd.Series([state in (State.FEW, State.MOST) for state in states], index=table.index, dtype=bool)
    table.loc[~is_shown, list(FIGURES)] = float("nan")
    table.loc[~is_shown & ~is_banded, "n"] = float("nan")
    table["status"] = [status_of(state, key[3]) for state, key in zip(states, keys, strict=True)]
    notes = zip(states, shares["n"], shares["note"], [cells[key].since for key in keys], strict=True)
    table["note"] = [note_of(state, n, note, policy, since) for state, n, note, since in notes]
    table["note"] = with_ends(table, shares, states)
    last = ("status", "note", *BESIDE)
    return table[[*(name for name in table if name not in last), *last]]
