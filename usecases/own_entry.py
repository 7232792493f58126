"""The apprentice's own entry by its number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.hours import Claim
from models.statement import Statement, as_day, as_instant

GREATEST = 2**31 - 1


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
    entered_at: datetime
    waiting_since: datetime


COLUMNS = (
    "id, number, apprenticeship_id, work_date, minutes, starts, ends, category, place, content, "
    "late_reason, flags, status, revision, entered_at, waiting_since"
)
_FIND = Statement(f"SELECT {COLUMNS} FROM hours_entry WHERE person_id = $1 AND number = $2")  # nosec B608
_BY_REF = Statement(f"SELECT {COLUMNS} FROM hours_entry WHERE ref = $1 AND person_id = $2")  # nosec B608
_HOLD = Statement("UPDATE hours_entry SET revision = revision WHERE person_id = $1 AND number = $2")


async def own_entry(person_id: int, number: int) -> OwnEntry:
    """Raises `NoSuchEntry`; the numbers of others are not told apart from those that don't exist."""
    row = await _FIND.row(person_id, number) if 0 < number <= GREATEST else None
    if row is None:
        raise NoSuchEntry(number)
    return entry_of(row)


async def held_entry(person_id: int, number: int) -> OwnEntry:
    """The entry, on which nobody else can decide until the transaction ends. Raises `NoSuchEntry`."""
    if not 0 < number <= GREATEST or not await _HOLD.run(person_id, number):
        raise NoSuchEntry(number)
    return await own_entry(person_id, number)


async def entry_by_ref(person_id: int, ref: str) -> OwnEntry | None:
    """What the person's message or request `ref` made."""
    row = await _BY_REF.row(ref, person_id)
    return entry_of(row) if row else None


def entry_of(values: Mapping[str, Any]) -> OwnEntry:
    """From a row of `COLUMNS`."""
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
        entered_at=_instant(values["entered_at"]),
        waiting_since=_instant(values["waiting_since"]),
    )


def _instant(value: Any) -> datetime:
    instant = as_instant(value)
    if instant is None:
        raise ValueError("an entry without its instants")
    return instant


def claim_of(entry: OwnEntry, ref: str = "") -> Claim:
    """What the entry says, as if it were told again."""
    return Claim(
        day=entry.day,
        minutes=entry.minutes,
        category=entry.category,
        content=entry.content,
        ref=ref,
        starts=entry.starts,
        ends=entry.ends,
        place=entry.place,
        reason=entry.late_reason,
    )
