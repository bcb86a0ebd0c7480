"""Counts that describe the method, under the same bands as answers."""

from collections.abc import Mapping

import pandas as pd

from helpers.disclosure.cells import Cell, State, protect, state_of
from helpers.disclosure.policies import Policy
from helpers.disclosure.wording import band, note_of, round_base, status_of

ASIDE = "set aside"
UNANSWERED = ("prefer not to say: ", "no answer: ")
Bases = Mapping[tuple[str, str], tuple[int, bool]]
"""(wave, column) -> people who gave one of its answers, and whether that number is shown."""


def release_counts(counts: pd.DataFrame, policy: Policy, bases: Bases | None = None) -> pd.DataFrame:
    """The released counts. None and all are shown as such: they say what was done, not what anybody answered.

    How many could be used is shown, since the bases of the figures show it anyway. Where that leaves one to four people
    set aside, how many came in is withheld: the two would give them away. Reasons that add up are covered as groups are.
    Who did not answer a question, and who preferred not to, add up with its base: see `_unanswered`.
    """
    if policy.withholds:
        counts = counts[~_is_left_out(counts, bases or {}, policy)].reset_index(drop=True)
    cells = [Cell(int(row.of), int(row.n), _state(row, policy), policy) for row in counts.itertuples()]
    hides_total = pd.Series(False, index=counts.index)
    if policy.withholds:
        for _, rows in counts.groupby("wave", sort=False):
            hides_total[rows.index] = _protect_wave(rows, cells, policy)
        _protect_unanswered(counts, cells, bases or {}, policy)
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


def _unanswered(counts: pd.DataFrame) -> dict[tuple[str, str], list[int]]:
    """(wave, column) -> the rows that say why people are not in its base."""
    found: dict[tuple[str, str], list[int]] = {}
    for row in counts.itertuples():
        if row.what.startswith(UNANSWERED):
            found.setdefault((row.wave, row.what.partition(": ")[2]), []).append(row.Index)
    return found


def _is_left_out(counts: pd.DataFrame, bases: Bases, policy: Policy) -> pd.Series:
    """Rows that are not there at all, since that they are there would say that somebody is in them.

    Where the answers are withheld with their base, and where the base leaves one to four people.
    """
    out = pd.Series(False, index=counts.index)
    for place, rows in _unanswered(counts).items():
        n, is_shown = bases.get(place, (0, True))
        left = int(counts.loc[rows, "of"].max()) - n
        out[rows] = place in bases and (not is_shown or 0 < left < policy.smallest_side)
    return out


def _protect_unanswered(counts: pd.DataFrame, cells: list[Cell], bases: Bases, policy: Policy) -> None:
    """Those who preferred not to say and those who left it out are what the base leaves of those who were asked."""
    for place, rows in _unanswered(counts).items():
        if place not in bases:
            continue
        left = int(counts.loc[rows, "of"].max()) - bases[place][0]
        parts = [cells[at] for at in rows]
        other = left - sum(part.yes for part in parts)
        if other > 0:
            parts.append(Cell(parts[0].n, other, state_of(parts[0].n, other, policy, is_sensitive=False), policy))
        protect(parts, (left, left), 0, policy)


def _note(state: State, row: tuple, hides_total: bool, policy: Policy) -> str:
    if not policy.withholds:
        return row.note
    if hides_total and state == State.FEW:
        return band(state, row.of, policy).rsplit(" of ", 1)[0]
    return note_of(state, row.of, row.note, policy)
