"""Cells that stand in several sums at once: the rows and columns of a table, the options of a question."""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from scipy import optimize
from scipy.sparse import csr_array, eye_array, kron

from helpers.disclosure.cells import BANDS, IS_SHOWN, Cell, State, protect
from helpers.disclosure.policies import Policy

SLACK = 1e-6
"""What the solver's tolerance leaves behind."""


class Line(NamedTuple):
    """Parts, each times its weight, and from `less` to `rest` besides add up to the total.

    Without weights each counts once. `rest`: people of the total who are in no part. `less`, nothing or negative: how
    often people in several parts are counted too much.
    """

    parts: list[Cell]
    total: Cell
    rest: int = 0
    less: int = 0
    weights: tuple[float, ...] = ()

    @property
    def is_plain(self) -> bool:
        """A sum of parts that share nobody."""
        return not self.less and not self.weights


def protect_lines(inner: Sequence[Cell], others: Sequence[Cell], lines: Sequence[Line], policy: Policy) -> None:
    """Withhold inner cells until neither they nor the others (totals among them) are given away.

    First line by line, shortest first, since what covers in a short one covers in the longer ones too; then by
    the exact bounds that all lines together leave (linear programming).
    """
    in_order = sorted((line for line in lines if line.is_plain), key=lambda line: len(line.parts))
    while any([protect(line.parts, line.total.range, line.rest, policy, line.total.state) for line in in_order]):
        pass
    while exposed := _exposed([*inner, *others], lines, {id(cell) for cell in inner}, policy):
        chosen = _next(exposed, inner, lines)
        if chosen is None:
            return
        chosen.state = State.COVER if chosen.state == State.SHOWN else State.WITHHELD


def bounds(cells: Sequence[Cell], lines: Sequence[Line], unknown: Collection[int] = ()) -> list[tuple[int, int]]:
    """The lowest and highest count each cell can have, given everything shown about all of them.

    Of the cells whose `id` is in `unknown` nothing is known but their base.
    """
    all_cells = list({id(each): each for line in lines for each in (*line.parts, line.total)}.values())
    place = {id(each): at for at, each in enumerate(all_cells)}
    asked = [cell for cell in cells if id(cell) in place]
    ranges = [each.nearly or (0, each.n) if id(each) in unknown else each.range for each in all_cells]
    ranges += [(line.less, line.rest) for line in lines]
    find = _in_whole_people if any(line.weights for line in lines) else _at_once
    found = {id(cell): cell.range for cell in cells}
    if asked:
        found |= find([place[id(cell)] for cell in asked], asked, ranges, _matrix(lines, place))
    return [found[id(cell)] for cell in cells]


Ranges = list[tuple[int, int]]


def _at_once(places: list[int], asked: list[Cell], ranges: Ranges, matrix: csr_array) -> dict[int, tuple[int, int]]:
    """All questions put to the solver as so many copies of the same sums: starting it takes longer than solving.

    Of plain sums the ends that it finds are whole people, or close enough.
    """
    aims = np.zeros((len(asked), 2, len(ranges)))
    for at, place in enumerate(places):
        aims[at, :, place] = 1, -1
    sums = kron(eye_array(2 * len(asked)), matrix, format="csr")
    solved = optimize.linprog(
        aims.ravel(), A_eq=sums, b_eq=np.zeros(sums.shape[0]), bounds=ranges * (2 * len(asked)), method="highs"
    )
    if not solved.success:
        return {}
    ends = (np.abs(aims) * solved.x.reshape(aims.shape)).sum(axis=2)
    return {
        id(cell): (math.ceil(low - SLACK), math.floor(high + SLACK))
        for cell, (low, high) in zip(asked, ends, strict=True)
    }


def _in_whole_people(
    places: list[int], asked: list[Cell], ranges: Ranges, matrix: csr_array
) -> dict[int, tuple[int, int]]:
    """Where people count by their scores, whole numbers of them leave less open than fractions would."""
    rules, limits = optimize.LinearConstraint(matrix, 0, 0), optimize.Bounds(*np.array(ranges, dtype=float).T)
    found = {}
    for cell, place in zip(asked, places, strict=True):
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(ranges))
            aim[place] = sign
            solved = optimize.milp(aim, constraints=rules, bounds=limits, integrality=np.ones(len(ranges)))
            if solved.success:
                ends.append(round(sign * solved.fun))
        if len(ends) == 2:
            found[id(cell)] = ends[0], ends[1]
    return found


def _matrix(lines: Sequence[Line], place: dict[int, int]) -> csr_array:
    """One row per line: its parts and its rest, less its total."""
    at, values, ends = [], [], [0]
    for row, line in enumerate(lines):
        at += [*(place[id(each)] for each in line.parts), place[id(line.total)], len(place) + row]
        values += [*(line.weights or [1.0] * len(line.parts)), -1.0, 1.0]
        ends.append(len(at))
    return csr_array((values, at, ends), shape=(len(lines), len(place) + len(lines)))


def _exposed(cells: Sequence[Cell], lines: Sequence[Line], unknown: Collection[int], policy: Policy) -> Cell | None:
    """The first cell of which more is told than its state says, and more than if every inner cell were withheld."""
    held = [cell for cell in cells if cell.state != State.SHOWN]
    suspects = []
    for cell, (low, high) in zip(held, bounds(held, lines), strict=True):
        is_wide = cell.state not in BANDS and high - low + 1 >= cell.needed
        if (low, high) != cell.range and not is_wide:
            suspects.append((cell, low, high))
    alone = bounds([cell for cell, *_ in suspects], lines, unknown)
    for (cell, low, high), (alone_low, alone_high) in zip(suspects, alone, strict=True):
        own_low, own_high = cell.open_range
        free = max(own_low, alone_low), min(own_high, alone_high)
        is_told = high - low + 1 < min(cell.needed, free[1] - free[0] + 1)
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
