"""A table's cells with every distinct text of a column kept once: people's answers repeat, a million rows fit in memory."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np


@dataclass(frozen=True, eq=False)
class Cells:
    """One column: for each row the place of its text among `texts`.

    Examples
    --------
    >>> cells = Cells.of(["Yes", "No", "Yes"])
    >>> cells.texts.tolist(), cells.places.tolist(), list(cells[np.array([False, True, True])])
    (['Yes', 'No'], [0, 1, 0], ['No', 'Yes'])
    """

    texts: np.ndarray
    places: np.ndarray

    @classmethod
    def of(cls, cells: Iterable[str]) -> "Cells":
        """A column of texts, one per row."""
        numbers = _Numbers()
        places = _numbered(numbers, cells)
        return cls(_as_texts(numbers), places)

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __getitem__(self, rows: np.ndarray) -> "Cells":
        """Some of the rows, by a mask or by their numbers. Texts that only other rows hold are gone from it."""
        places = self.places[rows]
        is_used = np.zeros(len(self.texts), dtype=bool)
        is_used[places] = True
        if is_used.all():
            return Cells(self.texts, places)
        renumbered = np.cumsum(is_used) - 1
        return Cells(self.texts[is_used], renumbered.astype(self.places.dtype)[places])

    @property
    def values(self) -> np.ndarray:
        """One text per row."""
        return self.texts[self.places]

    def each(self, said: Callable[[str], Any], dtype: Any = object) -> np.ndarray:
        """What a function says of each row's text; it is asked once of every distinct text."""
        return self.each_text(said, dtype)[self.places]

    def each_text(self, said: Callable[[str], Any], dtype: Any = object) -> np.ndarray:
        """What a function says of each distinct text."""
        answers = np.empty(len(self.texts), dtype=dtype)
        answers[:] = list(map(said, self.texts))
        return answers

    def changed(self, change: Callable[[str], str]) -> "Cells":
        """The column with every text changed.

        Examples
        --------
        >>> Cells.of(["a", " a", "b"]).changed(str.strip).texts.tolist()
        ['a', 'b']
        """
        numbers = _Numbers()
        renumbered = np.array([numbers[change(text)] for text in self.texts], dtype=np.int32)
        return Cells(_as_texts(numbers), renumbered[self.places])

    def with_text(self, text: str, rows: np.ndarray) -> "Cells":
        """The column with one text in some rows, given by a mask.

        Examples
        --------
        >>> list(Cells.of(["a", "b"]).with_text("c", np.array([False, True])))
        ['a', 'c']
        """
        texts = np.append(self.texts, np.array([text], dtype=object))
        return Cells(texts, np.where(rows, len(self.texts), self.places)).changed(str)

    @property
    def is_filled(self) -> np.ndarray:
        """Which rows hold more than blanks."""
        return self.each(lambda text: bool(text) and not text.isspace(), bool)


class _Numbers(dict):
    """Text -> its number, given out as texts are first met."""

    characters = 0

    def __missing__(self, text: str) -> int:
        self.characters += len(text)
        self[text] = number = len(self)
        return number


def _numbered(numbers: _Numbers, cells: Iterable[str], n: int = -1) -> np.ndarray:
    places = np.fromiter(map(numbers.__getitem__, cells), dtype=np.int32, count=n)
    return places.astype(np.min_scalar_type(max(len(numbers) - 1, 0)), copy=False) if len(numbers) <= 65_536 else places


def _as_texts(numbers: _Numbers) -> np.ndarray:
    texts = np.empty(len(numbers), dtype=object)
    texts[:] = list(numbers)
    return texts


class Grid:
    """Rows as they stand in a file, taken in block by block. Row 0 is the file's first line.

    Examples
    --------
    >>> grid = Grid()
    >>> grid.extend([["a", "b"], [], ["1"]])
    >>> len(grid), grid[0], grid[1], grid[2], grid.width
    (3, ['a', 'b'], [], ['1'], 2)
    """

    def __init__(self) -> None:
        self._numbers: list[_Numbers] = []
        self._blocks: list[list[np.ndarray]] = []
        self._widths: list[np.ndarray] = []
        self._n = 0

    def extend(self, rows: list[list[str]]) -> None:
        """Take in the next rows; once a row or column was looked at, no more."""
        widths = list(map(len, rows))
        width = max(widths, default=0)
        self.take_in([cell for row in rows for cell in row + [""] * (width - len(row))], width, widths)

    def take_in(self, cells: list[str], width: int, widths: list[int]) -> None:
        """Take in rows whose cells stand one after another, each row filled up with blanks to `width`; `widths` are the
        cells each has in the file. (A list for each row would keep the collector of garbage busier than all the rest.)"""
        assert "columns" not in self.__dict__
        n = len(widths)
        while self.width < width:
            self._numbers.append(_Numbers({"": 0}))
            self._blocks.append([np.zeros(self._n, dtype=np.uint8)])
        for place in range(width):
            self._blocks[place].append(_numbered(self._numbers[place], cells[place::width], n))
        for blocks in self._blocks[width:]:
            blocks.append(np.zeros(n, dtype=np.uint8))
        self._widths.append(np.array(widths, dtype=np.int32))
        self._n += n

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, row: int) -> list[str]: ...

    @overload
    def __getitem__(self, row: slice) -> list[list[str]]: ...

    def __getitem__(self, row: int | slice) -> list[str] | list[list[str]]:
        """A row, or some, with as many cells as each has in the file. Made anew: to look at many, take `columns`."""
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        return [cells.texts[cells.places[row]] for cells in self.columns[: self.widths[row]]]

    def cut(self, width: int) -> None:
        """Forget the cells beyond a width."""
        self.columns, self.widths = self.columns[:width], np.minimum(self.widths, width)

    @property
    def width(self) -> int:
        """How many cells the longest row has."""
        return len(self._blocks)

    @property
    def characters(self) -> int:
        """In all texts, each of a column's texts counted once."""
        return sum(numbers.characters for numbers in self._numbers)

    @cached_property
    def widths(self) -> np.ndarray:
        """How many cells each row has."""
        return np.concatenate([np.zeros(0, dtype=np.int32), *self._widths])

    @cached_property
    def columns(self) -> tuple[Cells, ...]:
        """All columns, as long as the grid: what short rows lack is blank."""
        return tuple(map(self._finished, range(self.width)))

    def _finished(self, place: int) -> Cells:
        numbers, self._numbers[place] = self._numbers[place], _Numbers()
        blocks, self._blocks[place] = self._blocks[place], []
        return Cells(_as_texts(numbers), np.concatenate(blocks))

    @cached_property
    def is_filled(self) -> np.ndarray:
        """Which rows hold more than blanks."""
        filled = np.zeros(len(self), dtype=bool)
        for cells in self.columns:
            filled |= cells.is_filled
        return filled


def letters(place: int) -> str:
    """A column's letters in a spreadsheet.

    Examples
    --------
    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
