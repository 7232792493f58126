"""Find and name what was edited, deleted, inserted or truncated behind the program's back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.checkpoints import Checkpoint, CheckpointUnreadable
from domain.tampering import Deed, Findings, Tampering
from models.trail_reading import Reading
from models.witness_index import WitnessIndex

from .checkpoint_files import checkpoint_paths, digest_of, is_signed, read_file
from .verify_rows import RowCheck
from .verify_seals import CHECKPOINT, SealCheck

# What is being done ("entries" or "rows") and how many are done.
Report = Callable[[str, int], None]
_KEYS = "SELECT kid, public FROM signing_key WHERE purpose = 'checkpoint'"
_FIT = "SELECT chain FROM audit_seal WHERE id = $1"


@dataclass(frozen=True, slots=True)
class Verified:
    """`since` is the size of the checkpoint that the check began from, 0 for all. `keys` signed the checkpoints.

    `found` is how many were tampered with, of which at most `MOST_LISTED` stand in `tamperings`.
    """

    entries: int
    rows: int
    checkpoints: int
    since: int
    keys: tuple[str, ...]
    found: int
    tamperings: tuple[Tampering, ...]


async def verify_trail(
    reading: Reading, folders: Sequence[Path], report: Report, *, since_checkpoint: bool = False
) -> Verified:
    """Check entries, seals, described rows and checkpoints.

    With `since_checkpoint` only what came after the newest good checkpoint, and the rows that this tells of.
    """
    findings = Findings()
    checkpoints = await _checkpoints(reading, folders, findings)
    since = await _newest_that_fits(reading, checkpoints) if since_checkpoint else None
    with WitnessIndex() as index:
        seals = SealCheck(findings, index, checkpoints, since)
        await seals.run(reading, lambda done: report("entries", done))
        rows = RowCheck(reading, index, findings, lambda done: report("rows", done))
        await (rows.told() if since else rows.all())
    keys = tuple(dict.fromkeys(one.kid for one in checkpoints))
    listed = tuple(findings.listed)
    return Verified(
        seals.entries, rows.rows, len(checkpoints), since.size if since else 0, keys, findings.count, listed
    )


async def _checkpoints(reading: Reading, folders: Sequence[Path], findings: Findings) -> list[Checkpoint]:
    """Those that this service signed, of all folders, the smallest first."""
    known = {row[0]: row[1] for row in await reading.rows(_KEYS)}
    good: dict[str, Checkpoint] = {}
    for folder in folders:
        before: Checkpoint | None = None
        for path in checkpoint_paths(folder):
            found = _read(path)
            if found is None or not is_signed(found) or known.get(found.kid) != found.public:
                findings.add(CHECKPOINT, _size_in(path), Deed.FORGED)
                continue
            # The first of a folder may follow others that were put away.
            if before and found.previous != digest_of(before):
                findings.add(CHECKPOINT, found.size, Deed.DELETED)
            before = good[found.text()] = found
    return sorted(good.values(), key=lambda one: one.size)


def _read(path: Path) -> Checkpoint | None:
    try:
        return read_file(path)
    except CheckpointUnreadable:
        return None


def _size_in(path: Path) -> int:
    """The size that the file's name says."""
    part = path.stem.split("-")[1]
    return int(part) if part.isdecimal() else 0


async def _newest_that_fits(reading: Reading, checkpoints: Sequence[Checkpoint]) -> Checkpoint | None:
    for one in reversed(checkpoints):
        rows = await reading.rows(_FIT, one.size)
        if rows and rows[0][0] == one.chain:
            return one
    return None
