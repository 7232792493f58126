"""How entries came to be as they are: earlier revisions, confirmations taken back, a withdrawal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from domain.audit import Event
from domain.differences import Difference, differences
from domain.entries import EntryStatus
from domain.roles import Role
from models.statement import Statement, as_json, to_json

from .entry_facts import EntryFacts, instant_of
from .recorded_hours import facts_of


@dataclass(frozen=True, slots=True)
class TakenBack:
    """By whom a confirmation was undone, and as what; nobody else can undo it."""

    signer: str
    role: Role


@dataclass(frozen=True, slots=True)
class Revision:
    """What the entry said until `replaced_at`, and what the next revision changed.

    `undone`: nothing, since that one only took back the confirmation of this one.
    """

    entry_id: int
    revision: int
    status: EntryStatus
    facts: Mapping[str, object]
    replaced_at: datetime
    changes: tuple[Difference, ...]
    undone: TakenBack | None

    @property
    def undone_by(self) -> str:
        """The name, empty where the next revision changed something."""
        return self.undone.signer if self.undone else ""


@dataclass(frozen=True, slots=True)
class Happened:
    """When something was done to an entry, and by whom; an empty name for who is nobody's any more."""

    at: datetime
    by: str


_REVISIONS = Statement(
    """
    SELECT r.entry_id, r.revision, r.status, r.facts, r.replaced_at, c.signer_name, c.signer_role
    FROM entry_revision r LEFT JOIN confirmation c ON c.entry_id = r.entry_id AND c.revision = r.revision
    WHERE r.entry_id IN (SELECT value::bigint FROM json_array_elements_text($1::json))
    ORDER BY r.entry_id, r.revision
    """
)
_LAST = Statement(
    """
    SELECT a.at, person.name FROM audit_entry a LEFT JOIN person ON person.id = a.actor_id
    WHERE a.subject = $1 AND a.event = $2 ORDER BY a.id DESC LIMIT 1
    """
)


async def revisions_of(entries: Sequence[EntryFacts]) -> dict[int, tuple[Revision, ...]]:
    """The earlier revisions of those entries that have any, the oldest first, by the entry's id."""
    changed = {entry.entry_id: entry for entry in entries if entry.revision > 1}
    rows = await _REVISIONS.rows(to_json(list(changed))) if changed else []
    found = [each for _, of_one in groupby(rows, _entry) for each in _compared(list(of_one), changed)]
    return {entry_id: tuple(group) for entry_id, group in groupby(found, attrgetter("entry_id"))}


async def earlier_revisions(entry: EntryFacts) -> tuple[Revision, ...]:
    """Those of one entry, the oldest first."""
    return (await revisions_of([entry])).get(entry.entry_id, ())


def _entry(row: Mapping[str, Any]) -> int:
    return int(row["entry_id"])


def _compared(rows: list[dict[str, Any]], entries: Mapping[int, EntryFacts]) -> list[Revision]:
    said = [as_json(row["facts"]) for row in rows]
    later = [*said[1:], facts_of(entries[_entry(rows[0])])]
    return [_revision(*each) for each in zip(rows, said, later, strict=True)]


def _revision(row: Mapping[str, Any], said: Mapping[str, object], later: Mapping[str, object]) -> Revision:
    """A confirmed entry isn't amended without a change, so where nothing changed its confirmation was undone."""
    status, changes = EntryStatus(row["status"]), differences(said, later)
    undone = status is EntryStatus.CONFIRMED and not changes and row["signer_name"]
    by = TakenBack(row["signer_name"], Role(row["signer_role"])) if undone else None
    return Revision(
        row["entry_id"], row["revision"], status, said, instant_of(row["replaced_at"]), changes, by
    )


async def withdrawn(entry: EntryFacts) -> Happened | None:
    """When and by whom the entry was withdrawn; None where it stands."""
    if entry.status is not EntryStatus.WITHDRAWN:
        return None
    return await last_time(entry.entry_id, Event.HOURS_WITHDRAWN)


async def last_time(entry_id: int, event: Event) -> Happened | None:
    """When that was done to the entry last, as the trail has it."""
    row = await _LAST.row(f"hours_entry:{entry_id}", str(event))
    return Happened(instant_of(row["at"]), row["name"] or "") if row else None
