"""QR codes with a scene, and their pictures."""

import io
import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import qrcode

PERMANENT = 100_000


@dataclass(frozen=True)
class Code:
    """`scene` as text; `until` in Unix seconds, None for a permanent one."""

    ticket: str
    url: str
    scene: str
    made: float
    until: float | None

    def expired(self, now: float) -> bool:
        return self.until is not None and now >= self.until


class Codes:
    """All codes of the account, found by ticket, link or scene."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.by_ticket: dict[str, Code] = {}
        self.by_url: dict[str, Code] = {}
        self.by_scene: dict[str, Code] = {}
        self._numbers = itertools.count(1)

    def make(self, scene: str, seconds: int | None) -> Code:
        """A new code; a permanent one for a scene that has one is the same one again."""
        old = self.by_scene.get(scene)
        if seconds is None and old and old.until is None:
            return old
        now = self.clock()
        ticket = f"gQ{next(self._numbers):06d}{secrets.token_urlsafe(48)}"
        url = f"http://weixin.qq.com/q/{secrets.token_urlsafe(12)}"
        code = Code(ticket, url, scene, now, None if seconds is None else now + seconds)
        self.by_ticket[ticket] = self.by_url[url] = self.by_scene[scene] = code
        return code

    def find(self, text: str) -> Code | None:
        """By ticket, by the link in the picture, by the picture's address, or by the newest of a scene."""
        ticket = text.rpartition("showqrcode?ticket=")[2]
        return self.by_ticket.get(ticket) or self.by_url.get(text) or self.by_scene.get(text)

    def printed(self, scene: str) -> Code:
        """The code of a scene, as though its picture had been printed earlier."""
        return self.by_scene.get(scene) or self.make(scene, None)

    def live(self) -> list[Code]:
        """Codes that can be scanned now, newest first."""
        now = self.clock()
        return [code for code in reversed(self.by_ticket.values()) if not code.expired(now)]

    def permanent(self) -> int:
        return sum(code.until is None for code in self.by_ticket.values())


def picture(text: str) -> bytes:
    """A PNG of this text's QR code, level M, four modules of quiet zone."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=8, border=4)
    code.add_data(text)
    out = io.BytesIO()
    code.make_image().save(out)
    return out.getvalue()


def read_picture(data: bytes) -> str | None:
    """The text in a picture of a QR code; None when there is none or no decoder is installed."""
    try:
        import zxingcpp
        from PIL import Image
    except ImportError:
        return None
    try:
        found = zxingcpp.read_barcodes(Image.open(io.BytesIO(data)).convert("RGB"))
    except (OSError, ValueError):
        return None
    return found[0].text if found else None
