"""One thing the doctor found."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["fine", "notice", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` says what was found and, unless it is fine, what to do."""

    level: Level
    text: str


def fine(text: str) -> Finding:
    return Finding("fine", text)


def notice(text: str) -> Finding:
    return Finding("notice", text)


def wrong(text: str) -> Finding:
    return Finding("wrong", text)
