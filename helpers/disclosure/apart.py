"""Tests that the groups of a breakdown differ at all: shown where every one of the groups is."""

from collections.abc import Mapping

import pandas as pd

from helpers.disclosure.cells import Cell, State
from helpers.disclosure.frames import Key
from helpers.disclosure.policies import Policy
from helpers.disclosure.wording import WITHHELD

P_DECIMALS = 2


def release_apart(apart: pd.DataFrame, shares: Mapping[Key, Cell], policy: Policy) -> pd.DataFrame:
    """The released tests. What is left of a p-value when the groups that are shown are known tells of the one that isn't."""
    table = apart.copy()
    is_shown = pd.Series([_is_shown(row, shares) for row in apart.itertuples()], index=apart.index, dtype=bool)
    if policy.withholds:
        for name in ("p_value", "q_value"):
            table[name] = table[name].round(P_DECIMALS)
        table["n_groups"] = table["n_groups"].astype(float).where(is_shown)
        is_told = is_shown & (policy.base_step == 1)
        table[["p_value", "q_value"]] = table[["p_value", "q_value"]].where(is_told)
        table["note"] = table["note"].where(is_shown, WITHHELD)
    is_released = is_shown | (not policy.withholds)
    table.insert(table.columns.get_loc("note"), "status", is_released.map({True: "released", False: "suppressed"}))
    return table


def _is_shown(row: tuple, shares: Mapping[Key, Cell]) -> bool:
    cells = [cell for key, cell in shares.items() if key[:3] == (row.indicator, row.wave, row.group_by)]
    return bool(cells) and all(cell.state == State.SHOWN for cell in cells)
