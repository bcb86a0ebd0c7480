"""A sheet of paper to write on: boxes in a grid, empty or filled, and what becomes of text that fills more than its box.

Heights are reckoned with a font somewhat wider than most, since the one that a browser prints with isn't known here.
Where that is not enough, a row grows and the page goes on overleaf: nothing is cut off.
"""

from dataclasses import dataclass, replace
from math import ceil

WIDTH_MM, HEIGHT_MM = 399.0, 255.0
"""What A3 on its side leaves for the boxes, without margins, title and foot."""
GAP_MM, PADDING_MM = 3.0, 2.5
SIZES = (14.0, 12.5, 11.0, 10.0, 9.0, 8.0)
"""Points: the sizes of text that are tried, the largest first."""
TITLE, PROMPT = 11.0, 8.5
POINT_MM = 0.3528
LETTER, LEADING, APART = 0.53, 1.36, 0.35
"""The width of a letter, the height of a line and the space between two texts, each over the size of the text."""
ROOM_FOR_OVER = 2
"""Lines kept free where a text goes on overleaf."""


@dataclass(frozen=True)
class Box:
    """One box of a sheet. Without `lines` it is one to write in."""

    area: str
    title: str
    prompt: str = ""
    lines: tuple[str, ...] = ()
    ticks: tuple[tuple[str, bool], ...] = ()
    """Choices with whether each is ticked."""
    n_slots: int = 0
    """How many numbered lines to write on there are where nothing is written yet."""
    is_note: bool = False
    """Drawn with a broken line: it says something about what stands above it."""
    goes_on: bool = False
    """Its lines are cut short here, and whole overleaf."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its boxes in the areas of a grid, and how the height that is left is shared among the rows."""

    title: str
    subtitle: str
    areas: tuple[str, ...]
    shares: tuple[float, ...]
    boxes: tuple[Box, ...]
    foot: str

    @property
    def is_blank(self) -> bool:
        return not any(box.lines or any(is_ticked for _, is_ticked in box.ticks) for box in self.boxes)

    def rows_of(self, box: Box) -> range:
        """The rows that a box stands in."""
        rows = [at for at, row in enumerate(self.areas) if box.area in row.split()]
        return range(rows[0], rows[-1] + 1)

    def width_of(self, box: Box) -> float:
        """The room for text in a box, in millimetres."""
        columns = self.areas[self.rows_of(box)[0]].split()
        one = (WIDTH_MM - GAP_MM * (len(columns) - 1)) / len(columns)
        n = columns.count(box.area)
        return n * one + (n - 1) * GAP_MM - 2 * PADDING_MM


@dataclass(frozen=True)
class Fitted:
    """A sheet as it is to be printed: at which size, how high its rows are, and what goes on overleaf."""

    sheet: Sheet
    size: float
    heights: tuple[float, ...]
    overleaf: tuple[Box, ...] = ()


def fitted(sheet: Sheet) -> Fitted:
    """The sheet at the largest size at which it fits on one side; else at the smallest, with the longest texts overleaf."""
    size = next((size for size in SIZES if _fits(sheet, size)), SIZES[-1])
    cut, over = sheet, {}
    while not _fits(cut, size):
        left = [box for box in cut.boxes if box.lines and not box.goes_on]
        if not left:
            break
        longest = max(left, key=lambda box: needs(cut, box, size))
        over[longest.area] = longest
        short = replace(longest, lines=_shortened(cut, longest, size), goes_on=True)
        cut = replace(cut, boxes=tuple(short if box is longest else box for box in cut.boxes))
    return Fitted(cut, size, _shared(cut, size), tuple(over[box.area] for box in sheet.boxes if box.area in over))


def needs(sheet: Sheet, box: Box, size: float) -> float:
    """The height of a box with its text at a size, in millimetres."""
    width = sheet.width_of(box)
    head = _high(box.title, width, TITLE) + (_high(box.prompt, width, PROMPT) + 1.5 if box.prompt else 0)
    said = sum(_high(text, width, size) for text in box.lines) + size * POINT_MM * APART * len(box.lines)
    ticks = sum(_high(f"    {label}", width, size) for label, _ in box.ticks)
    over = _high("x", width, size) if box.goes_on else 0
    slots = 0 if box.lines else box.n_slots * 6.0
    return 2 * PADDING_MM + 1 + head + said + ticks + over + slots


def _fits(sheet: Sheet, size: float) -> bool:
    return sum(_least(sheet, size)) + GAP_MM * (len(sheet.areas) - 1) <= HEIGHT_MM


def _least(sheet: Sheet, size: float) -> list[float]:
    """How high each row has to be: for its fullest box, and for what a box over several rows needs beyond them."""
    heights = [0.0] * len(sheet.areas)
    for box in sorted(sheet.boxes, key=lambda box: len(sheet.rows_of(box))):
        rows = sheet.rows_of(box)
        there = sum(heights[row] for row in rows) + GAP_MM * (len(rows) - 1)
        for row in rows:
            heights[row] += max(0.0, needs(sheet, box, size) - there) / len(rows)
    return heights


def _shared(sheet: Sheet, size: float) -> tuple[float, ...]:
    """The rows with what is left of the page shared among them."""
    least = _least(sheet, size)
    left = max(0.0, HEIGHT_MM - sum(least) - GAP_MM * (len(least) - 1))
    return tuple(high + left * share / sum(sheet.shares) for high, share in zip(least, sheet.shares, strict=True))


def _high(text: str, width: float, size: float) -> float:
    """The height of a text in a width, both in millimetres."""
    letters = max(1, int(width / (size * LETTER * POINT_MM)))
    n_lines = sum(max(1, ceil(len(part) / letters)) for part in text.split("\n"))
    return n_lines * size * LEADING * POINT_MM


def _shortened(sheet: Sheet, box: Box, size: float) -> tuple[str, ...]:
    """As much of a box's text as its share of the page has room for, ended between two words."""
    share = sum(sheet.shares[row] for row in sheet.rows_of(box)) / sum(sheet.shares)
    line = size * LEADING * POINT_MM
    empty = needs(sheet, replace(box, lines=(), n_slots=0), size)
    room = int((HEIGHT_MM * share - GAP_MM - empty) / line) - ROOM_FOR_OVER
    per_line = int(sheet.width_of(box) / (size * LETTER * POINT_MM))
    kept: list[str] = []
    for text in box.lines:
        n_lines = round(_high(text, sheet.width_of(box), size) / line)
        if n_lines > room:
            begun = text.replace("\n", " ")[: max(room, 0) * per_line].rpartition(" ")[0]
            return (*kept, f"{begun} …") if begun else tuple(kept)
        kept.append(text)
        room -= n_lines + 1
    return tuple(kept)
