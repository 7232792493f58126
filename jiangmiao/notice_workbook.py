"""What became of a notice as an Excel workbook: the sums, and every recipient."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from texts import command_lists, command_notices

from .cli_support import moment

# Excel has 1,048,576 rows a sheet; the first is the heading.
SHEET_ROWS = 1_000_000


def write_workbook(path: Path, found: dict[str, Any], page: Callable[[int], dict[str, Any]]) -> int:
    """The file at `path`, written anew; how many recipients. Raises OSError.

    `page` brings the recipients' messages before a number, 0 for the first ones.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(command_notices.SHEET_REPORT)
    for columns, rows in command_notices.report(found, moment(found["notice"]["sent_at"])):
        _append(sheet, [columns, *rows, ()])
    people = _append_people(book, page)
    book.save(path)
    return people


def _append_people(book: Workbook, page: Callable[[int], dict[str, Any]]) -> int:
    count, sheet = 0, None
    for line in _lines(page):
        if count % SHEET_ROWS == 0:
            number = count // SHEET_ROWS + 1
            sheet = book.create_sheet(f"{command_notices.SHEET_PEOPLE}{number if number > 1 else ''}")
            _append(sheet, [command_notices.RECIPIENT_COLUMNS])
        _append(sheet, [_row(line)])
        count += 1
    return count


def _lines(page: Callable[[int], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    before: int | None = 0
    while before is not None:
        found = page(before)
        yield from found["deliveries"]
        before = found["next"]


def _row(line: dict[str, Any]) -> tuple[str, ...]:
    number, _, _, person, *rest = command_lists.delivery_row(line, "")
    read = (moment(line["read_at"]), moment(line["acknowledged_at"]))
    return (number, person, line["organization"], *rest, *read)


def _append(sheet: Any, rows: Iterable[Iterable[str]]) -> None:
    for row in rows:
        sheet.append([_text(sheet, value) for value in row])


def _text(sheet: Any, value: str) -> Cell:
    """A cell that stays text even where it begins like a formula."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    cell.quotePrefix = value[:1] in set("=+-@\t\r")
    return cell
