"""All that is kept about a person as an Excel workbook, a sheet for each part."""

import json
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from texts.export_sheets import COLUMNS, SHEETS


def write_person_workbook(file: Path | BinaryIO, found: dict[str, Any]) -> None:
    """The file, written anew, from what `usecases.export_person` gives. Raises OSError."""
    book = Workbook(write_only=True)
    for part, name in SHEETS.items():
        rows = [found[part]] if isinstance(found[part], dict) else found[part]
        sheet = book.create_sheet(name)
        if rows:
            sheet.append([_cell(sheet, COLUMNS.get(column, column)) for column in rows[0]])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row.values()])
    book.save(file)


def _cell(sheet: Any, value: Any) -> Cell:
    """Figures stay figures; text stays text even where it begins like a formula."""
    if value is None or isinstance(value, int | float):
        return WriteOnlyCell(sheet, value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in set("=+-@\t\r")
    return cell
