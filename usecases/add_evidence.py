"""A picture sent after logging belongs to that entry."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.audit import Event
from domain.errors import Refusal
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Insert, Statement
from models.transaction import atomic

STILL_MEANT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class EvidenceAdded:
    """The entry's number and how many pictures and films it has now."""

    number: int
    count: int


@dataclass(eq=False)
class MediaUnknown(Refusal):
    """The message names no media, or none that the platform could mean."""

    code = "evidence.media_unknown"


LONGEST_MEDIA_ID = 200
# What a mentor confirmed had the pictures it had; a returned entry may need one.
_NEWEST = Statement(
    """
    SELECT id, number FROM hours_entry
    WHERE person_id = $1 AND number = (SELECT max(number) FROM hours_entry WHERE person_id = $1)
      AND waiting_since >= $2 AND status IN ('submitted', 'returned')
    """
)
_INSERT = Insert(
    "evidence",
    "entry_id",
    "kind",
    "media_id",
    "received_at",
    "next_try_at",
    "file",
    "sha256",
    "problem",
    on_conflict="ON CONFLICT (entry_id, media_id) DO NOTHING",
)
_COUNT = Statement("SELECT count(*) AS pieces FROM evidence WHERE entry_id = $1")


async def add_evidence(actor: Actor, kind: str, media_id: str, *, now: datetime) -> EvidenceAdded | None:
    """Attach to the person's newest entry of the last half hour; None if there is none.

    An entry that is confirmed already takes no more: its mentor has not seen them. Only the platform's
    MediaId is kept here; the file itself is fetched later, never in the callback's path.
    Refusal: `MediaUnknown`.
    """
    check_media(media_id)
    async with atomic():
        entry = await _NEWEST.row(actor.person_id, now - STILL_MEANT)
        if entry is None:
            return None
        if await _insert(entry["id"], kind, media_id, now):
            await AuditEntry.record(
                actor,
                Event.EVIDENCE_ADDED,
                f"hours_entry:{entry['id']}",
                now=now,
                after={"media_id": media_id},
            )
        pieces = await _COUNT.row(entry["id"])
    return EvidenceAdded(entry["number"], pieces["pieces"] if pieces else 0)


def check_media(media_id: str) -> None:
    """Refusal: `MediaUnknown`."""
    if not 0 < len(media_id) <= LONGEST_MEDIA_ID:
        raise MediaUnknown


async def _insert(entry_id: int, kind: str, media_id: str, now: datetime) -> int | None:
    return await _INSERT.row(
        entry_id=entry_id,
        kind=kind,
        media_id=media_id,
        received_at=now,
        next_try_at=now,
        file="",
        sha256="",
        problem="",
    )
