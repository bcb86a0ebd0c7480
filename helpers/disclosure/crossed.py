"""Two breakdowns crossed: every cell stands in a row and in a column, whose totals are shown too."""

from collections.abc import Mapping

from helpers.disclosure.cells import Cell
from helpers.disclosure.lines import Line, protect_lines
from helpers.disclosure.policies import Policy


def protect_crossed(breakdowns: Mapping[str, Mapping[str, Cell]], everyone: Cell | None, policy: Policy) -> None:
    """Withhold cells of crossed breakdowns until neither they nor the margins are given away.

    All crossed breakdowns of an indicator together: two that share a margin tell of it, and so of each other.
    """
    crossed = [name for name in breakdowns if "*" in name]
    margins = dict.fromkeys(part for name in crossed for part in name.split("*") if part in breakdowns)
    sums = [one for name in crossed for one in _rows_and_columns(name, breakdowns)]
    if everyone is not None:
        sums += [(list(breakdowns[name].values()), everyone) for name in (*crossed, *margins)]
    rests = [total.n - sum(cell.n for cell in cells) for cells, total in sums]
    lines = [Line(cells, total, rest) for (cells, total), rest in zip(sums, rests, strict=True) if rest >= 0 and cells]
    inner, others = ([cell for name in names for cell in breakdowns[name].values()] for names in (crossed, margins))
    protect_lines(inner, others, lines, policy)


def _rows_and_columns(name: str, breakdowns: Mapping[str, Mapping[str, Cell]]) -> list[tuple[list[Cell], Cell]]:
    sums = []
    for place, part in enumerate(name.split("*")):
        for label, total in breakdowns.get(part, {}).items():
            cells = [cell for group, cell in breakdowns[name].items() if is_in(group, label, place)]
            sums.append((cells, total))
    return sums


def is_in(group: str, label: str, place: int) -> bool:
    """Whether a crossed group lies in a group of its first (0) or second (1) breakdown."""
    return group.startswith(f"{label} / ") if place == 0 else group.endswith(f" / {label}")
