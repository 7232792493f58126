"""A list of phones as a CSV file: one a line, or a column of that name."""

import csv
import io
from pathlib import Path

from domain.phones import bare_phone, looks_like_phone
from texts import command_notices

from .control import Refused
from .small_file import small_file

LARGEST = 20 << 20


def read_phones(path: Path) -> list[str]:
    """Every phone in any column, each once, in ascending order. Raises `Refused`."""
    text = small_file(path, LARGEST, command_notices.list_too_large(str(path)))
    phones = _phones(text)
    if not phones:
        raise Refused(command_notices.no_phones(str(path)))
    return phones


def _phones(text: str) -> list[str]:
    rows = csv.reader(io.StringIO(text.replace("\0", "")))
    return sorted({bare_phone(cell) for row in rows for cell in row if looks_like_phone(cell)})
