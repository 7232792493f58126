"""Checkpoints as files in folders outside the database."""

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.checkpoints import (
    Checkpoint,
    CheckpointNotWritten,
    CheckpointUnreadable,
    file_name,
    read_checkpoint,
)
from domain.issuer_keys import from_base64url, thumbprint

PATTERN = "checkpoint-*.json"


def checkpoint_paths(folder: Path) -> list[Path]:
    """The oldest first."""
    return sorted(folder.glob(PATTERN))


def read_file(path: Path) -> Checkpoint:
    """Refusals: `CheckpointUnreadable`."""
    try:
        return read_checkpoint(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise CheckpointUnreadable(path.name) from error


def newest_checkpoint(folders: Sequence[Path]) -> Checkpoint | None:
    """Of all folders, since one may have been out of reach. Refusals: `CheckpointUnreadable`."""
    paths = [path for folder in folders for path in checkpoint_paths(folder)]
    return read_file(max(paths, key=lambda path: path.name)) if paths else None


def digest_of(checkpoint: Checkpoint | None) -> str:
    """What the next one calls `previous`; empty before the first."""
    return hashlib.sha256(checkpoint.text().encode()).hexdigest() if checkpoint else ""


def is_signed(checkpoint: Checkpoint) -> bool:
    """Whether the key that it names signed it."""
    try:
        public = Ed25519PublicKey.from_public_bytes(from_base64url(checkpoint.public))
        public.verify(from_base64url(checkpoint.signature), checkpoint.signed())
    except (ValueError, InvalidSignature):
        return False
    return checkpoint.kid == thumbprint(checkpoint.public)


def write_everywhere(checkpoint: Checkpoint, folders: Sequence[Path], at: datetime) -> None:
    """Into each folder, on the disk when it returns. Refusals: `CheckpointNotWritten`, after all were tried."""
    _write_somewhere(checkpoint, folders, at)
    bring_level(folders)


def _write_somewhere(checkpoint: Checkpoint, folders: Sequence[Path], at: datetime) -> None:
    failures: list[CheckpointNotWritten] = []
    for folder in folders:
        try:
            return _write(folder, file_name(checkpoint.size, at), checkpoint.text())
        except OSError as error:
            failures.append(_not_written(folder, error))
    raise failures[0]


def bring_level(folders: Sequence[Path]) -> None:
    """Each folder gets the newer checkpoints that another has: it was out of reach when they were written.

    In their order, since each names the one before. Refusals: `CheckpointNotWritten`, after all were tried.
    """
    failed = None
    for folder in folders:
        try:
            for path in _newer_elsewhere(folder, folders):
                _write(folder, path.name, path.read_text("utf-8"))
        except OSError as error:
            failed = _not_written(folder, error)
    if failed:
        raise failed


def _not_written(folder: Path, error: OSError) -> CheckpointNotWritten:
    return CheckpointNotWritten(str(folder), error.strerror or type(error).__name__)


def _newer_elsewhere(folder: Path, folders: Sequence[Path]) -> list[Path]:
    own = checkpoint_paths(folder)
    reached = own[-1].name if own else ""
    newer = {path.name: path for other in folders for path in checkpoint_paths(other) if path.name > reached}
    return [newer[name] for name in sorted(newer)]


def _write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{name}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)
