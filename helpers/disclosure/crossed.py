"""Two breakdowns crossed: every cell stands in a row and in a column, whose totals are shown too."""

from collections.abc import Collection, Mapping

import numpy as np
from scipy import optimize
from scipy.sparse import csr_array

from helpers.disclosure.cells import BANDS, IS_SHOWN, Cell, State, protect
from helpers.disclosure.policies import Policy

Line = tuple[list[Cell], Cell]
"""Cells and the cell they add up to."""


def protect_crossed(
    name: str, breakdowns: Mapping[str, Mapping[str, Cell]], everyone: Cell | None, policy: Policy
) -> None:
    """Withhold cells of a crossed breakdown until neither they nor the margins are given away.

    First line by line, as in one breakdown; then by the exact bounds of all lines together (linear programming).
    """
    crossed = list(breakdowns[name].values())
    margins = [list(breakdowns.get(part.strip(), {}).values()) for part in name.split("*")]
    lines = _lines(name, breakdowns)
    if everyone is not None:
        lines += [(cells, everyone) for cells in (crossed, *margins) if cells]
    changed = True
    while changed:
        changed = False
        for cells, total in lines:
            rest = total.n - sum(cell.n for cell in cells)
            if rest >= 0 and cells:
                changed = protect(cells, total.range, rest, policy, total.state) or changed
    inside = {id(cell) for cell in crossed}
    judged = [cell for cells in (crossed, *margins) for cell in cells]
    while any(_exposed(cell, lines, inside, policy) for cell in judged if cell.state != State.SHOWN):
        shown = [cell for cell in crossed if cell.state == State.SHOWN] or [
            cell for cell in crossed if cell.state in IS_SHOWN
        ]
        if not shown:
            break
        min(shown, key=lambda cell: (cell.n, cell.yes)).state = State.COVER


def _lines(name: str, breakdowns: Mapping[str, Mapping[str, Cell]]) -> list[Line]:
    lines = []
    for place, part in enumerate(name.split("*")):
        for label, total in breakdowns.get(part.strip(), {}).items():
            ends = (lambda group, label=label: group.startswith(f"{label} / ")) if place == 0 else (
                lambda group, label=label: group.endswith(f" / {label}")
            )  # fmt: skip
            lines.append(([cell for group, cell in breakdowns[name].items() if ends(group)], total))
    return lines


def _exposed(cell: Cell, lines: list[Line], inside: set[int], policy: Policy) -> bool:
    """Against what the margins tell when the whole crossed table is withheld."""
    low, high = bounds(cell, lines)
    if (low, high) == cell.range:
        return False
    own_low, own_high = cell.open_range
    alone_low, alone_high = bounds(cell, lines, inside)
    free = max(own_low, alone_low), min(own_high, alone_high)
    if cell.state in BANDS:
        return low > free[0] or high < free[1]
    needed = 2 if cell.state == State.COVER else policy.doubt
    return high - low + 1 < min(needed, free[1] - free[0] + 1)


def bounds(cell: Cell, lines: list[Line], unknown: Collection[int] = ()) -> tuple[int, int]:
    """The lowest and highest count a cell can have, given everything shown about all of them.

    Of the cells whose `id` is in `unknown` nothing is known but their base.
    """
    cells = list({id(each): each for part, total in lines for each in (*part, total)}.values())
    place = {id(each): at for at, each in enumerate(cells)}
    if id(cell) not in place:
        return cell.range
    rests = [max(total.n - sum(each.n for each in part), 0) for part, total in lines]
    at, values, ends = [], [], [0]
    for row, (part, total) in enumerate(lines):
        at += [*(place[id(each)] for each in part), place[id(total)], len(cells) + row]
        values += [1.0] * len(part) + [-1.0, 1.0]
        ends.append(len(at))
    sums = csr_array((values, at, ends), shape=(len(lines), len(cells) + len(lines)))
    ranges = [(0, each.n) if id(each) in unknown else each.range for each in cells]
    ranges += [(0, rest) for rest in rests]
    found = []
    for sign in (1, -1):
        aim = np.zeros(len(ranges))
        aim[place[id(cell)]] = sign
        solved = optimize.linprog(aim, A_eq=sums, b_eq=np.zeros(len(lines)), bounds=ranges, method="highs")
        found.append(sign * solved.fun if solved.success else cell.range[0 if sign == 1 else 1])
    return int(np.ceil(found[0] - 1e-6)), int(np.floor(found[1] + 1e-6))
