"""Counts that describe the method, under the same bands as answers."""

import pandas as pd

from helpers.disclosure.cells import State, state_of
from helpers.disclosure.policies import Policy
from helpers.disclosure.wording import note_of, round_base, status_of


def release_counts(counts: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The released counts. None and all are shown as such: they say what was done, not what anybody answered."""
    states = []
    for n, of in zip(counts["n"], counts["of"], strict=True):
        is_plain = n in (0, of) and of >= policy.smallest_base
        states.append(State.SHOWN if is_plain else state_of(of, n, policy, is_sensitive=False))
    table = counts.copy()
    for name in ("n", "of"):
        table[name] = round_base(counts[name].astype(float), policy)
    is_shown = pd.Series([state == State.SHOWN for state in states], index=table.index, dtype=bool)
    is_small = pd.Series([state in (State.WITHHELD, State.COVER) for state in states], index=table.index, dtype=bool)
    table.loc[~is_shown, "n"] = float("nan")
    table.loc[is_small & (counts["of"] < policy.smallest_base), "of"] = float("nan")
    notes = [
        note_of(state, of, note, policy) for state, of, note in zip(states, counts["of"], counts["note"], strict=True)
    ]
    if not policy.withholds:
        notes = list(counts["note"])
    table.insert(table.columns.get_loc("note"), "status", [status_of(state, "") for state in states])
    return table.assign(note=pd.Series(notes, index=table.index, dtype=object))
