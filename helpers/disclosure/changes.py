"""Which changes between waves may be shown: never more than the shares they are made of."""

from collections.abc import Collection, Mapping

import pandas as pd

from helpers.disclosure.cells import Cell, State, state_of
from helpers.disclosure.frames import Key
from helpers.disclosure.merging import is_merged
from helpers.disclosure.policies import Policy
from helpers.disclosure.wording import WITHHELD, round_base, round_shares

SHARES = ("share_before", "share_after", "difference", "ci_low", "ci_high", "std_error", "smallest")
P_DECIMALS = 3


def release_changes(
    changes: pd.DataFrame, shares: Mapping[Key, Cell], policy: Policy, is_sensitive: Collection[str]
) -> pd.DataFrame:
    """The released changes: withheld where either wave's share is, or under ten people were matched."""
    is_shown = _shown(changes, shares, policy, is_sensitive)
    table = changes.drop(columns=["n_yes_before", "n_yes_after"])
    if policy.withholds:
        people = changes[["n_before", "n_after"]].min(axis=1)
        for name in SHARES:
            table[name] = round_shares(table[name], people, policy)
        for name in ("p_value", "q_value"):
            table[name] = table[name].round(P_DECIMALS)
        # of few people who changed their answer, the exact error and p-value tell how many they were
        has_same_people = changes["design"].str.contains("matched|overlapping")
        if policy.base_step > 1:
            table[["std_error", "p_value", "q_value"]] = float("nan")
        table["std_error"] = table["std_error"].mask(has_same_people)
        for name in ("p_value", "q_value"):
            table[name] = table[name].mask(has_same_people, table[name].round(2))
        few = table["n_matched"].between(1, policy.smallest_base - 1)
        for name in ("n_before", "n_after", "n_matched"):
            table[name] = round_base(table[name], policy)
        table["n_matched"] = table["n_matched"].mask(few)
        figures = ["n_before", "n_after", "n_matched", *SHARES, "p_value", "q_value"]
        table.loc[~is_shown, figures] = float("nan")
        table["note"] = table["note"].where(is_shown, WITHHELD)
        table["design"] = table["design"].where(is_shown, "")
    named = ["merged" if is_merged(group) else "released" for group in table["group"]]
    table.insert(table.columns.get_loc("note"), "status", pd.Series(named, index=table.index, dtype=object))
    table["status"] = table["status"].where(is_shown, "suppressed")
    return table


def _shown(
    changes: pd.DataFrame, shares: Mapping[Key, Cell], policy: Policy, is_sensitive: Collection[str]
) -> pd.Series:
    """Row by row, then breakdown by breakdown where the shares table doesn't hold its groups."""
    if not policy.withholds:
        return pd.Series(True, index=changes.index)
    is_shown, is_known = [], []
    for row in changes.itertuples():
        sides = ((row.wave_before, row.n_before, row.n_yes_before), (row.wave_after, row.n_after, row.n_yes_after))
        cells = [shares.get((row.indicator, wave, row.group_by, row.group)) for wave, _, _ in sides]
        states = [
            state
            for cell, (_, n, yes) in zip(cells, sides, strict=True)
            for state in _states(cell, n, yes, policy, row.indicator in is_sensitive)
        ]
        is_enough = row.design != "matched" or row.n_matched >= policy.smallest_base
        is_shown.append(is_enough and all(state == State.SHOWN for state in states))
        is_known.append(all(cell is not None for cell in cells))
    shown, known = (pd.Series(values, index=changes.index, dtype=bool) for values in (is_shown, is_known))
    if not len(changes):
        return shown
    breakdown = [changes[name] for name in ("indicator", "wave_before", "wave_after", "group_by")]
    return shown & (known | (changes["group_by"] == "") | shown.groupby(breakdown).transform("all"))


def _states(cell: Cell | None, n: int, yes: int, policy: Policy, is_sensitive: bool) -> list[State]:
    """What the shares table decided of a wave's figure; its own rule too where it counts other people."""
    if cell is not None and (cell.n, cell.yes) == (n, yes):
        return [cell.state]
    return [state_of(n, yes, policy, is_sensitive), *([cell.state] if cell is not None else [])]
