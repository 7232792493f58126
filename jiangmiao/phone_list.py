"""A list of phones as a CSV file: one a line, or a column of that name."""

import csv
import io
from pathlib import Path

from domain.phones import bare_phone, looks_like_phone
from texts import command_line, command_notices

from .control import Refused
from .notice_file import decoded

LARGEST = 20 << 20


def read_phones(path: Path) -> list[str]:
    """Every phone in any column, each once, in ascending order. Raises `Refused`."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise Refused(command_line.no_such_file(str(path))) from error
    except OSError as error:
        raise Refused(command_line.unreadable_file(str(path), error.strerror or "")) from error
    if len(raw) > LARGEST:
        raise Refused(command_notices.list_too_large(str(path)))
    phones = _phones(decoded(raw, path))
    if not phones:
        raise Refused(command_notices.no_phones(str(path)))
    return phones


def _phones(text: str) -> list[str]:
    rows = csv.reader(io.StringIO(text.replace("\0", "")))
    return sorted({bare_phone(cell) for row in rows for cell in row if looks_like_phone(cell)})
