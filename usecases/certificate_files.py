"""The printed files: made from the snapshot when first wanted, kept, and made anew where one is lost or altered."""

import asyncio
import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.statement import Statement
from models.transaction import atomic

from .find_certificate import Document


@dataclass(frozen=True)
class CertificateFiles:
    """`make` prints a certificate as PDF, signed where the operator has a key. It runs in a thread."""

    folder: Path
    make: Callable[[Document], bytes]


_RECORD = Statement("UPDATE certificate SET pdf_sha256 = $2 WHERE id = $1")


async def certificate_pdf(document: Document, files: CertificateFiles) -> Path:
    """Where its PDF is kept. Its sha256 stands in the row from then on; raises OSError where it can't be written.

    Without a signature a file that was lost comes back with the same bytes. A signature is always new, and the
    row then names the new file.
    """
    path, digest = await asyncio.to_thread(_kept, document, files)
    if digest != document.pdf_sha256:
        async with atomic():
            await _RECORD.run(document.id, digest)
    return path


def _kept(document: Document, files: CertificateFiles) -> tuple[Path, str]:
    series = document.number.rpartition("-")[0]
    path = (files.folder / "certificates" / series / f"{document.number}.pdf").resolve()
    found = _sha256(path) if path.exists() else ""
    if found and document.pdf_sha256 in {"", found}:
        return path, found
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _put(path, files.make(document), instead=found)
    return path, _sha256(path)


def _put(path: Path, content: bytes, *, instead: str) -> None:
    """Whole or not at all. Of two who write at once the first wins, unless what is there is to be replaced."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(part, "wb", opener=_private) as file:
            file.write(content)
        if instead:
            part.replace(path)
        else:
            _link(part, path)
    finally:
        part.unlink(missing_ok=True)


def _link(part: Path, path: Path) -> None:
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return


def _private(path: str, flags: int) -> int:
    """Names and numbers are for the service's user alone."""
    return os.open(path, flags, 0o600)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
