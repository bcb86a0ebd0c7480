"""What stands in a cell of a statistical table: a number, a symbol in place of one, or words."""

import re
import unicodedata
from functools import lru_cache

WITHHELD = frozenset(
    [
        "-",
        "–",
        "—",
        "..",
        "...",
        ".",
        ":",
        "*",
        "**",
        "#",
        "!",
        "~",
        "c",
        "x",
        "z",
        "u",
        "w",
        "k",
        "low",
        "na",
        "n/a",
        "n.a.",
        "supp",
        "lowcov",
        "ne",
        "np",
        "suppressed",
        "withheld",
    ]
)
"""In place of a number, bare or in square brackets: confidential, not available, not applicable, unreliable, few. Which of them it
is makes no difference here: there is no number to reckon with. The bracketed letters are those of the UK's Government
Analysis Function; SUPP, LOWCOV, NE and NP those of the Department for Education's school tables."""

NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+|\d+)(\.\d+)?|[-+]?\.\d+")
NOTE = re.compile(r"\s*(\[(note )?\d+\]|\[[rpe]\]|\((r|p)\))$", re.IGNORECASE)
"""A mark that follows a number: a note's number, revised, provisional, estimated."""
FEW = re.compile(r"(<|≤|fewer than|under|less than)\s*=?\s*\d+", re.IGNORECASE)


class NotANumber(ValueError):
    """A cell that holds something else where a number belongs."""


def number(cell: str) -> float | None:
    """The number in a cell, None where there is a symbol in place of one, or nothing.

    Raises
    ------
    NotANumber
        It holds anything else.

    Examples
    --------
    >>> number("1,234"), number("56 [note 2]"), number("[c]"), number("<5"), number("")
    (1234.0, 56.0, None, None, None)
    """
    text = tidy(cell)
    if is_withheld(text):
        return None
    bare = NOTE.sub("", text).removesuffix("%").strip().replace("−", "-")
    if not NUMBER.fullmatch(bare):
        raise NotANumber(cell)
    return float(bare.replace(",", "").replace(" ", ""))


def is_withheld(cell: str) -> bool:
    """Whether nothing, or a symbol, stands where a number belongs."""
    text = tidy(cell).casefold()
    return not text or text.strip("[]()") in WITHHELD or text in WITHHELD or bool(FEW.fullmatch(text))


def is_number(cell: str) -> bool:
    """Whether a cell holds a number."""
    try:
        return number(cell) is not None
    except NotANumber:
        return False


def is_percentage(cell: str) -> bool:
    """Whether a cell holds a number with a percent sign.

    Examples
    --------
    >>> is_percentage("56.3%"), is_percentage("56.3")
    (True, False)
    """
    return tidy(cell).endswith("%") and is_number(cell)


def tidy(cell: str) -> str:
    """A cell without blanks around it, and with plain ones within.

    Examples
    --------
    >>> tidy(" 1\\u2009234 ")
    '1 234'
    """
    if cell.isalnum() and cell.isascii():  # nearly all cells of a large table, at a tenth of the time
        return cell
    return _plain(cell)


@lru_cache(maxsize=65_536)
def _plain(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).split())
