"""CSV and its relatives: bytes to rows of text, refusing whatever could put an answer in the wrong place."""

import codecs
import csv
import io
import re
from collections import Counter
from pathlib import Path

from helpers.survey.checks import Messages, listed

DELIMITERS = ",;\t|"
LONGEST_CELL = 100_000
_LOOKED_AT = 200
"""Lines looked at to find the delimiter."""
_SHORT = 40
"""Characters. Ids, codes and labels are shorter, and make up half of a row at least."""
_MAC_APOSTROPHE = re.compile(r"[a-z](Õ|Ô)[a-z]|[ÒÓ][a-z]", re.UNICODE)

_GARBLED = re.compile("â€[™œ\x9d\u02dc“”]|Ã[©¨¡³±¼¶]|Â[£°]")
"""What UTF-8 becomes when a program takes it for Windows text: I’m as Iâ€™m, £5 as Â£5."""


def read_rows(path: Path, messages: Messages) -> list[list[str]]:
    """All rows as text, as many cells in each as the header has; blank rows are empty lists.

    Raises
    ------
    Refused
        Where the encoding is unknown, a quotation mark is left open, or rows have too many or too few cells.
    """
    text = decoded(path.read_bytes(), messages)
    if "\0" in text:
        messages.refuse("nul_characters")
    # a plain look first: the pattern is slow over a large file
    if any(mark in text for mark in "âÃÂ") and _GARBLED.search(text):
        messages.add("text_garbled")
    text, delimiter = _told(text)
    return _parsed(text, delimiter or find_delimiter(text), messages)


def decoded(content: bytes, messages: Messages) -> str:
    """Text by its byte order mark, else strict UTF-8, else Windows-1252.

    Detectors fail on short UK files (two rows of cp1252 with a pound sign come out as cp1250), so there is a rule instead.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _strictly(content, encoding, messages)
    if b"\0" in content:
        messages.refuse("nul_characters")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = _strictly(content, "cp1252", messages)
    if _MAC_APOSTROPHE.search(text):
        messages.refuse("encoding_mac")
    messages.add("encoding_windows")
    return text


def _strictly(content: bytes, encoding: str, messages: Messages) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        row = content[: problem.start].count(b"\n") + 1
        messages.refuse("encoding_unknown", row=row, place=f" (row {row})")


def _told(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;`, which is not data. A blank line stays, so that row numbers hold."""
    match = re.match(r"sep=(.)\r?\n", text)
    return (text[match.end() - 1 :], match[1]) if match else (text, "")


def find_delimiter(text: str) -> str:
    """The delimiter that gives most rows the same number of cells, more than one.

    Examples
    --------
    >>> find_delimiter("a;b;c\\n1,5;2;3\\n")
    ';'
    """
    lines = text[:2_000_000].splitlines(keepends=True)[:_LOOKED_AT]

    def score(delimiter: str) -> tuple[float, int]:
        widths: Counter[int] = Counter()
        try:
            widths.update(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            return (0.0, 0)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (rows / widths.total(), width) if width > 1 else (0.0, 0)

    return max(DELIMITERS, key=score)


def _parsed(text: str, delimiter: str, messages: Messages) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
    except csv.Error as problem:
        code = "cell_too_long" if "field larger" in str(problem) else "quote_open"
        messages.refuse(code, row=len(rows) + 1)
    if '"' in text:
        _refuse_swallowed_rows(rows, delimiter, messages)
    return rows


def _refuse_swallowed_rows(rows: list[list[str]], delimiter: str, messages: Messages) -> None:
    """A stray quotation mark can swallow whole rows and still close by chance: such a cell holds rows of the file."""
    width = max(map(len, rows), default=0)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if "\n" in cell and _holds_rows([line.split(delimiter) for line in cell.splitlines()[1:]], place, width):
                messages.refuse("quote_open", row=number)


def _holds_rows(lines: list[list[str]], place: int, width: int) -> bool:
    """One line that is surely a row, or several of which nearly all have as many pieces as a row.

    `place` is the column of the cell: the last line swallowed ends there.
    """
    if any(_is_row(pieces, place, width) for pieces in lines):
        return True
    alike = sum(1 for pieces in lines if len(pieces) == width > 3 and len(pieces[0]) <= _SHORT)
    return alike >= 3 and alike >= 0.75 * len(lines)


def _is_row(pieces: list[str], place: int, width: int) -> bool:
    """As many pieces as a row, or as stand before the cell; half of them short, the first too; none with the blank that
    follows a comma in prose. Open answers may be as long as they like."""
    is_as_long = len(pieces) >= max(width, 3) or len(pieces) == place + 1 >= 4
    if not is_as_long or any(piece != piece.lstrip() for piece in pieces):
        return False
    short = sum(1 for piece in pieces if len(piece) <= _SHORT)
    return short >= len(pieces) / 2 and (place == 0 or len(pieces[0]) <= _SHORT)


def squared(rows: list[list[str]], header: int, messages: Messages) -> None:
    """Make every row below the header as wide as the header, or refuse.

    A separator at the end of every row is harmless: the cells beyond the header are then all blank in all rows.
    """
    width = len(rows[header])
    below = rows[header + 1 :]
    filled = [row for row in below if any(cell.strip() for cell in row)]
    if filled and all(len(row) == width + 1 and not row[-1].strip() for row in filled):
        for row in below:
            del row[width:]
        return
    odd = [
        number for number, row in enumerate(below, start=header + 2) if any(map(str.strip, row)) and len(row) != width
    ]
    if odd:
        messages.refuse("ragged_row", row=odd[0], rows=listed(odd), expected=width)
