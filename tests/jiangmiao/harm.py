"""What can happen to the file of a backup."""

import gzip
import io
import tarfile
import zlib
from collections.abc import Callable


def cut(raw: bytes) -> bytes:
    return raw[:-1]


def halved(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def empty(_: bytes) -> bytes:
    return b""


def turned(raw: bytes) -> bytes:
    """One bit in the middle, or the next that matters: within a run of zeros another distance says the same."""
    content = gzip.decompress(raw)
    for at in range(len(raw) // 2, len(raw)):
        harmed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        try:
            if gzip.decompress(harmed) != content:
                return harmed
        except (OSError, EOFError, zlib.error):
            return harmed
    raise AssertionError("no bit matters")


def repacked(raw: bytes) -> bytes:
    """Written anew with another picture, all checksums of gzip in order."""
    return rewritten(raw, lambda name, content: (name, b"other" if name.startswith("files/") else content))


def climbing(raw: bytes) -> bytes:
    return rewritten(raw, lambda name, content: (name.replace("files/202611", "files/../.."), content))


def rewritten(raw: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(raw)) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for entry in old:
            entry.name, content = change(entry.name, old.extractfile(entry).read())
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return out.getvalue()
