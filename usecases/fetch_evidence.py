"""Pictures and films are brought in before the platform forgets them."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from domain.audit import Event
from domain.roles import Door
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .evidence_files import file_name, write

TRY_AGAIN = timedelta(minutes=10)
BATCH = 20

# Moving the next try on is the claim: another process, or this one after a crash, comes only later.
_CLAIM = Statement(
    f"""
    UPDATE evidence SET next_try_at = $2 WHERE id IN (
        SELECT id FROM evidence WHERE next_try_at <= $1 ORDER BY next_try_at LIMIT {BATCH}
    ) AND next_try_at <= $1 RETURNING id, media_id
    """  # nosec B608
)
# Not where the person's data was erased meanwhile, which takes the media's name away.
_STORED = Statement(
    """
    UPDATE evidence SET file = $2, sha256 = $3, problem = '', next_try_at = NULL
    WHERE id = $1 AND media_id = $4
    """
)
_FAILED = Statement("UPDATE evidence SET problem = $2, next_try_at = $3 WHERE id = $1")


class MediaGone(Exception):
    """The platform says that it doesn't have this media."""


async def fetch_evidence(fetch: Callable[[str], Awaitable[bytes]], folder: Path, *, now: datetime) -> int:
    """Bring in what is due, by `fetch(media_id)`, into `folder`; the number of files stored.

    A failure is tried again every ten minutes, until the platform says that the media is gone.
    """
    async with atomic():
        claimed = await _CLAIM.rows(now, now + TRY_AGAIN)
    stored = 0
    for row in claimed:
        stored += await _fetch_one(fetch, folder, row["id"], row["media_id"], now)
    return stored


async def _fetch_one(
    fetch: Callable[[str], Awaitable[bytes]], folder: Path, evidence_id: int, media_id: str, now: datetime
) -> bool:
    try:
        content = await fetch(media_id)
    except MediaGone as gone:
        async with atomic():
            await _FAILED.run(evidence_id, str(gone)[:100] or "gone", None)
        return False
    except (OSError, TimeoutError, ValueError) as failure:
        async with atomic():
            await _FAILED.run(evidence_id, type(failure).__name__, now + TRY_AGAIN)
        return False
    digest = hashlib.sha256(content).hexdigest()
    name = file_name(content, digest, now, str(evidence_id))
    await asyncio.to_thread(write, folder / name, content)
    async with atomic():
        if not await _STORED.run(evidence_id, name, digest, media_id):
            (folder / name).unlink()
            return False
        subject, after = f"evidence:{evidence_id}", {"sha256": digest}
        await AuditEntry.record(Door.TIMETABLE, Event.EVIDENCE_KEPT, subject, now=now, after=after)
    return True
