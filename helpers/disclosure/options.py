"""Answers to a one-answer question: its options add up to its base, some of them to an indicator, groups to everyone."""

from collections.abc import Mapping

from helpers.disclosure.cells import IS_SHOWN, Cell, State, state_of
from helpers.disclosure.frames import Findings, Key
from helpers.disclosure.lines import Line, protect_lines
from helpers.disclosure.policies import Policy

Place = tuple[str, str, str, str]
"""Column, wave, group_by, group: one distribution, under however many indicators it is listed."""
Options = dict[float, Cell]


def protect_options(
    tables: Mapping[Place, Options],
    listed: Mapping[Place, set[str]],
    findings: Findings,
    shares: Mapping[Key, Cell],
    policy: Policy,
) -> None:
    """Everyone's answers first, then those of each breakdown's groups beside them."""
    lines = {place: _sums(place, tables[place], listed[place], findings, shares, policy) for place in tables}
    for place, options in tables.items():
        if not place[2]:
            protect_lines(list(options.values()), _totals(lines[place]), lines[place], policy)
    breakdowns: dict[tuple[str, str, str], list[Place]] = {}
    for place in tables:
        if place[2]:
            breakdowns.setdefault(place[:3], []).append(place)
    for (column, wave, _), places in breakdowns.items():
        everyone = tables.get((column, wave, "", "everyone"), {})
        inner = [cell for place in places for cell in tables[place].values()]
        sums = [line for place in places for line in lines[place]]
        sums += lines.get((column, wave, "", "everyone"), [])
        for code, total in everyone.items():
            parts = [tables[place][code] for place in places if code in tables[place]]
            rest = total.n - sum(part.n for part in parts)
            if rest >= 0:
                sums.append(Line(parts, total, rest))
        protect_lines(inner, _totals(sums), sums, policy)


def _totals(lines: list[Line]) -> list[Cell]:
    """What the options add up to, each once: shares and everyone's answers are not to be given away either."""
    return list({id(line.total): line.total for line in lines}.values())


def _sums(
    place: Place,
    options: Options,
    indicators: set[str],
    findings: Findings,
    shares: Mapping[Key, Cell],
    policy: Policy,
) -> list[Line]:
    """Options that add up to something shown: all to the base, some to an indicator's share, those outside its base.

    Where that would tell too much whatever is withheld, the whole distribution is, and its base with it.
    """
    links = [_link(place, options, code, findings, shares) for code in sorted(indicators)]
    known = [link for link in links if link]
    is_touched = any(cell.state != State.SHOWN for cell in options.values())
    is_unknown = None in links and (is_touched or _share_is_withheld(place, indicators, findings, shares))
    if is_unknown or any(_tells_who_is_outside(options, link, policy) for link in known):
        for cell in options.values():
            cell.state = State.WITHHELD
        return []
    whole = next(iter(options.values())).n
    lines = [Line(list(options.values()), _exactly(whole, policy))]
    for counts, others, share in known:
        rest_of_base = Cell(
            share.n, share.n - share.yes, MIRROR.get(share.state, share.state), policy, share.is_sensitive
        )
        lines += [
            Line([options[code] for code in sorted(part)], total)
            for part, total in ((counts, share), (others, rest_of_base))
            if part
        ]
        if share.state in IS_SHOWN:
            lines.append(Line([share, rest_of_base], _exactly(share.n, policy)))
    return lines


MIRROR = {State.FEW: State.MOST, State.MOST: State.FEW}


def _exactly(n: int, policy: Policy) -> Cell:
    return Cell(n, n, State.SHOWN, policy)


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
