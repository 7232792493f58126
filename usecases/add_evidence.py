"""A picture sent after logging belongs to that entry."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.audit import Event
from domain.errors import Refusal
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .evidence_rows import insert_evidence

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
        if await insert_evidence(entry["id"], kind, media_id, now=now):
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
