"""Cells that stand in several sums at once: the rows and columns of a table, the options of a question."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from scipy import optimize
from scipy.sparse import csr_array, eye_array, kron

from helpers.disclosure.cells import BANDS, IS_SHOWN, Cell, State, protect
from helpers.disclosure.policies import Policy


class Line(NamedTuple):
    """Parts, and up to `rest` people in none of them, add up to the total."""

    parts: list[Cell]
    total: Cell
    rest: int = 0


def protect_lines(inner: Sequence[Cell], others: Sequence[Cell], lines: Sequence[Line], policy: Policy) -> None:
    """Withhold inner cells until neither they nor the others (totals among them) are given away.

    First line by line, shortest first, since what covers in a short one covers in the longer ones too; then by
    the exact bounds that all lines together leave (linear programming).
    """
    in_order = sorted(lines, key=lambda line: len(line.parts))
    while any([protect(line.parts, line.total.range, line.rest, policy, line.total.state) for line in in_order]):
        pass
    while exposed := _exposed([*inner, *others], lines, {id(cell) for cell in inner}, policy):
        chosen = _next(exposed, inner, lines)
        if chosen is None:
            return
        chosen.state = State.COVER if chosen.state == State.SHOWN else State.WITHHELD


def bounds(cells: Sequence[Cell], lines: Sequence[Line], unknown: Collection[int] = ()) -> list[tuple[int, int]]:
    """The lowest and highest count each cell can have, given everything shown about all of them.

    Of the cells whose `id` is in `unknown` nothing is known but their base. All questions are put to the solver at once,
    as so many copies of the same sums: starting it takes longer than solving.
    """
    all_cells = list({id(each): each for line in lines for each in (*line.parts, line.total)}.values())
    place = {id(each): at for at, each in enumerate(all_cells)}
    asked = [cell for cell in cells if id(cell) in place]
    found = {id(cell): cell.range for cell in cells}
    if asked:
        ranges = [(0, each.n) if id(each) in unknown else each.range for each in all_cells]
        ranges += [(0, line.rest) for line in lines]
        aims = np.zeros((len(asked), 2, len(ranges)))
        for at, cell in enumerate(asked):
            aims[at, :, place[id(cell)]] = 1, -1
        sums = kron(eye_array(2 * len(asked)), _matrix(lines, place), format="csr")
        solved = optimize.linprog(
            aims.ravel(), A_eq=sums, b_eq=np.zeros(sums.shape[0]), bounds=ranges * (2 * len(asked)), method="highs"
        )
        if solved.success:
            ends = (np.abs(aims) * solved.x.reshape(aims.shape)).sum(axis=2)
            for cell, (low, high) in zip(asked, ends, strict=True):
                found[id(cell)] = int(np.ceil(low - 1e-6)), int(np.floor(high + 1e-6))
    return [found[id(cell)] for cell in cells]


def _matrix(lines: Sequence[Line], place: dict[int, int]) -> csr_array:
    """One row per line: its parts and its rest, less its total."""
    at, values, ends = [], [], [0]
    for row, line in enumerate(lines):
        at += [*(place[id(each)] for each in line.parts), place[id(line.total)], len(place) + row]
        values += [1.0] * len(line.parts) + [-1.0, 1.0]
        ends.append(len(at))
    return csr_array((values, at, ends), shape=(len(lines), len(place) + len(lines)))


def _exposed(cells: Sequence[Cell], lines: Sequence[Line], unknown: Collection[int], policy: Policy) -> Cell | None:
    """The first cell of which more is told than its state says, and more than if every inner cell were withheld."""
    held = [cell for cell in cells if cell.state != State.SHOWN]
    suspects = []
    for cell, (low, high) in zip(held, bounds(held, lines), strict=True):
        needed = 2 if cell.state == State.COVER else policy.doubt
        is_wide = cell.state not in BANDS and high - low + 1 >= needed
        if (low, high) != cell.range and not is_wide:
            suspects.append((cell, low, high, needed))
    alone = bounds([cell for cell, *_ in suspects], lines, unknown)
    for (cell, low, high, needed), (alone_low, alone_high) in zip(suspects, alone, strict=True):
        own_low, own_high = cell.open_range
        free = max(own_low, alone_low), min(own_high, alone_high)
        is_told = high - low + 1 < min(needed, free[1] - free[0] + 1)
        if is_told if cell.state not in BANDS else (low > free[0] or high < free[1]):
            return cell
    return None


def _next(exposed: Cell, inner: Sequence[Cell], lines: Sequence[Line]) -> Cell | None:
    """The smallest cell shown in a line with the exposed one, else anywhere; then the smallest band."""
    near = {id(part) for line in lines if _has(line, exposed) for part in line.parts}
    for states in ((State.SHOWN,), IS_SHOWN):
        shown = [cell for cell in inner if cell.state in states and cell is not exposed]
        beside = [cell for cell in shown if id(cell) in near]
        if shown:
            return min(beside or shown, key=lambda cell: (cell.n, cell.yes))
    return exposed if exposed.state in BANDS and any(exposed is cell for cell in inner) else None


def _has(line: Line, cell: Cell) -> bool:
    return line.total is cell or any(part is cell for part in line.parts)
