"""An empty score sheet as an Excel workbook, with the people who are due."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from domain.grading import AssessmentKind
from domain.score_words import COLUMNS, DAY, KIND, NAME, OCCUPATION, RESULT, SCORE, SHEET
from texts import command_assess
from texts.assessments import KINDS

HEADER = (*COLUMNS, NAME, OCCUPATION)
WIDTHS = {"手机": 15, "评价类型": 14, "日期": 13, "评价员手机": 28, "备注": 36, "工种": 18}
USUAL_WIDTH = 10
# Rows beyond the people listed that are ready to be filled in too.
SPARE = 200
TEXT, DATE = "@", "yyyy-mm-dd"


def write_template(path: Path, due: Iterable[Mapping[str, Any]]) -> int:
    """The file at `path`, written anew; how many people it lists. Raises OSError."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(SHEET)
    _head(sheet)
    people = 0
    for people, row in enumerate(due, 1):
        _fill(sheet, people + 1, row)
    for spare in range(people + 2, people + 2 + SPARE):
        _fill(sheet, spare, {})
    _offer(sheet, people + 1 + SPARE)
    _explain(book.create_sheet(command_assess.SHEET_EXPLAINED))
    book.save(path)
    return people


def _head(sheet: Worksheet) -> None:
    for place, name in enumerate(HEADER, 1):
        _put(sheet, 1, place, name)
        cell = sheet.cell(1, place)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDEBDD")
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, USUAL_WIDTH)
    sheet.freeze_panes = "A2"


def _fill(sheet: Worksheet, row: int, due: Mapping[str, Any]) -> None:
    planned = due.get("planned_on")
    known = {
        "手机": due.get("phone", ""),
        KIND: KINDS[AssessmentKind(due["kind"])] if due else "",
        NAME: due.get("name", ""),
        OCCUPATION: due.get("occupation", ""),
    }
    for place, name in enumerate(HEADER, 1):
        if name == SCORE:
            continue
        if name == DAY:
            cell = sheet.cell(row, place, date.fromisoformat(planned) if planned else None)
            cell.number_format = DATE
        else:
            _put(sheet, row, place, known.get(name, ""))


def _put(sheet: Worksheet, row: int, place: int, text: str) -> None:
    """A cell that stays text, whatever is in it or will be."""
    cell = sheet.cell(row, place)
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in set("=+-@\t\r")
    cell.number_format = TEXT


def _offer(sheet: Worksheet, last: int) -> None:
    """Lists to choose from, and a score within its bounds."""
    choices = {KIND: ",".join(KINDS.values()), RESULT: command_assess.RESULTS}
    for name, words in choices.items():
        _validate(sheet, name, last, DataValidation("list", formula1=f'"{words}"', allow_blank=True))
    bounds = DataValidation("decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
    _validate(sheet, SCORE, last, bounds)


def _validate(sheet: Worksheet, name: str, last: int, rule: DataValidation) -> None:
    rule.showErrorMessage, rule.error = True, command_assess.offered(name)
    letter = get_column_letter(HEADER.index(name) + 1)
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)


def _explain(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 100
    for row, line in enumerate(command_assess.EXPLAINED, 1):
        _put(sheet, row, 1, line)
