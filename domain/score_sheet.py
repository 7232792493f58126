"""成绩单: assessments of a class in a table, one row a person; read whole, everything wrong in it at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .assessments import LONGEST_AHEAD, LONGEST_ITEM, WHOLE, ItemScore, weighted
from .grading import AssessmentKind
from .numerals import plain
from .roster_cells import day, name_of_at_most, one_of, phone, phones
from .roster_sheets import Problem, Record, Sheet, header_problems, records, tidy
from .score_words import (
    ASSESSORS,
    BODY,
    COLUMNS,
    DAY,
    GRADE,
    ITEM,
    KIND,
    KINDS,
    MOST_ROWS,
    NAME,
    OCCUPATION,
    OTHERS,
    PHONE,
    REMARK,
    REPEATED,
    RESULT,
    RESULTS,
    SCORE,
    SHEET,
    ItemColumn,
    NamedRow,
    ScoreRow,
    ScoreSheet,
    remark_of,
    score_of,
)

_MOST = {"most": MOST_ROWS}


class Place(Protocol):
    """Where something is wrong."""

    @property
    def row(self) -> int: ...

    @property
    def column(self) -> str: ...


def read_scores(sheets: Sequence[Sheet], grade: Callable[[str], int], *, today: date) -> ScoreSheet:
    """What the sheet says, with everything wrong with its cells. `grade` reads a grade's name."""
    sheet = chosen(sheets)
    if sheet is None:
        return ScoreSheet(SHEET, (), problems=(Problem(SHEET, 0, "", "sheet_missing"),))
    items = tuple(item_columns(sheet.header))
    if problems := [*header_problems(sheet, COLUMNS), *_header_problems(sheet, items)]:
        return ScoreSheet(sheet.name, (), problems=tuple(problems))
    problems = []
    found = list(records(sheet, _columns(sheet, items), problems))
    told = [record for record in found if _says_anything(record, items)]
    if len(told) > MOST_ROWS:
        last = told[MOST_ROWS].number
        return ScoreSheet(sheet.name, (), problems=(Problem(sheet.name, last, "", "too_many_rows", _MOST),))
    rows = list(_rows(told, _columns(sheet, items), items, grade, today))
    if not rows:
        problems.append(Problem(sheet.name, 0, "", "no_rows"))
    return ScoreSheet(
        sheet.name,
        tuple(row for row in rows if isinstance(row, ScoreRow)),
        len(found) - len(told),
        tuple(sorted(problems, key=place_of)),
        tuple(row for row in rows if isinstance(row, NamedRow)),
    )


def place_of(wrong: Place) -> tuple[int, int]:
    """By rows, and within one by the usual order of the columns; items stand behind."""
    usual = (*COLUMNS, *OTHERS)
    return wrong.row, usual.index(wrong.column) if wrong.column in usual else len(usual)


def chosen(sheets: Sequence[Sheet]) -> Sheet | None:
    """The one called 评价成绩, else the first."""
    named = [sheet for sheet in sheets if tidy(sheet.name) == SHEET]
    return next(iter([*named, *sheets]), None)


def item_columns(header: Sequence[str]) -> Iterator[ItemColumn]:
    for cell in header:
        if found := ITEM.fullmatch(plain(tidy(cell))):
            yield ItemColumn(tidy(cell), found[1].strip(), int(found[2]))


def _header_problems(sheet: Sheet, items: Sequence[ItemColumn]) -> Iterator[Problem]:
    """Items make the whole score, and each stands there once."""
    header = [tidy(cell) for cell in sheet.header]
    for column in [*OTHERS, *dict.fromkeys(item.header for item in items)]:
        if header.count(column) > 1:
            yield Problem(sheet.name, 1, column, "column_twice")
    total = sum(item.weight for item in items)
    if items and (total != WHOLE or any(item.weight < 1 for item in items)):
        yield Problem(sheet.name, 1, items[-1].header, "weights", {"total": total})
    for item in items:
        if len(item.name) > LONGEST_ITEM:
            yield Problem(sheet.name, 1, item.header, "too_long", {"most": LONGEST_ITEM})


def _columns(sheet: Sheet, items: Sequence[ItemColumn]) -> tuple[str, ...]:
    header = {tidy(cell) for cell in sheet.header}
    return (*COLUMNS, *(name for name in OTHERS if name in header), *(item.header for item in items))


