"""Temporary media: kept three days."""

import itertools
import secrets
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

LIFE = 3 * 86400.0
TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "mp3": "audio/mpeg",
}
TYPES |= {"amr": "audio/amr", "mp4": "video/mp4"}


@dataclass(frozen=True)
class Media:
    id: str
    kind: str
    filename: str
    data: bytes
    made: float

    @property
    def content_type(self) -> str:
        return TYPES.get(self.filename.rpartition(".")[2].lower(), "application/octet-stream")


class MediaStore:
    """Everything uploaded by the service or sent by a phone, by media id."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.items: dict[str, Media] = {}
        self._numbers = itertools.count(1)

    def add(self, kind: str, filename: str, data: bytes) -> Media:
        media = Media(
            f"media_{next(self._numbers)}_{secrets.token_urlsafe(24)}", kind, filename, data, self.clock()
        )
        self.items[media.id] = media
        return media

    def get(self, media_id: object) -> Media | None:
        """None when unknown or older than three days."""
        media = self.items.get(media_id) if isinstance(media_id, str) else None
        return media if media and self.clock() < media.made + LIFE else None

    @staticmethod
    def sample() -> bytes:
        """A small picture, drawn here so that a phone always has one to send."""
        width, height = 240, 160
        rows = b"".join(b"\0" + bytes(_pixel(x, y) for x in range(width) for _ in "g") for y in range(height))
        head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
        return (
            b"\x89PNG\r\n\x1a\n"
            + _chunk(b"IHDR", head)
            + _chunk(b"IDAT", zlib.compress(rows))
            + _chunk(b"IEND", b"")
        )


def _pixel(x: int, y: int) -> int:
    """A turned disc on a grey ground."""
    far = (x - 120) ** 2 + (y - 80) ** 2
    return 235 - far // 400 if far > 3600 else 90 + int(far**0.5) * 2 % 40


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
