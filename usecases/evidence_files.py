"""The folder of evidence: pictures and films as files, whole or not at all."""

import os
import secrets
from datetime import datetime
from pathlib import Path

ENDINGS = {b"\xff\xd8\xff": "jpg", b"\x89PNG": "png", b"GIF8": "gif", b"\x00\x00\x00": "mp4"}


def file_name(content: bytes, digest: str, now: datetime, owner: str = "") -> str:
    """A name within the folder; without an `owner` a new one each time."""
    return f"{now:%Y%m}/{owner or secrets.token_hex(6)}-{digest[:16]}.{_ending(content)}"


def _ending(content: bytes) -> str:
    return next((ending for magic, ending in ENDINGS.items() if content.startswith(magic)), "bin")


def write(path: Path, content: bytes) -> None:
    """Whole or not at all: a crash leaves no half picture under the right name."""
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        with open(part, "wb", opener=_private) as file:
            file.write(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _private(path: str, flags: int) -> int:
    """Pictures show people; they are for the service's user alone."""
    return os.open(path, flags, 0o600)
