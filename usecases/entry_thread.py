"""One entry of the person's own with all that was said to it: revisions, decisions, disputes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.clock import local_day
from domain.differences import Difference, differences
from domain.entries import Decision
from domain.roles import Actor, Role
from models.statement import Statement, as_instant

from .add_photo import room_for_pictures
from .class_teachers import school_confirms
from .entry_facts import instant_of
from .entry_history import Happened, Revision, earlier_revisions, withdrawn
from .evidence_of import Piece, evidence_of
from .own_entry import OwnEntry, own_entry
from .recorded_hours import facts_of
from .training_of import Mentor, mentors_on


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
    withdrawn: Happened | None

    @property
    def evidence(self) -> int:
        return len(self.photos)


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
        await earlier_revisions(entry),
        tuple(map(_signature, await _SIGNATURES.rows(entry.entry_id))),
        tuple(map(_objection, await _DISPUTES.rows(entry.entry_id))),
        photos,
        room_for_pictures(entry, len(photos)),
        tuple(await mentors_on(entry.apprenticeship_id, entry.day, local_day(now))),
        await school_confirms(entry.apprenticeship_id, entry.category),
        await withdrawn(entry),
    )


async def changes_since(entry: OwnEntry, revision: int) -> tuple[Difference, ...]:
    """What the entry says otherwise than in an earlier revision."""
    earlier = await earlier_revisions(entry)
    before = next((one.facts for one in earlier if one.revision == revision), None)
    return differences(before, facts_of(entry)) if before else ()


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
