"""A picture is added to an entry, on its page or in the mini-program."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.audit import Event
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .evidence_files import file_name, write
from .evidence_of import Piece, evidence_of
from .evidence_rows import insert_evidence
from .own_entry import OwnEntry, held_entry

MOST_PICTURES = 9
OPEN = {EntryStatus.SUBMITTED, EntryStatus.RETURNED}


@dataclass(eq=False)
class EvidenceClosed(Refusal):
    """Confirmed with the pictures it had, or withdrawn."""

    code = "evidence.closed"
    number: int


@dataclass(eq=False)
class TooManyPictures(Refusal):
    code = "evidence.too_many"
    most: int


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A picture in the evidence folder, for the actor's entry `number`; `digest` is its SHA-256."""

    number: int
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class PhotoAdded:
    """The picture as it is kept now; so many more can be added."""

    photo: Piece
    room: int


_KEPT = Statement(
    """
    SELECT 1 AS kept FROM evidence v JOIN hours_entry e ON e.id = v.entry_id
    WHERE e.person_id = $1 AND e.number = $2 AND v.file = $3
    """
)
_SAME = Statement("SELECT id FROM evidence WHERE entry_id = $1 AND media_id = $2")


@asynccontextmanager
async def photo_file(
    actor: Actor, number: int, picture: bytes, folder: Path, *, now: datetime
) -> AsyncIterator[PhotoFile]:
    """The picture on disk, for a transaction inside; afterwards the file is there if a row names it.

    Outside the transaction: a disk may be slow, and whoever else writes would wait for it.
    """
    digest = hashlib.sha256(picture).hexdigest()
    name = file_name(picture, digest, now)
    await asyncio.to_thread(write, folder / name, picture)
    try:
        yield PhotoFile(number, name, digest)
    except asyncio.CancelledError:
        # Others may share the transaction, which then goes on.
        raise
    except BaseException:
        await _drop_unless_kept(actor, number, folder, name)
        raise
    await _drop_unless_kept(actor, number, folder, name)


async def _drop_unless_kept(actor: Actor, number: int, folder: Path, name: str) -> None:
    """A failure doesn't tell whether the row was written; the database does."""
    if await _KEPT.row(actor.person_id, number, name) is None:
        (folder / name).unlink()


async def add_photo(actor: Actor, file: PhotoFile, *, now: datetime) -> PhotoAdded:
    """Keep the picture with the actor's entry; the same one twice is kept once.

    Refusals: `NoSuchEntry`, `EvidenceClosed`, `TooManyPictures`.
    """
    async with atomic():
        entry = await held_entry(actor.person_id, file.number)
        if entry.status not in OPEN:
            raise EvidenceClosed(file.number)
        media_id = f"page:{file.digest}"
        new = await insert_evidence(
            entry.entry_id, "image", media_id, now=now, file=file.name, sha256=file.digest
        )
        pieces = await evidence_of(entry.entry_id)
        if new:
            await _record(actor, entry, media_id, file.digest, len(pieces), now)
        row = await _SAME.row(entry.entry_id, media_id)
    added = next(piece for piece in pieces if row and piece.id == row["id"])
    return PhotoAdded(added, room_for_pictures(entry, len(pieces)))


async def _record(
    actor: Actor, entry: OwnEntry, media_id: str, digest: str, pieces: int, now: datetime
) -> None:
    if pieces > MOST_PICTURES:
        raise TooManyPictures(MOST_PICTURES)
    after = {"media_id": media_id, "sha256": digest}
    subject = f"hours_entry:{entry.entry_id}"
    await AuditEntry.record(actor, Event.EVIDENCE_ADDED, subject, now=now, after=after)


def room_for_pictures(entry: OwnEntry, pieces: int) -> int:
    """How many more pictures can be added."""
    return max(MOST_PICTURES - pieces, 0) if entry.status in OPEN else 0
