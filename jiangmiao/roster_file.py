"""A roster's xlsx file as sheets of text. What a cell means is judged by domain/roster.py.

A small file may unpack to gigabytes, and its XML may expand: both are refused before anything is parsed.
"""

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook

from domain.roster_sheets import BROKEN, FORMULA, LONG_NUMBER, Row, Sheet

LARGEST_FILE = 20 * 1024 * 1024
# 100,000 people unpack to about 80 MB.
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 50
# A row numbered beyond what Office can hold was numbered to keep the reader busy.
OFFICE_ROWS = 2**20
# Office's numbers keep 15 digits; what is longer has lost its end.
EXACT_BELOW = 10**15
_CHUNK = 1024 * 1024
# An OLE container: the old .xls, or an .xlsx with a password.
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class RosterUnreadable(Exception):
    """The file is no roster at all; `reason` is worded by texts/roster.py."""

    def __init__(self, reason: str, **facts: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


def read_roster(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of the workbook. Raises `RosterUnreadable`, and OSError where the file can't be opened."""
    with path.open("rb") as file:
        _check_size(file)
        with warnings.catch_warnings():
            # openpyxl warns of decorations that it doesn't keep.
            warnings.simplefilter("ignore")
            try:
                workbook = load_workbook(file, read_only=True, data_only=False)
                try:
                    return tuple(_sheet(sheet) for sheet in workbook.worksheets)
                finally:
                    workbook.close()
            except (RosterUnreadable, MemoryError):
                raise
            except Exception as broken:  # whatever a damaged file makes the parser stumble over
                raise RosterUnreadable("damaged") from broken


def _check_size(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST_FILE:
        raise RosterUnreadable("too_large", most=LARGEST_FILE >> 20)
    if file.read(len(_OLE)) == _OLE:
        raise RosterUnreadable("old_or_locked")
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as broken:
        raise RosterUnreadable("no_xlsx") from broken
    file.seek(0)


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise RosterUnreadable("unpacks_too_large", most=LARGEST_UNPACKED >> 20)
    if any(member.flag_bits & 1 for member in members):
        raise RosterUnreadable("old_or_locked")
    if "xl/workbook.xml" not in archive.namelist():
        raise RosterUnreadable("no_xlsx")
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and _declares_entities(archive, member):
            raise RosterUnreadable("damaged")


def _declares_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """No table program writes a document type; who does wants the parser to expand or fetch something.

    In UTF-16 every second byte is 0, so these are taken out before looking.
    """
    before = b""
    with archive.open(member) as content:
        while chunk := content.read(_CHUNK):
            if b"<!DOCTYPE" in (before + chunk).replace(b"\0", b""):
                return True
            before = chunk[-32:]
    return False


def _sheet(sheet: Any) -> Sheet:
    # Files tell their extent wrongly, which would cut rows off or add a million of empty ones.
    sheet.reset_dimensions()
    faults: dict[tuple[int, int], str] = {}
    rows: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = tuple(_texts(number, cells, faults))
        if any(texts) or any((number, place) in faults for place in range(len(texts))):
            rows.append((number, texts))
        if number > OFFICE_ROWS or len(rows) > MOST_ROWS:
            raise RosterUnreadable("too_many_rows", most=MOST_ROWS)
    header = rows[0][1] if rows and rows[0][0] == 1 else ()
    return Sheet(sheet.title, header, tuple(row for row in rows if row[0] > 1), faults)


def _texts(number: int, cells: Any, faults: dict[tuple[int, int], str]) -> Iterator[str]:
    for place, cell in enumerate(cells[:MOST_COLUMNS]):
        kind = getattr(cell, "data_type", "n")
        if kind in ("f", "e"):
            faults[number, place] = FORMULA if kind == "f" else BROKEN
            yield ""
        elif isinstance(cell.value, int | float) and abs(cell.value) >= EXACT_BELOW:
            faults[number, place] = LONG_NUMBER
            yield ""
        else:
            yield _text(cell.value)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)
