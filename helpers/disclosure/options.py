"""Answers to a one-answer question: its options add up to its base, some of them to an indicator, groups to everyone."""

import math
from collections.abc import Mapping

from helpers.disclosure.cells import IS_SHOWN, Cell, State, exactly, mirrored, state_of
from helpers.disclosure.frames import Findings, Key
from helpers.disclosure.lines import Line, protect_lines
from helpers.disclosure.policies import Policy
from helpers.disclosure.unions import Options, Place, protect_unions

TINY = 1e-9
"""What binary fractions leave behind."""


def protect_options(
    tables: Mapping[Place, Options],
    listed: Mapping[Place, set[str]],
    findings: Findings,
    shares: Mapping[Key, Cell],
    policy: Policy,
) -> None:
    """Everyone's answers first, then those of each breakdown's groups: all of them or none."""
    every = []
    for place, options in tables.items():
        if not place[2]:
            lines = _sums(place, options, listed[place], findings, shares, policy)
            protect_lines(list(options.values()), _totals(lines), lines, policy)
            every += lines
    of_everyone = {place: options for place, options in tables.items() if not place[2]}
    protect_unions(of_everyone, every, findings, shares, policy)
    breakdowns: dict[tuple[str, str, str], list[Place]] = {}
    for place in tables:
        if place[2]:
            breakdowns.setdefault(place[:3], []).append(place)
    for (column, wave, _), places in breakdowns.items():
        everyone = tables.get((column, wave, "", "everyone"), {})
        if _is_telling(places, tables, everyone, listed, shares, policy):
            for place in places:
                for cell in tables[place].values():
                    cell.state = State.WITHHELD


def _is_telling(
    places: list[Place],
    tables: Mapping[Place, Options],
    everyone: Options,
    listed: Mapping[Place, set[str]],
    shares: Mapping[Key, Cell],
    policy: Policy,
) -> bool:
    """Whether the answers of a breakdown's groups tell more than is shown: then none of them is.

    Options add up to bases, groups to everyone, and some options to shares. Of that many sums a few withheld cells are
    hardly ever safe, so groups' answers are shown only where every one of them, and all they add up to, is shown.
    """
    cells = [*everyone.values(), *(cell for place in places for cell in tables[place].values())]
    whole = next(iter(everyone.values())).n if everyone else 0
    rest = whole - sum(next(iter(tables[place].values())).n for place in places)
    wheres = {place[1:] for place in places} | {(places[0][1], "", "everyone")}
    linked = [shares.get((code, *where)) for place in places for code in listed[place] for where in wheres]
    is_partial = any(cell is not None and cell.state != State.SHOWN for cell in [*cells, *linked])
    return is_partial or 0 < rest < policy.smallest_base


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
    lines = [Line(list(options.values()), exactly(whole, policy))]
    for counts, others, share in known:
        rest_of_base = mirrored(share)
        lines += [
            Line([options[code] for code in sorted(part)], total)
            for part, total in ((counts, share), (others, rest_of_base))
            if part
        ]
        if share.state in IS_SHOWN:
            lines.append(Line([share, rest_of_base], exactly(share.n, policy)))
        if share.has_mean and share.state == State.SHOWN and policy.decimals_of_means is not None:
            lines.append(_mean({code: options[code] for code in sorted(counts | others)}, share.n, policy))
    return lines


def _mean(scores: Options, n: int, policy: Policy) -> Line:
    """Scores add up to their mean times the people, as far as its decimals tell."""
    total = round(sum(code * cell.yes for code, cell in scores.items()))
    half = 0.5 * 10.0**-policy.decimals_of_means
    mean = round(total / n, policy.decimals_of_means)
    lowest, highest = math.ceil((mean - half) * n - TINY), math.floor((mean + half) * n + TINY)
    return Line(list(scores.values()), exactly(total, policy), total - lowest, total - highest, tuple(scores))


Link = tuple[frozenset[float], frozenset[float], Cell] | tuple[()]


def _link(
    place: Place, options: Options, indicator: str, findings: Findings, shares: Mapping[Key, Cell]
) -> Link | None:
    """Which options an indicator counts, and its share; () where they don't add up to it, None where nobody said."""
    cell = shares.get((indicator, *place[1:]))
    if cell is None:
        return ()
    if indicator not in findings.counted:
        return () if indicator in findings.unions else None
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
