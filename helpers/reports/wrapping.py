"""Text broken into lines that fit a width in points, measured as it will be drawn."""

import unicodedata
from functools import lru_cache
from warnings import catch_warnings, simplefilter

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"


@lru_cache(maxsize=20_000)
def measure(text: str, size: float, is_bold: bool = False) -> float:
    """The width of a line in points. A character without a shape counts as the box that stands for it."""
    with catch_warnings():
        simplefilter("ignore")
        return text_to_path.get_text_width_height_descent(text, _font(size, is_bold), False)[0]


def lines(text: str, width: float, size: float, is_bold: bool = False) -> tuple[str, ...]:
    """The lines a text takes up: broken at its own line ends, between words, and within a word that is too long.

    Examples
    --------
    >>> lines("Tea and company", 60, 12)
    ('Tea and', 'company')
    """
    broken: list[str] = []
    for paragraph in text.splitlines():
        broken += _filled(drawable(paragraph).split(), width, size, is_bold)
    return tuple(broken)


def drawable(text: str) -> str:
    """A line without what has no shape, such as control characters, which no SVG may hold."""
    return "".join(" " if unicodedata.category(one) in ("Cc", "Cs", "Co", "Cn") else one for one in text)


def without_shape(text: str) -> str:
    """The characters for which the font has no shape: Chinese, Bengali and emoji among them."""
    font = get_font(findfont(_font(12, False)))
    seen = dict.fromkeys(one for one in drawable(text) if not one.isspace())
    return "".join(one for one in seen if not font.get_char_index(ord(one)))


def _filled(words: list[str], width: float, size: float, is_bold: bool) -> list[str]:
    """Words are measured one by one, since the same come again and again; a blank is as wide beside any of them."""
    broken: list[str] = []
    line, taken, blank = "", 0.0, measure(" ", size, is_bold)
    for word in [piece for whole in words for piece in _pieces(whole, width, size, is_bold)]:
        wide = measure(word, size, is_bold)
        if line and taken + blank + wide > width:
            broken.append(line)
            line, taken = word, wide
        else:
            line, taken = (f"{line} {word}", taken + blank + wide) if line else (word, wide)
    return [*broken, line] if line else broken


def _pieces(word: str, width: float, size: float, is_bold: bool) -> list[str]:
    """A word in one piece where it fits, else in as many as it takes."""
    pieces: list[str] = []
    while len(word) > 1 and measure(word, size, is_bold) > width:
        fits = _fitting(word, width, size, is_bold)
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, word]


def _fitting(word: str, width: float, size: float, is_bold: bool) -> int:
    """How many of its letters fit: at least one, found by halving."""
    low, high = 1, len(word) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(word[:middle], size, is_bold) <= width else (low, middle - 1)
    return low


@lru_cache
def _font(size: float, is_bold: bool) -> FontProperties:
    return FontProperties(family=FAMILY, size=size, weight="bold" if is_bold else "normal")
