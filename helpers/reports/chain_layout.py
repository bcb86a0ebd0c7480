"""Where everything in a drawn theory of change stands: boxes grow with their text, and nothing overlaps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from helpers.reports.model import Chain
from helpers.reports.wrapping import drawable, lines, measure

WIDTH, PER_ROW = 620, 4
"""Points: less than the width of a report's column, so that text in it is nearly as large as beside it; boxes in a row."""
SIZE, LEADING = 11.5, 15
GAP, EDGE, NOTE_GAP, PADDING, LINE = 28, 22, 10, 8, 1.5
"""Between two boxes, where the arrow is; beside the rows, where the way to the next row runs; between notes; in a box."""
BELOW, BETWEEN_ROWS = 12, 34
EMPTY = "Not yet filled in"
OTHERS = "What it rests on as a whole"


@dataclass(frozen=True)
class Placed:
    """A box or a note with its lines. `top` counts from the top of the picture downwards."""

    x: float
    top: float
    width: float
    height: float
    head: tuple[str, ...]
    text: tuple[str, ...]
    is_empty: bool = False
    letter: str = ""
    """Of a note: the letter that marks its link."""
    link: tuple[int, int] | None = None
    """Of a note: from which box to which its link leads."""

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Row:
    """Boxes side by side, and below them the notes on the links that leave them."""

    boxes: tuple[Placed, ...]
    notes: tuple[Placed, ...]

    @property
    def bottom(self) -> float:
        return max(one.bottom for one in (*self.boxes, *self.notes))


@dataclass(frozen=True)
class Layout:
    """Everything placed, and how large the picture is."""

    rows: tuple[Row, ...]
    rest: tuple[Placed, ...]
    """What rests on no one link."""
    width: float
    height: float

    @property
    def boxes(self) -> tuple[Placed, ...]:
        return tuple(box for row in self.rows for box in row.boxes)

    @property
    def notes(self) -> tuple[Placed, ...]:
        return (*(note for row in self.rows for note in row.notes), *self.rest)


Said = tuple[str, str, tuple[int, int] | None]
"""A heading, a text, and of a note the link it is about."""


def layout(chain: Chain, per_row: int = PER_ROW, width: float = WIDTH) -> Layout:
    """Rows of boxes from left to right, below each what its links rest on, and last what rests on no one link.

    Parameters
    ----------
    per_row
        How many boxes stand side by side.
    width
        Of the picture, in points.
    """
    edge = EDGE if len(chain.links) > per_row else LINE
    rows: list[Row] = []
    for start in range(0, len(chain.links), per_row):
        top = rows[-1].bottom + BETWEEN_ROWS if rows else LINE
        letters = ascii_uppercase[sum(len(row.notes) for row in rows) :]
        rows.append(_row(chain, start, per_row, (edge, top, width - 2 * edge), letters))
    others = [f"{link}: {text}" for link, text, where in _assumed(chain) if where is None]
    rest = _side_by_side([(OTHERS, _listed(others), None)], edge, rows[-1].bottom + BELOW, width - 2 * edge)
    rest = rest if others else ()
    return Layout(tuple(rows), rest, width, max(rows[-1].bottom, *(note.bottom for note in rest), 0) + LINE)


def _row(chain: Chain, start: int, per_row: int, place: tuple[float, float, float], letters: str) -> Row:
    x, top, width = place
    boxes = _side_by_side([(*link, None) for link in chain.links[start : start + per_row]], x, top, width, GAP)
    said = _resting(chain, range(start, start + len(boxes)))
    notes: tuple[Placed, ...] = ()
    at_most = max(1, per_row - 1)
    for first in range(0, len(said), at_most):
        below = (notes or boxes)[-1].bottom + (NOTE_GAP if notes else BELOW)
        notes += _side_by_side(said[first : first + at_most], x, below, width)
    return Row(boxes, tuple(replace(note, letter=letter) for note, letter in zip(notes, letters, strict=False)))


def _resting(chain: Chain, places: range) -> list[Said]:
    """What the links that leave these boxes rest on: one note for each link, in their order."""
    found: dict[tuple[int, int], tuple[str, list[str]]] = {}
    for name, text, where in _assumed(chain):
        if where and where[0] in places:
            found.setdefault(where, (name, []))[1].append(text)
    return [(name, _listed(texts), link) for link, (name, texts) in sorted(found.items())]


def _assumed(chain: Chain) -> list[tuple[str, str, tuple[int, int] | None]]:
    between = chain.between or (None,) * len(chain.assumptions)
    return [(link, text, where) for (link, text), where in zip(chain.assumptions, between, strict=True)]


def _listed(texts: Sequence[str]) -> str:
    """One text as it is, several as a list."""
    return texts[0] if len(texts) == 1 else "\n".join(f"– {text}" for text in texts)


def _side_by_side(
    said: Sequence[Said], x: float, top: float, width: float, gap: float = NOTE_GAP
) -> tuple[Placed, ...]:
    """Boxes of one height across a width; who has more to say is wider, so that the row is less tall."""
    placed: list[Placed] = []
    for (head, text, link), wide in zip(said, _widths(said, width - gap * (len(said) - 1)), strict=True):
        placed.append(_placed(x, top, wide, head, text, link))
        x = placed[-1].right + gap
    tallest = max(one.height for one in placed)
    return tuple(replace(one, height=tallest) for one in placed)


def _widths(said: Sequence[Said], room: float) -> list[float]:
    """By the length of the texts, but at least what the longest word needs, where that is within an equal share."""
    least = [min(_longest_word(head, text) + 2 * PADDING + 1, room / len(said)) for head, text, _ in said]
    weights = [40 + len(text) + 10 * text.count("\n") for _, text, _ in said]
    pinned: set[int] = set()
    while True:
        free = [at for at in range(len(said)) if at not in pinned]
        unit = (room - sum(least[at] for at in pinned)) / sum(weights[at] for at in free)
        tight = {at for at in free if weights[at] * unit < least[at]}
        if not tight or len(tight) == len(free):
            return [least[at] if at in pinned else weights[at] * unit for at in range(len(said))]
        pinned |= tight


def _longest_word(head: str, text: str) -> float:
    inside = max((measure(word, SIZE) for word in drawable(text).split()), default=0)
    return max(inside, *(measure(word, SIZE, is_bold=True) + LEADING + 4 for word in head.split()))


def _placed(x: float, top: float, width: float, head: str, text: str, link: tuple[int, int] | None) -> Placed:
    room = width - 2 * PADDING
    # a note's letter stands where its heading begins
    headed = lines(head, room - (LEADING + 4 if link else 0), SIZE, is_bold=True)
    said = lines(text, room, SIZE) or lines(EMPTY, room, SIZE)
    height = LEADING * (len(headed) + len(said)) + 2 * PADDING + LEADING / 4
    return Placed(x, top, width, height, headed, said, not text.strip(), link=link)
