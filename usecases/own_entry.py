"""The apprentice's own entry by its number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.entries import EntryStatus
from domain.errors import Refusal
from models.statement import Statement, as_day, as_instant


@dataclass(eq=False)
class NoSuchEntry(Refusal):
    code = "hours.no_such_entry"
    number: int


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry as its apprentice may see it; minutes throughout."""

    id: int
    number: int
    apprenticeship_id: int
    day: date
    minutes: int
    starts: int | None
    ends: int | None
    category: str
    place: str
    content: str
    late_reason: str
    flags: str
    status: EntryStatus
    revision: int
    waiting_since: datetime


COLUMNS = (
    "id, number, apprenticeship_id, work_date, minutes, starts, ends, category, place, content, "
    "late_reason, flags, status, revision, waiting_since"
)
_FIND = Statement(f"SELECT {COLUMNS} FROM hours_entry WHERE person_id = $1 AND number = $2")  # noqa: S608  # nosec B608


async def own_entry(person_id: int, number: int) -> OwnEntry:
    """Raises `NoSuchEntry`; the numbers of others are not told apart from those that don't exist."""
    row = await _FIND.row(person_id, number) if 0 < number < 2**31 else None
    if row is None:
        raise NoSuchEntry(number)
    return entry_of(row)


def entry_of(values: Mapping[str, Any]) -> OwnEntry:
    """From a row of `COLUMNS`."""
    since = as_instant(values["waiting_since"])
    if since is None:
        raise ValueError("an entry without waiting_since")
    return OwnEntry(
        id=values["id"],
        number=values["number"],
        apprenticeship_id=values["apprenticeship_id"],
        day=as_day(values["work_date"]),
        minutes=values["minutes"],
        starts=values["starts"],
        ends=values["ends"],
        category=values["category"],
        place=values["place"],
        content=values["content"],
        late_reason=values["late_reason"],
        flags=values["flags"],
        status=EntryStatus(values["status"]),
        revision=values["revision"],
        waiting_since=since,
    )
