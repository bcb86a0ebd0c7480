"""Counts that describe the method, under the same bands as answers."""

import pandas as pd

from helpers.disclosure.cells import Cell, State, protect, state_of
from helpers.disclosure.policies import Policy
from helpers.disclosure.wording import band, note_of, round_base, status_of

ASIDE = "set aside"


def release_counts(counts: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The released counts. None and all are shown as such: they say what was done, not what anybody answered.

    How many could be used is shown, since the bases of the figures show it anyway. Where that leaves one to four people
    set aside, how many came in is withheld: the two would give them away. Reasons that add up are covered as groups are.
    """
    cells = [Cell(int(row.of), int(row.n), _state(row, policy), policy) for row in counts.itertuples()]
    hides_total = pd.Series(False, index=counts.index)
    if policy.withholds:
        for _, rows in counts.groupby("wave", sort=False):
            hides_total[rows.index] = _protect_wave(rows, cells, policy)
    states = [cell.state for cell in cells]
    table = counts.copy()
    for name in ("n", "of"):
        table[name] = round_base(counts[name].astype(float), policy)
    is_shown = pd.Series([state == State.SHOWN for state in states], index=table.index, dtype=bool)
    is_small = pd.Series([state in (State.WITHHELD, State.COVER) for state in states], index=table.index, dtype=bool)
    table.loc[~is_shown, "n"] = float("nan")
    table.loc[(is_small & (counts["of"] < policy.smallest_base)) | hides_total, "of"] = float("nan")
    table["note"] = [
        _note(state, row, hides, policy)
        for state, row, hides in zip(states, counts.itertuples(), hides_total, strict=True)
    ]
    table.insert(table.columns.get_loc("note"), "status", [status_of(state, "") for state in states])
    return table[[*(name for name in table if name != "note"), "note"]]


def _state(row: tuple, policy: Policy) -> State:
    is_plain = (row.n in (0, row.of) or row.what == "usable") and row.of >= policy.smallest_base
    return State.SHOWN if is_plain else state_of(row.of, row.n, policy, is_sensitive=False)


def _protect_wave(rows: pd.DataFrame, cells: list[Cell], policy: Policy) -> pd.Series:
    """Cover the reasons of one wave; True in the rows whose total must not be shown."""
    flow = rows["what"].isin(["received", "usable"]) | rows["what"].str.startswith(ASIDE)
    received, usable = (rows.loc[rows["what"] == what, "n"].sum() for what in ("received", "usable"))
    aside = int(received - usable)
    reasons = [cells[at] for at in rows.index[rows["what"].str.startswith(ASIDE)]]
    if not reasons or aside <= 0:
        return pd.Series(False, index=rows.index)
    if aside < policy.smallest_side:
        for at in rows.index[rows["what"] == "received"]:
            cells[at].state = State.COVER
        return flow
    protect(reasons, (aside, aside), 0, policy)
    return pd.Series(False, index=rows.index)


def _note(state: State, row: tuple, hides_total: bool, policy: Policy) -> str:
    if not policy.withholds:
        return row.note
    if hides_total and state == State.FEW:
        return band(state, row.of, policy).rsplit(" of ", 1)[0]
    return note_of(state, row.of, row.note, policy)
