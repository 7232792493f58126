"""The ladder of vocational skill grades, as a paper in force names it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Ladder:
    """Names from the lowest grade, which is 1; `source` is the paper and clause."""

    names: tuple[str, ...]
    source: str
    since: date
    until: date | None = None

    def name(self, grade: int) -> str | None:
        return self.names[grade - 1] if 0 < grade <= len(self.names) else None


def ladder_in_force(known: Iterable[Ladder], day: date) -> Ladder | None:
    """The ladder of the newest paper in force on that day."""
    found = [
        ladder for ladder in known if ladder.since <= day and (ladder.until is None or day <= ladder.until)
    ]
    return max(found, key=lambda ladder: ladder.since, default=None)
