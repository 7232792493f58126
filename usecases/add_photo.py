"""A picture is added to an entry on its page."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.audit import Event
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.roles import Actor
from models.audit import AuditEntry
from models.transaction import atomic

from .evidence_files import file_name, write
from .evidence_of import evidence_of
from .evidence_rows import insert_evidence
from .own_entry import held_entry

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


async def add_photo(actor: Actor, number: int, picture: bytes, folder: Path, *, now: datetime) -> None:
    """Keep a picture in the evidence `folder` with the actor's entry; the same one twice is kept once.

    Refusals: `NoSuchEntry`, `EvidenceClosed`, `TooManyPictures`.
    """
    digest = hashlib.sha256(picture).hexdigest()
    name = file_name(picture, digest, now)
    # Before the transaction: a disk may be slow, and whoever else writes would wait for it.
    await asyncio.to_thread(write, folder / name, picture)
    kept = False
    try:
        async with atomic():
            kept = await _keep(actor, number, name, digest, now)
    finally:
        if not kept:
            (folder / name).unlink()


async def _keep(actor: Actor, number: int, name: str, digest: str, now: datetime) -> bool:
    entry = await held_entry(actor.person_id, number)
    if entry.status not in OPEN:
        raise EvidenceClosed(number)
    media_id = f"page:{digest}"
    before = await evidence_of(entry.entry_id)
    new = await insert_evidence(entry.entry_id, "image", media_id, now=now, file=name, sha256=digest)
    if new is None:
        return False
    if len(before) >= MOST_PICTURES:
        raise TooManyPictures(MOST_PICTURES)
    after = {"media_id": media_id, "sha256": digest}
    await AuditEntry.record(
        actor, Event.EVIDENCE_ADDED, f"hours_entry:{entry.entry_id}", now=now, after=after
    )
    return True
