"""How a text file is written: found in one pass over its bytes, before anything is made of them."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, NoReturn

import numpy as np

from helpers.survey.cells import Grid, letters
from helpers.survey.checks import Messages

_CHUNK = 1 << 20
LONGEST_LINE = 50_000_000
"""Bytes. 16,000 columns of open answers are less."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAC = re.compile(r"[a-z][ÕÔÉŽŸ‡][a-z]|[ÒÓ][a-z]|[a-z][ŽŸÉ](?![A-ZÀ-Þ])|Ÿ[a-z]")
"""Macintosh text taken for Windows text: its apostrophe shows as Õ, its quotation marks as Ò and Ó, é as Ž, ... as É."""

_GARBLED = re.compile("â€[™œ\x9d\u02dc“”]|Ã[©¨¡³±¼¶]|Â[£°]")
"""What UTF-8 becomes when a program takes it for Windows text: I’m as Iâ€™m, £5 as Â£5."""


@dataclass(frozen=True)
class Encoding:
    """The encoding of a file that is known to hold nothing else."""

    name: str

    def opened(self, path: Path) -> TextIOWrapper:
        """The file as text, line ends as they are."""
        return path.open(encoding=self.name, newline="")


def encoding_of(path: Path, messages: Messages) -> Encoding:
    """By the byte order mark, else strict UTF-8, else Windows-1252.

    Detectors fail on short UK files (two rows of cp1252 with a pound sign come out as cp1250), so there is a rule instead.

    Raises
    ------
    Refused
        Where the file is in none of these, or holds NUL characters or a line that never ends.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    if marked:
        wrong = _first_wrong(path, marked, messages)
        if wrong is not None:
            _refuse_unknown(wrong, messages)
        return Encoding(marked)
    if _first_wrong(path, "utf-8", messages) is None:
        return Encoding("utf-8")
    wrong = _first_wrong(path, "cp1252", messages, refuse_mac=True)
    if wrong is not None:
        _refuse_unknown(wrong, messages)
    messages.add("encoding_windows")
    return Encoding("cp1252")


def _first_wrong(path: Path, name: str, messages: Messages, refuse_mac: bool = False) -> int | None:
    """The line of the first byte that is not in this encoding, None where all are."""
    decoder = codecs.getincrementaldecoder(name)()
    row, length = 1, 0
    with path.open("rb") as file:
        for chunk in _chunks(file):
            if b"\0" in chunk and not name.startswith(("utf-16", "utf-32")):
                messages.refuse("nul_characters")
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as problem:
                return row + problem.object[: problem.start].count(b"\n")
            if "\0" in text:
                messages.refuse("nul_characters")
            if refuse_mac and _MAC.search(text):
                messages.refuse("encoding_mac")
            row += chunk.count(b"\n")
            end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            length = length + len(chunk) if end < 0 else len(chunk) - end
            if length > LONGEST_LINE:
                messages.refuse("cell_too_long", row=row)
    return None


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Parts of a file, and an empty one at its end."""
    while chunk := file.read(_CHUNK):
        yield chunk
    yield b""


def _refuse_unknown(row: int, messages: Messages) -> NoReturn:
    messages.refuse("encoding_unknown", row=row, place=f" (row {row})")


def say_if_garbled(grid: Grid, messages: Messages) -> None:
    """Warn of text that another program has read in the wrong encoding and saved so."""
    for place, cells in enumerate(grid.columns):
        wrong = [number for number, text in enumerate(cells.texts) if not text.isascii() and _GARBLED.search(text)]
        if wrong:
            row = int(np.flatnonzero(np.isin(cells.places, wrong))[0]) + 1
            messages.add("text_garbled", row=row, place=f" (row {row}, column {letters(place)})")
            return
