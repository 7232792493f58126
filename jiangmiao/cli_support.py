"""What every command needs: the settings, a loop, and lines that people and programs can read."""

import asyncio
import json
import re
import sys
import unicodedata
from collections.abc import Coroutine, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from domain.clock import local
from texts import command_line

from .carry_out import carry_out
from .control import Refused, Report
from .settings import ENV_FILE, Settings
from .settings_errors import explain

T = TypeVar("T")
# What a terminal obeys instead of showing; somebody else may have written it.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[\t\n\u2028\u2029]+")


def load_settings(kind: type[Settings] = Settings) -> Settings:
    """Raises `Refused`, with a sentence for each wrong setting; `kind` says which the command needs."""
    try:
        return kind()
    except ValidationError as error:
        raise Refused(command_line.wrong_settings(explain(error))) from error
    except UnicodeDecodeError as error:
        raise Refused(command_line.settings_not_text(ENV_FILE)) from error


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def operate(
    settings: Settings, name: str, arguments: dict[str, Any], report: Report | None = None
) -> dict[str, Any]:
    """The result of an operation, with its progress on standard error."""
    if not all(_is_text(value) for value in arguments.values()):
        raise Refused(command_line.words_not_text())
    return run(carry_out(settings, name, arguments, report or tell))


def _is_text(value: object) -> bool:
    """Bytes on the command line that are no UTF-8 come as halves of surrogate pairs."""
    return not isinstance(value, str) or value.encode("utf-8", "ignore").decode() == value


def say(text: str) -> None:
    print(shown(text))


def shown(text: str) -> str:
    """The text without what would move the cursor, colour the terminal or turn words around."""
    return _OBEYED.sub("", text)


def in_one_line(text: str) -> str:
    """The same where somebody's words stand within a line of ours."""
    return _BREAKS.sub(" ", shown(text))


def tell(text: str) -> None:
    """What accompanies the result: progress and complaints."""
    print(shown(text), file=sys.stderr, flush=True)


class ProgressLine:
    """A line on the terminal of standard error that is written over; elsewhere the first alone is written."""

    def __init__(self) -> None:
        self.on_terminal = sys.stderr.isatty()
        self._written = False

    def __call__(self, text: str) -> None:
        if self.on_terminal:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
        elif not self._written:
            tell(text)
        self._written = True

    def end(self) -> None:
        if self.on_terminal and self._written:
            print(file=sys.stderr, flush=True)


def agreed(question: str) -> bool | None:
    """Yes or no to a question, asked again until it can be understood; None where nobody answers."""
    while True:
        print(question, end=" ", flush=True)
        line = sys.stdin.readline()
        if not line:
            print()
            return None
        answer = command_line.yes_or_no(line)
        if answer is not None:
            return answer
        question = command_line.yes_or_no_please()


def say_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def say_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns aligned for a terminal, where a Chinese character is two columns wide."""
    lines = [[in_one_line(cell) for cell in line] for line in (columns, *rows)]
    widths = [max(width(line[place]) for line in lines) for place in range(len(columns))]
    for line in lines:
        cells = [cell + " " * (most - width(cell)) for cell, most in zip(line, widths, strict=True)]
        print("  ".join(cells).rstrip())


def width(text: str) -> int:
    """Columns on a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def moment(instant: str | None) -> str:
    """An ISO instant as 2026-11-20 12:00 in China, empty for none."""
    return f"{local(datetime.fromisoformat(instant)):%Y-%m-%d %H:%M}" if instant else ""
