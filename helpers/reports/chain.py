"""The theory of change as a picture: boxes from left to right, and under their links what these rest on.

Drawn in black and white: what is full, empty or assumed is told apart by its line, never by its colour.
"""

from itertools import pairwise
from warnings import catch_warnings, simplefilter

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon, Rectangle

from helpers.reports import drawing
from helpers.reports.chain_layout import (
    EDGE,
    EMPTY,
    GAP,
    LEADING,
    LINE,
    PADDING,
    PER_ROW,
    SIZE,
    WIDTH,
    Layout,
    Placed,
    Row,
    layout,
)
from helpers.reports.drawing import INK
from helpers.reports.model import Chain, Figure, Table
from helpers.reports.theory import NO_LINK
from helpers.reports.wrapping import without_shape

SVG, PNG = "image/svg+xml", "image/png"
DASHED, DOTTED = (0, (6, 4)), (0, (1, 2.5))
ASCENT = 10.5
"""From the top of a line of text to the line it stands on."""
RADIUS = 7.5
HEAD_MIDDLE = PADDING + LEADING / 2
"""How far below the top of a box its arrows meet it."""


def figure(chain: Chain, media_type: str = SVG, per_row: int = PER_ROW) -> Figure:
    """The picture with its title, all of it in words, and a table of what it says.

    Parameters
    ----------
    media_type
        SVG, or PNG for programs that take no SVG.
    per_row
        How many boxes stand side by side: four for a page, seven for a wide sheet or a slide.
    """
    first, last = chain.links[0][0], chain.links[-1][0]
    title = f"Theory of change: from {first.lower()} to {last.lower()}"
    return Figure(title, draw(chain, media_type, per_row), media_type, in_words(chain), table(chain), _cautions(chain))


def draw(chain: Chain, media_type: str = SVG, per_row: int = PER_ROW) -> bytes:
    """The picture alone; the same chain gives the same bytes."""
    placed = layout(chain, per_row, WIDTH * max(1, per_row / PER_ROW))
    with drawing.style(), catch_warnings():
        simplefilter("ignore")  # about characters without a shape, which the cautions name
        axes = drawing.axes_of(placed.height, placed.width)
        axes.invert_yaxis()
        _draw(axes, placed)
        return drawing.slim(drawing.svg(axes)) if media_type == SVG else drawing.png(axes)


def in_words(chain: Chain) -> str:
    """All that the picture shows, as running text.

    Examples
    --------
    >>> in_words(Chain((("Problem", "Loneliness."), ("Steps", "")), (("Problem to steps", "People come."),)))
    'Problem: Loneliness. Steps: not yet filled in. What it rests on: Problem to steps: People come.'
    """
    said = [f"{name}: {_sentence(text) or 'not yet filled in.'}" for name, text in chain.links]
    rests = [f"{link}: {_sentence(text)}" for link, text in chain.assumptions]
    return " ".join([*said, *(["What it rests on:", *rests] if rests else [])])


def table(chain: Chain) -> Table:
    """The boxes in order, each with what the way to the next one rests on."""
    places = dict(enumerate(chain.links))
    under: dict[int | None, list[str]] = {}
    between = chain.between or (None,) * len(chain.assumptions)
    for (link, text), where in zip(chain.assumptions, between, strict=True):
        under.setdefault(where[0] if where else None, []).append(f"{link}: {text}")
    rows = [(name, text or EMPTY, " ".join(under.get(at, ()))) for at, (name, text) in places.items()]
    rows += [(NO_LINK, "", " ".join(under[None]))] if None in under else []
    return Table("The theory of change in words", ("Box", "What it says", "What the way on rests on"), tuple(rows))


def _sentence(text: str) -> str:
    plain = " ".join(text.split())
    return plain if not plain or plain[-1] in ".!?" else f"{plain}."


def _cautions(chain: Chain) -> tuple[str, ...]:
    said = "".join(text for pair in (*chain.links, *chain.assumptions) for text in pair)
    missing = without_shape(said)
    if not missing:
        return ()
    return (f"Some characters can't be drawn ({missing[:20]}). The words beside the picture have them all.",)


def _draw(axes: Axes, placed: Layout) -> None:
    for row in placed.rows:
        for before, after in pairwise(row.boxes):
            _arrow(axes, [before.right, after.x], [before.top + HEAD_MIDDLE] * 2)
    for above, below in pairwise(placed.rows):
        _to_next_row(axes, above, below.boxes[0])
    for box in placed.boxes:
        _frame(axes, box, DASHED if box.is_empty else "-", 1.1 if box.is_empty else 1.6)
    for note in placed.notes:
        _frame(axes, note, DOTTED, 1.2)
        if note.link:
            _letter(axes, note.x + PADDING + RADIUS, note.top + HEAD_MIDDLE, note.letter)
            _letter(axes, *_where(placed.boxes, note.link), note.letter)


def _frame(axes: Axes, box: Placed, style: object, width: float) -> None:
    """A box or a note with its heading and its text."""
    shape = Rectangle((box.x, box.top), box.width, box.height, fc="white", ec=INK, lw=width, ls=style, zorder=2)
    axes.add_artist(shape)
    y = box.top + PADDING + ASCENT
    for line in box.head:
        _line(axes, box.x + PADDING + (LEADING + 4 if box.link else 0), y, line, weight="bold")
        y += LEADING
    y += LEADING / 4
    for line in box.text:
        _line(axes, box.x + PADDING, y, line, style="italic" if box.is_empty else "normal")
        y += LEADING


def _line(axes: Axes, x: float, y: float, text: str, **style: str) -> None:
    """A line as it was typed: a dollar begins no formula."""
    axes.text(x, y, text, color=INK, size=SIZE, va="baseline", parse_math=False, zorder=3, **style)


def _letter(axes: Axes, x: float, y: float, letter: str) -> None:
    """A letter in a circle: on a link, and on the note that says what the link rests on."""
    axes.add_artist(Circle((x, y), RADIUS, fc="white", ec=INK, lw=1.1, zorder=4))
    axes.text(x, y, letter, color=INK, size=9.5, weight="bold", ha="center", va="center_baseline", zorder=5)


def _where(boxes: tuple[Placed, ...], link: tuple[int, int]) -> tuple[float, float]:
    """Where a link is marked: under its arrow; on the lower edge of the box that it stays within."""
    before, after = (boxes[place] for place in link)
    if before is after:
        return before.x + before.width / 2, before.bottom
    is_in_row = after.x > before.x and after.top == before.top
    return before.right + (GAP if is_in_row else EDGE) / 2, before.top + HEAD_MIDDLE + RADIUS + 5


def _arrow(axes: Axes, x: list[float], y: list[float]) -> None:
    """A line through these points, with a head at its right end."""
    drawing.line(axes, [*x[:-1], x[-1] - 6], y, color=INK, lw=1.6, solid_joinstyle="miter", zorder=1)
    tip, level = x[-1] - LINE / 2, y[-1]
    axes.add_artist(Polygon([(tip, level), (tip - 9, level - 5), (tip - 9, level + 5)], fc=INK, ec="none", zorder=3))


def _to_next_row(axes: Axes, row: Row, following: Placed) -> None:
    """From the last box of a row around its notes to the first box of the next row."""
    last = row.boxes[-1]
    leaves, arrives = last.top + HEAD_MIDDLE, following.top + HEAD_MIDDLE
    channel = (row.bottom + following.top) / 2
    right, left = last.right + EDGE / 2, following.x - EDGE * 0.7
    across = [last.right, right, right, left, left, following.x]
    _arrow(axes, across, [leaves, leaves, channel, channel, arrives, arrives])