def _says_anything(record: Record, items: Sequence[ItemColumn]) -> bool:
    """Beyond whom it is about. A cell that is no text says something too: it is wrong."""
    told = (DAY, SCORE, RESULT, ASSESSORS, REMARK, *(item.header for item in items))
    return any(record.text(column) or not record.is_right(column) for column in told)


def _rows(
    told: Sequence[Record],
    columns: Sequence[str],
    items: Sequence[ItemColumn],
    grade: Callable[[str], int],
    today: date,
) -> Iterator[ScoreRow | NamedRow | None]:
    seen: dict[tuple[str, AssessmentKind, date], int] = {}
    for record in told:
        row = _Row(record, columns, items, grade, today).read()
        if (
            isinstance(row, ScoreRow)
            and (first := seen.setdefault((row.phone, row.kind, row.day), row.row)) != row.row
        ):
            record.wrong(PHONE, REPEATED, text=row.phone, row=first)
        yield row


class _Row:
    """One row being read."""

    def __init__(
        self,
        record: Record,
        columns: Sequence[str],
        items: Sequence[ItemColumn],
        grade: Callable[[str], int],
        today: date,
    ) -> None:
        self.record, self.columns, self.items = record, columns, items
        self.grade, self.today = grade, today

    def read(self) -> ScoreRow | NamedRow | None:
        """A cell that nothing can do without may be wrong: then who is meant, if that can be read. Notes problems."""
        record = self.record
        number, kind, on = record.read(PHONE, phone), record.read(KIND, one_of(KINDS)), record.read(DAY, day)
        for column, value in ((PHONE, number), (KIND, kind), (DAY, on)):
            record.require(column, value)
        passed, score = record.read(RESULT, one_of(RESULTS)), record.read(SCORE, score_of)
        items, assessors = self._items(), record.read(ASSESSORS, phones) or ()
        remark = record.read(REMARK, remark_of) or ""
        told = {name: self._other(name, 100) for name in (NAME, OCCUPATION, BODY)}
        level = record.read(GRADE, self.grade) if GRADE in self.columns else None
        self._check(_Told(on, passed, score, items, assessors, remark))
        if number is None or kind is None or on is None:
            return NamedRow(record.number, number, told[NAME]) if number else None
        return ScoreRow(
            record.number, number, kind, on, passed, score, items, assessors, remark,
            told[NAME], told[OCCUPATION], level, told[BODY],
        )  # fmt: skip

    def _other(self, column: str, most: int) -> str:
        return (self.record.read(column, name_of_at_most(most)) or "") if column in self.columns else ""

    def _items(self) -> tuple[ItemScore, ...]:
        """All of them or none: a person is assessed in every item, or the score is told as a whole."""
        found = [(item, self.record.read(item.header, score_of)) for item in self.items]
        told = tuple(ItemScore(item.name, item.weight, score) for item, score in found if score is not None)
        if not told or len(told) == len(found):
            return told
        for item, score in found:
            if score is None:
                self.record.wrong(item.header, "required")
        return ()

    def _check(self, row: "_Told") -> None:
        """A result is of a day that came; without one the row plans a day to come, and says nothing else."""
        if row.passed is None:
            self._check_plan(row)
            return
        record = self.record
        if row.day and row.day > self.today:
            record.wrong(DAY, "day_to_come", text=row.day.isoformat())
        record.require(ASSESSORS, row.assessors)
        if not row.passed and not row.remark:
            record.wrong(REMARK, "failed_without_reason")
        if row.items and row.score is not None and row.score != weighted(row.items):
            record.wrong(SCORE, "score_differs", score=row.score, weighted=weighted(row.items))

    def _check_plan(self, row: "_Told") -> None:
        told = row.score is not None or row.items or row.assessors
        if told or (row.day and row.day <= self.today):
            self.record.require(RESULT, row.passed)
        if row.day and row.day > self.today + LONGEST_AHEAD:
            self.record.wrong(DAY, "no_such_day", text=row.day.isoformat())


@dataclass(frozen=True, slots=True)
class _Told:
    """What a row says, each cell read for itself."""

    day: date | None
    passed: bool | None
    score: int | None
    items: tuple[ItemScore, ...]
    assessors: tuple[str, ...]
    remark: str
