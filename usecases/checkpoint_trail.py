"""Sign how the trail stands and write that where the database isn't."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from domain.checkpoints import Checkpoint, TrailRewritten, is_due, is_night
from domain.issuer_keys import KeyPurpose, to_base64url
from domain.merkle import Frontier
from models.statement import Statement

from .checkpoint_files import bring_level, digest_of, is_signed, newest_checkpoint, write_everywhere
from .seal_trail import LOOK_BACK, seal_trail
from .signing_keys import Signer, current_signer

PIECE = 5_000
# Before it signs, it looks much further back for entries that were committed late.
LOOK_FURTHER_BACK = 50 * LOOK_BACK

_LAST = Statement("SELECT id, chain FROM audit_seal ORDER BY id DESC LIMIT 1")
_AT = Statement("SELECT chain FROM audit_seal WHERE id = $1")
_LEAVES = Statement(f"SELECT id, leaf FROM audit_seal WHERE id > $1 ORDER BY id LIMIT {PIECE}")  # nosec B608


async def checkpoint_when_due(folders: Sequence[Path], *, now: datetime) -> Checkpoint | None:
    """Once an hour if anything happened, and each night; a folder that missed some gets them meanwhile.

    Refusals: those of `checkpoint_trail`.
    """
    last = newest_checkpoint(folders)
    if not is_due(datetime.fromisoformat(last.at) if last else None, now):
        await asyncio.to_thread(bring_level, folders)
        return None
    return await checkpoint_trail(folders, now=now, always=is_night(now))


async def checkpoint_trail(
    folders: Sequence[Path], *, now: datetime, always: bool = False
) -> Checkpoint | None:
    """The newest checkpoint; None where nothing has happened since the last, unless `always`, or ever.

    Refusals: `CheckpointUnreadable`, `TrailRewritten`, `CheckpointNotWritten`.
    """
    signer = await current_signer(KeyPurpose.CHECKPOINT, now=now)
    await seal_trail(LOOK_FURTHER_BACK)
    last = newest_checkpoint(folders)
    await check_continues(last)
    tip = await _LAST.row()
    if tip is None or (last and last.size == tip["id"] and not always):
        await asyncio.to_thread(bring_level, folders)
        return None
    tree = await _grown(last, tip["id"])
    found = _signed(tree, tip["chain"], last, signer, now)
    await asyncio.to_thread(write_everywhere, found, folders, now)
    return found


async def check_continues(last: Checkpoint | None) -> None:
    """Refusals: `TrailRewritten`."""
    if last is None:
        return
    row = await _AT.row(last.size)
    if row is None or row["chain"] != last.chain or not is_signed(last):
        raise TrailRewritten(last.size)


async def _grown(last: Checkpoint | None, size: int) -> Frontier:
    """The tree of `size` leaves, grown on from the last checkpoint. Refusals: `TrailRewritten` where one is missing."""
    tree = last.tree if last else Frontier()
    while tree.size < size:
        rows = (await _LEAVES.rows(tree.size))[: size - tree.size]
        if not rows or rows[-1]["id"] != tree.size + len(rows):
            raise TrailRewritten(tree.size)
        for row in rows:
            tree.add(bytes.fromhex(row["leaf"]))
        await asyncio.sleep(0)
    return tree


def _signed(tree: Frontier, chain: str, last: Checkpoint | None, signer: Signer, now: datetime) -> Checkpoint:
    public = to_base64url(signer.private.public_key().public_bytes_raw())
    peaks = tuple(peak.hex() for peak in tree.peaks)
    unsigned = Checkpoint(
        tree.size, tree.root().hex(), chain, peaks, now.isoformat(), digest_of(last), signer.kid, public
    )
    return unsigned.with_signature(to_base64url(signer.sign(unsigned.signed())))
