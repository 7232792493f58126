"""The apprentice's own entry by its number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.claims import Claim
from domain.errors import Refusal
from models.statement import Statement

from .entry_facts import COLUMNS, EntryFacts, facts_from, instant_of

GREATEST = 2**31 - 1


@dataclass(eq=False)
class NoSuchEntry(Refusal):
    code = "hours.no_such_entry"
    number: int


@dataclass(frozen=True, slots=True)
class OwnEntry(EntryFacts):
    """An entry as its apprentice may see it."""

    entered_at: datetime


OWN_COLUMNS = f"{COLUMNS}, e.entered_at"
_FIND = Statement(f"SELECT {OWN_COLUMNS} FROM hours_entry e WHERE person_id = $1 AND number = $2")  # nosec B608
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


def entry_of(row: Mapping[str, Any]) -> OwnEntry:
    """From a row of `OWN_COLUMNS`."""
    return OwnEntry(**facts_from(row), entered_at=instant_of(row["entered_at"]))


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
