"""The row of a picture or film that belongs to an entry."""

from datetime import datetime

from models.statement import Insert

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


async def insert_evidence(
    entry_id: int, kind: str, media_id: str, *, now: datetime, file: str = "", sha256: str = ""
) -> int | None:
    """The new row's id, or None where the entry has it already. Without a `file` it is still to be fetched."""
    return await _INSERT.row(
        entry_id=entry_id,
        kind=kind,
        media_id=media_id,
        received_at=now,
        next_try_at=None if file else now,
        file=file,
        sha256=sha256,
        problem="",
    )
