"""An entry as it stands: what its apprentice and whoever decides on it read alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.entries import EntryStatus
from domain.flags import Flag
from models.statement import as_day, as_instant


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """Minutes throughout; `number` is the apprentice's own number of the entry."""

    entry_id: int
    number: int
    revision: int
    person_id: int
    apprenticeship_id: int
    day: date
    minutes: int
    starts: int | None
    ends: int | None
    category: str
    place: str
    content: str
    late_reason: str
    flags: tuple[Flag, ...]
    status: EntryStatus
    waiting_since: datetime


# Of the table `hours_entry e`.
COLUMNS = (
    "e.id, e.number, e.revision, e.person_id, e.apprenticeship_id, e.work_date, e.minutes, e.starts, e.ends, "
    "e.category, e.place, e.content, e.late_reason, e.flags, e.status, e.waiting_since"
)


def facts_from(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `EntryFacts` from a row of `COLUMNS`."""
    return {
        "entry_id": row["id"],
        "number": row["number"],
        "revision": row["revision"],
        "person_id": row["person_id"],
        "apprenticeship_id": row["apprenticeship_id"],
        "day": as_day(row["work_date"]),
        "minutes": row["minutes"],
        "starts": row["starts"],
        "ends": row["ends"],
        "category": row["category"],
        "place": row["place"],
        "content": row["content"],
        "late_reason": row["late_reason"],
        "flags": tuple(Flag(word) for word in row["flags"].split()),
        "status": EntryStatus(row["status"]),
        "waiting_since": instant_of(row["waiting_since"]),
    }


def instant_of(value: Any) -> datetime:
    """An instant that every entry has."""
    instant = as_instant(value)
    if instant is None:
        raise LookupError("an entry without one of its instants")
    return instant
