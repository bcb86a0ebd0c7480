"""People in at least one of several sets of answers: those who ticked any option, those who miss any of two conditions.

How many they are lies between the largest set and the sum of all; so their share and the sets' tell of each other.
"""

from collections.abc import Mapping, Sequence

from helpers.disclosure.cells import Cell, exactly, mirrored
from helpers.disclosure.frames import Findings, Key, Union
from helpers.disclosure.lines import Line, protect_lines
from helpers.disclosure.policies import Policy

Place = tuple[str, str, str, str]
"""Column, wave, group_by, group: one distribution, under however many indicators it is listed."""
Options = dict[float, Cell]


def protect_unions(
    tables: Mapping[Place, Options],
    sums: Sequence[Line],
    findings: Findings,
    shares: Mapping[Key, Cell],
    policy: Policy,
) -> None:
    """Withhold answers until neither they nor the shares of their unions are given away.

    Parameters
    ----------
    sums
        What adds up among the same answers: to their base, over groups to everyone.
    """
    options = {id(cell) for table in tables.values() for cell in table.values()}
    of_wave: dict[tuple[str, str], list[Line]] = {}
    for (indicator, *where), share in shares.items():
        if indicator in findings.unions:
            found = _lines(findings.unions[indicator], share, tuple(where), tables, policy)
            of_wave.setdefault((indicator, where[0]), []).extend(found)
    for lines in of_wave.values():
        touched = {id(cell) for cell in _cells(lines)}
        lines += [line for line in sums if touched & {id(cell) for cell in _cells([line])}]
        cells = _cells(lines)
        inner = [cell for cell in cells if id(cell) in options]
        protect_lines(inner, [cell for cell in cells if id(cell) not in options], lines, policy)


def _cells(lines: Sequence[Line]) -> list[Cell]:
    return list({id(cell): cell for line in lines for cell in (*line.parts, line.total)}.values())


def _lines(
    union: Union, share: Cell, where: tuple[str, str, str], tables: Mapping[Place, Options], policy: Policy
) -> list[Line]:
    """Each set is no larger than the union, all together no smaller; an answer that means none of them is the rest."""
    found = [(tables.get((column, *where), {}), frozenset(map(float, codes))) for column, codes in union.sets]
    sets = [[cell for code, cell in table.items() if code in codes] for table, codes in found]
    if not all(sets):
        return []
    whole = share if union.counts else mirrored(share)
    parts = [cell for cells in sets for cell in cells]
    n = max(cell.n for cell in (share, *parts))
    lines = [Line(cells, whole, rest=n) for cells in sets] + [Line(parts, whole, less=-n * len(sets))]
    if whole is not share:
        lines.append(Line([share, whole], exactly(share.n, policy)))
    none = next(iter(tables.get((union.none, *where), {}).values()), None)
    if none is not None and none.yes == share.n - whole.yes:
        lines.append(Line([whole, none], exactly(share.n, policy)))
    return lines
