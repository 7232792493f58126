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


def newest_checkpoint(folder: Path) -> Checkpoint | None:
    """Refusals: `CheckpointUnreadable`."""
    paths = checkpoint_paths(folder)
    return read_file(paths[-1]) if paths else None


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
    failed = None
    for folder in folders:
        try:
            _write(folder, file_name(checkpoint.size, at), checkpoint.text())
        except OSError as error:
            failed = CheckpointNotWritten(str(folder), error.strerror or type(error).__name__)
    if failed:
        raise failed


def _write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{name}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)
