"""A roster as a table program leaves it: sheets of text, and what is wrong with them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from .numerals import BLANKS

T = TypeVar("T")
# The row's number in the file, and its cells.
Row = tuple[int, tuple[str, ...]]

# What a cell may be instead of text; the reader of the file says so in `Sheet.faults`.
FORMULA = "formula"
BROKEN = "broken_cell"
LONG_NUMBER = "long_number"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`header` is the first row, `rows` are the others.

    `faults` tells, by row number and place, which cells are no text (`FORMULA`, …).
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one cell. `row` is 0 where a whole sheet is missing, 1 for the header."""

    sheet: str
    row: int
    column: str
    reason: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


class CellWrong(ValueError):
    """A cell that can't be read: the reason's code and its facts."""

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


def tidy(text: str) -> str:
    """Without blanks at both ends, and without the invisible marks that copying leaves."""
    return text.translate(dict.fromkeys(map(ord, _INVISIBLE))).strip(BLANKS)


class Record:
    """One row being read; what is wrong with it is put into `problems`."""

    def __init__(self, sheet: Sheet, places: Mapping[str, int], row: Row, problems: list[Problem]) -> None:
        self.number, self._cells = row
        self._sheet = sheet
        self._places = places
        self._problems = problems
        self._wrong: set[str] = set()

    def has(self, column: str) -> bool:
        """Whether the sheet has this column, which it may leave out."""
        return column in self._places

    def text(self, column: str) -> str:
        """The cell's words; empty where it has none or is no text."""
        place = self._places[column]
        if fault := self._sheet.faults.get((self.number, place)):
            self.wrong(column, fault)
            return ""
        words = tidy(self._cells[place]) if place < len(self._cells) else ""
        if words.startswith("="):
            self.wrong(column, FORMULA)
            return ""
        return words

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """The cell as `reader` reads it; None where it is empty or wrong."""
        words = self.text(column)
        if not words:
            return None
        try:
            return reader(words)
        except CellWrong as wrong:
            self.wrong(column, wrong.reason, **wrong.facts)
            return None

    def wrong(self, column: str, reason: str, **facts: str | int) -> None:
        """Note one thing for each cell: the first is the cause of the others."""
        if column not in self._wrong:
            self._wrong.add(column)
            self._problems.append(Problem(self._sheet.name, self.number, column, reason, facts))

    def require(self, column: str, value: object) -> None:
        if not value:
            self.wrong(column, "required")

    def is_right(self, column: str) -> bool:
        return column not in self._wrong


def header_problems(
    sheet: Sheet, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Each of `columns` stands in the first row once, `optional` ones at most, in any order; others may stand
    beside them.
    """
    header = [tidy(name) for name in sheet.header]
    for column in (*columns, *optional):
        times = header.count(column)
        if times > 1 or (times == 0 and column in columns):
            yield Problem(sheet.name, 1, column, "column_twice" if times else "column_missing")


def records(
    sheet: Sheet, columns: tuple[str, ...], problems: list[Problem], optional: tuple[str, ...] = ()
) -> Iterator[Record]:
    """The rows that hold anything in these columns, which the header has, and in the `optional` that it has."""
    header = [tidy(name) for name in sheet.header]
    places = {column: header.index(column) for column in (*columns, *optional) if column in header}
    for row in sheet.rows:
        if _holds_anything(sheet, row, places.values()):
            yield Record(sheet, places, row, problems)


def _holds_anything(sheet: Sheet, row: Row, places: Iterable[int]) -> bool:
    number, cells = row
    return any(
        (place < len(cells) and tidy(cells[place])) or (number, place) in sheet.faults for place in places
    )
