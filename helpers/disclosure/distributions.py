"""Which answers of a distribution may be shown."""

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.disclosure.cells import IS_SHOWN, Cell, State, state_of
from helpers.disclosure.frames import Findings, Key
from helpers.disclosure.ledger import Earlier, withhold_changed
from helpers.disclosure.lines import Line
from helpers.disclosure.options import protect_options
from helpers.disclosure.policies import Policy
from helpers.disclosure.shares import protect_breakdown
from helpers.disclosure.unions import Options, Place, protect_unions
from helpers.disclosure.wording import note_of, round_base, round_errors, round_shares, status_of


def judge_distributions(
    frame: pd.DataFrame,
    findings: Findings,
    shares: Mapping[Key, Cell],
    policy: Policy,
    earlier: Sequence[Earlier] = (),
) -> dict[tuple[Place, float], Cell]:
    """What may be shown of every option's share."""
    one_of, any_of, listed = _tables(frame, findings, policy)
    if policy.withholds:
        for options in (*one_of.items(), *any_of.items()):
            _withhold_changed(*options, earlier, policy)
        _protect_any_of(any_of, findings, shares, policy)
        protect_options(one_of, listed, findings, shares, policy)
    tables = {**one_of, **any_of}
    return {(place, code): cell for place, options in tables.items() for code, cell in options.items()}


def show_distributions(frame: pd.DataFrame, cells: Mapping[tuple[Place, float], Cell], policy: Policy) -> pd.DataFrame:
    """The released distributions."""
    keys = [(place, code) for place, code in _keys(frame)]
    states = [cells[key].state for key in keys]
    table = frame.drop(columns="n_yes")
    table["n"] = table["n"].astype(float)
    for name in ("share", "ci_low", "ci_high"):
        table[name] = round_shares(table[name], frame["n"], policy)
    table["std_error"] = round_errors(table["std_error"], frame["n"], policy)
    table["n"] = round_base(table["n"], policy)
    is_shown = pd.Series([state == State.SHOWN for state in states], index=table.index, dtype=bool)
    is_banded = pd.Series([state in (State.FEW, State.MOST) for state in states], index=table.index, dtype=bool)
    table.loc[~is_shown, ["share", "std_error", "ci_low", "ci_high"]] = float("nan")
    table.loc[~is_shown & ~is_banded, "n"] = float("nan")
    table["status"] = [status_of(state, group) for state, group in zip(states, frame["group"], strict=True)]
    notes = zip(states, frame["n"], frame["note"], [cells[key].since for key in keys], strict=True)
    table["note"] = [note_of(state, n, note, policy, since) for state, n, note, since in notes]
    return table[[*(name for name in table if name not in ("status", "note")), "status", "note"]]


def _withhold_changed(place: Place, options: Options, earlier: Sequence[Earlier], policy: Policy) -> None:
    """All answers of a question, where one of them would show what changed for few people: they add up."""
    now = {(place, code): cell for code, cell in options.items()}
    withhold_changed(now, [(one.on, one.answers) for one in earlier], policy)
    since = max((cell.since for cell in options.values()), default="")
    if since:
        for cell in options.values():
            cell.state, cell.since = State.WITHHELD, since


def bases_of(cells: Mapping[tuple[Place, float], Cell]) -> dict[tuple[str, str], tuple[int, bool]]:
    """(wave, column) -> how many people gave an answer, and whether the release shows that number."""
    found: dict[tuple[str, str], tuple[int, bool]] = {}
    for ((column, wave, group_by, _), _), cell in cells.items():
        if not group_by:
            is_known = found.get((wave, column), (0, False))[1]
            found[wave, column] = cell.n, is_known or cell.state in IS_SHOWN
    return found


def _keys(frame: pd.DataFrame) -> list[tuple[Place, float]]:
    places = zip(frame["column"], frame["wave"], frame["group_by"], frame["group"], strict=True)
    return [(place, float(code)) for place, code in zip(places, frame["code"], strict=True)]


def _tables(frame: pd.DataFrame, findings: Findings, policy: Policy):
    """Options by place, of one-answer and several-answer questions, and the indicators that list each place."""
    one_of: dict[Place, Options] = {}
    any_of: dict[Place, Options] = {}
    listed: dict[Place, set[str]] = {}
    sensitive = {
        column
        for column, code in zip(frame["column"], frame["indicator"], strict=True)
        if code in findings.is_sensitive
    }
    for (place, code), row in zip(_keys(frame), frame.itertuples(), strict=True):
        listed.setdefault(place, set()).add(row.indicator)
        is_sensitive = place[0] in sensitive
        state = state_of(row.n, row.n_yes, policy, is_sensitive)
        tables = one_of if row.kind == "one of" else any_of
        options = tables.setdefault(place, {})
        if code in options and (options[code].n, options[code].yes) != (row.n, row.n_yes):
            raise ValueError(f"two findings for {place}: what one withholds the other would show")
        options[code] = Cell(row.n, row.n_yes, state, policy, is_sensitive)
    return one_of, any_of, listed


def _protect_any_of(
    tables: Mapping[Place, Options], findings: Findings, shares: Mapping[Key, Cell], policy: Policy
) -> None:
    """Ticks of a several-answer question: each option is a share of its own, with its groups, and any of them one more."""
    sums = []
    for (column, wave, group_by, _), everyone in tables.items():
        if group_by:
            continue
        for code, total in everyone.items():
            breakdowns: dict[str, list[Cell]] = {}
            for (other, its_wave, by, _), options in tables.items():
                if (other, its_wave) == (column, wave) and by and code in options:
                    breakdowns.setdefault(by, []).append(options[code])
            for cells in breakdowns.values():
                protect_breakdown(cells, total, policy)
                rest = total.n - sum(cell.n for cell in cells)
                sums += [Line(cells, total, rest)] if rest >= 0 else []
    protect_unions(tables, sums, findings, shares, policy)
