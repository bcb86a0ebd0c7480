"""Which answers of a distribution may be shown: its options add up to its base, and some of them to an indicator."""

from collections.abc import Mapping

import pandas as pd

from helpers.disclosure.cells import IS_SHOWN, Cell, State, protect, state_of
from helpers.disclosure.frames import Findings, Key
from helpers.disclosure.policies import Policy
from helpers.disclosure.shares import protect_breakdown
from helpers.disclosure.wording import note_of, round_base, round_errors, round_shares, status_of

Place = tuple[str, str, str, str]
"""Column, wave, group_by, group: one distribution, under however many indicators it is listed."""
Options = dict[float, Cell]


def judge_distributions(
    frame: pd.DataFrame, findings: Findings, shares: Mapping[Key, Cell], policy: Policy
) -> dict[tuple[Place, float], Cell]:
    """What may be shown of every option's share."""
    one_of, any_of, listed = _tables(frame, findings, policy)
    if policy.withholds:
        _protect_any_of(any_of, policy)
        for place, options in one_of.items():
            if place[2] == "":
                _protect_options(place, options, listed[place], findings, shares, policy)
        _protect_groups(one_of, listed, shares, policy)
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
    notes = zip(states, frame["n"], frame["note"], strict=True)
    table["note"] = [note_of(state, n, note, policy) for state, n, note in notes]
    return table[[*(name for name in table if name not in ("status", "note")), "status", "note"]]


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
        state = state_of(row.n, row.n_yes, policy, place[0] in sensitive)
        tables = one_of if row.kind == "one of" else any_of
        options = tables.setdefault(place, {})
        if code in options and (options[code].n, options[code].yes) != (row.n, row.n_yes):
            raise ValueError(f"two findings for {place}: what one withholds the other would show")
        options[code] = Cell(row.n, row.n_yes, state, policy)
    return one_of, any_of, listed


def _protect_any_of(tables: dict[Place, Options], policy: Policy) -> None:
    """Ticks of a several-answer question: each option is a share of its own, with its groups."""
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


def _protect_options(
    place: Place,
    options: Options,
    indicators: set[str],
    findings: Findings,
    shares: Mapping[Key, Cell],
    policy: Policy,
) -> None:
    """Everyone's answers to a one-answer question, block by block of options whose sum is known."""
    links = [_link(place, options, code, findings, shares) for code in sorted(indicators)]
    is_touched = any(cell.state != State.SHOWN for cell in options.values())
    for link in links:
        if link is None and (is_touched or _share_is_withheld(place, indicators, findings, shares)):
            _withhold(options)
            return
    if any(link and _tells_who_is_outside(options, link, policy) for link in links):
        _withhold(options)
        return
    sums = _sums(options, [link for link in links if link])
    while any([protect(cells, total, 0, policy, state) for cells, total, state in sums]):
        pass


Link = tuple[frozenset[float], frozenset[float], Cell] | tuple[()]


def _link(
    place: Place, options: Options, indicator: str, findings: Findings, shares: Mapping[Key, Cell]
) -> Link | None:
    """Which options an indicator counts, and its share; () where they don't add up to it, None where nobody said."""
    cell = shares.get((indicator, *place[1:]))
    if cell is None:
        return ()
    if indicator not in findings.counted:
        return None
    codes = findings.counted[indicator].get(place[0])
    if codes is None:
        return ()
    counts, others = (frozenset(float(code) for code in part) & options.keys() for part in codes)
    sums = [sum(options[code].yes for code in part) for part in (counts, others)]
    return (counts, others, cell) if sums == [cell.yes, cell.n - cell.yes] else ()


def _tells_who_is_outside(options: Options, link: Link, policy: Policy) -> bool:
    """Whether the two bases, subtracted, would say how few (or how many) people the indicator leaves out."""
    counts, others, _ = link
    outside = [options[code] for code in options.keys() - counts - others]
    whole = next(iter(options.values())).n
    if not outside:
        return False
    return state_of(whole, sum(cell.yes for cell in outside), policy, is_sensitive=False) != State.SHOWN


def _share_is_withheld(place: Place, indicators: set[str], findings: Findings, shares: Mapping[Key, Cell]) -> bool:
    """Of an indicator of which nobody said which options it counts."""
    cells = [shares.get((code, *place[1:])) for code in indicators if code not in findings.counted]
    return any(cell is not None and cell.state != State.SHOWN for cell in cells)


def _sums(options: Options, links: list) -> list[tuple[list[Cell], tuple[int, int], State]]:
    """Options that together add up to something shown: all to the base, some to an indicator, those outside its base.

    Where several indicators share the question, the options that none of them tells apart are known together. The
    shortest sums come first: what covers there covers in the longer ones too.
    """
    whole = next(iter(options.values())).n
    sums = [(list(options.values()), (whole, whole), State.SHOWN)]
    names: dict[float, tuple] = {code: () for code in options}
    for counts, others, share in links:
        low, high = share.range
        outside = options.keys() - counts - others
        parts = ((counts, (low, high)), (others, (share.n - high, share.n - low)))
        sums += [([options[code] for code in sorted(part)], total, share.state) for part, total in parts if part]
        if share.state in IS_SHOWN and outside:
            sums.append(([options[code] for code in sorted(outside)], (whole - share.n,) * 2, State.SHOWN))
        if share.state == State.SHOWN:
            names = {code: (*name, code in counts, code in others) for code, name in names.items()}
    for name in set(names.values()):
        cells = [options[code] for code in options if names[code] == name]
        known = sum(cell.yes for cell in cells)
        sums.append((cells, (known, known), State.SHOWN))
    return sorted(sums, key=lambda sum_of: len(sum_of[0]))


def _protect_groups(
    tables: dict[Place, Options], listed: dict[Place, set[str]], shares: Mapping[Key, Cell], policy: Policy
) -> None:
    """A group's answers are shown whole or not at all, as its share is; another group covers for one that is not."""
    breakdowns: dict[tuple[str, str, str], list[Place]] = {}
    for place in tables:
        if place[2]:
            breakdowns.setdefault(place[:3], []).append(place)
    for (column, wave, _), places in breakdowns.items():
        everyone = tables.get((column, wave, "", "everyone"))
        groups = [tables[place] for place in places]
        for place, options in zip(places, groups, strict=True):
            of_share = [shares.get((code, *place[1:])) for code in listed[place]]
            if _is_hidden(options) or any(cell is not None and cell.state != State.SHOWN for cell in of_share):
                _withhold(options)
        if everyone is not None:
            _cover_groups(groups, everyone, policy)


def _cover_groups(groups: list[Options], everyone: Options, policy: Policy) -> None:
    while True:
        hidden = [options for options in groups if _is_hidden(options)]
        shown = [options for options in groups if not _is_hidden(options)]
        if not hidden or not shown:
            return
        for code, total in everyone.items():
            cells = [options[code] for options in groups if code in options]
            rest = max(total.n - sum(cell.n for cell in cells), 0)
            copies = [Cell(cell.n, cell.yes, cell.state, cell.policy) for cell in cells]
            if protect(copies, total.range, rest, policy, total.state):
                break
        else:
            return
        _withhold(min(shown, key=_base))


def _is_hidden(options: Options) -> bool:
    return any(cell.state != State.SHOWN for cell in options.values())


def _base(options: Options) -> int:
    return max(cell.n for cell in options.values())


def _withhold(options: Options) -> None:
    for cell in options.values():
        cell.state = State.WITHHELD
