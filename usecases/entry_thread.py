"""One entry of the person's own with all that was said to it: revisions, decisions, disputes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.clock import local_day
from domain.differences import Difference, differences
from domain.entries import Decision, EntryStatus
from domain.roles import Actor, Role
from models.statement import Statement, as_instant, as_json

from .add_photo import room_for_pictures
from .class_teachers import school_confirms
from .entry_facts import instant_of
from .evidence_of import Piece, evidence_of
from .own_entry import OwnEntry, own_entry
from .recorded_hours import facts_of
from .training_of import Mentor, mentors_on


@dataclass(frozen=True, slots=True)
class Revision:
    """What the entry said until `replaced_at`, and what the next revision changed."""

    revision: int
    status: EntryStatus
    facts: Mapping[str, object]
    replaced_at: datetime
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """What was decided on a revision. `instead_of` is the mentor for whom a deputy signed, "" for nobody."""

    revision: int
    decision: Decision
    reason: str
    signer: str
    role: Role
    instead_of: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """A dispute of a revision; `settlement` is empty while nobody has settled it."""

    revision: int
    reason: str
    opened_at: datetime
    settled_at: datetime | None
    settled_by: str
    settlement: str


@dataclass(frozen=True, slots=True)
class Thread:
    """Everything about an entry, the oldest first.

    The `mentors` may confirm it today, and where `school` a teacher. `photos` may be films too; `room`: so many more
    it takes.
    """

    entry: OwnEntry
    revisions: tuple[Revision, ...]
    signatures: tuple[Signature, ...]
    disputes: tuple[Objection, ...]
    photos: tuple[Piece, ...]
    room: int
    mentors: tuple[Mentor, ...]
    school: bool

    @property
    def evidence(self) -> int:
        return len(self.photos)


_REVISIONS = Statement(
    "SELECT revision, status, facts, replaced_at FROM entry_revision WHERE entry_id = $1 ORDER BY revision"
)
_SIGNATURES = Statement(
    """
    SELECT c.revision, c.decision, c.reason, c.signer_name, c.signer_role, c.decided_at, away.name AS instead_of
    FROM confirmation c LEFT JOIN person away ON away.id = c.on_behalf_of_id
    WHERE c.entry_id = $1 ORDER BY c.revision
    """
)
_DISPUTES = Statement(
    """
    SELECT d.revision, d.reason, d.opened_at, d.settled_at, d.settlement, settler.name AS settled_by
    FROM dispute d LEFT JOIN person settler ON settler.id = d.settled_by_id WHERE d.entry_id = $1 ORDER BY d.revision
    """
)


async def entry_thread(actor: Actor, number: int, *, now: datetime) -> Thread:
    """Refusal: `NoSuchEntry`."""
    entry = await own_entry(actor.person_id, number)
    photos = await evidence_of(entry.entry_id)
    return Thread(
        entry,
        _compared(await _REVISIONS.rows(entry.entry_id), entry),
        tuple(map(_signature, await _SIGNATURES.rows(entry.entry_id))),
        tuple(map(_objection, await _DISPUTES.rows(entry.entry_id))),
        photos,
        room_for_pictures(entry, len(photos)),
        tuple(await mentors_on(entry.apprenticeship_id, entry.day, local_day(now))),
        await school_confirms(entry.apprenticeship_id, entry.category),
    )


async def changes_since(entry: OwnEntry, revision: int) -> tuple[Difference, ...]:
    """What the entry says otherwise than in an earlier revision."""
    rows = await _REVISIONS.rows(entry.entry_id)
    before = next((as_json(row["facts"]) for row in rows if row["revision"] == revision), None)
    return differences(before, facts_of(entry)) if before else ()


def _compared(rows: Sequence[Mapping[str, Any]], entry: OwnEntry) -> tuple[Revision, ...]:
    said = [as_json(row["facts"]) for row in rows]
    later = [*said, facts_of(entry)][1:]
    return tuple(
        Revision(
            row["revision"],
            EntryStatus(row["status"]),
            before,
            instant_of(row["replaced_at"]),
            differences(before, after),
        )
        for row, before, after in zip(rows, said, later, strict=True)
    )


def _signature(row: Mapping[str, Any]) -> Signature:
    return Signature(
        row["revision"],
        Decision(row["decision"]),
        row["reason"],
        row["signer_name"],
        Role(row["signer_role"]),
        row["instead_of"] or "",
        instant_of(row["decided_at"]),
    )


def _objection(row: Mapping[str, Any]) -> Objection:
    return Objection(
        row["revision"],
        row["reason"],
        instant_of(row["opened_at"]),
        as_instant(row["settled_at"]),
        row["settled_by"] or "",
        row["settlement"],
    )
