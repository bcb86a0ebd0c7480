"""Two breakdowns crossed: every cell stands in a row and in a column, whose totals are shown too."""

from collections.abc import Mapping

from helpers.disclosure.cells import Cell
from helpers.disclosure.lines import Line, protect_lines
from helpers.disclosure.policies import Policy


def protect_crossed(
    name: str, breakdowns: Mapping[str, Mapping[str, Cell]], everyone: Cell | None, policy: Policy
) -> None:
    """Withhold cells of a crossed breakdown until neither they nor the margins are given away."""
    crossed = list(breakdowns[name].values())
    margins = [list(breakdowns.get(part.strip(), {}).values()) for part in name.split("*")]
    sums = _rows_and_columns(name, breakdowns)
    if everyone is not None:
        sums += [(cells, everyone) for cells in (crossed, *margins) if cells]
    rests = [total.n - sum(cell.n for cell in cells) for cells, total in sums]
    lines = [Line(cells, total, rest) for (cells, total), rest in zip(sums, rests, strict=True) if rest >= 0 and cells]
    protect_lines(crossed, [cell for cells in margins for cell in cells], lines, policy)


def _rows_and_columns(name: str, breakdowns: Mapping[str, Mapping[str, Cell]]) -> list[tuple[list[Cell], Cell]]:
    sums = []
    for place, part in enumerate(name.split("*")):
        for label, total in breakdowns.get(part.strip(), {}).items():
            cells = [cell for group, cell in breakdowns[name].items() if _is_in(group, label, place)]
            sums.append((cells, total))
    return sums


def _is_in(group: str, label: str, place: int) -> bool:
    return group.startswith(f"{label} / ") if place == 0 else group.endswith(f" / {label}")
