"""What stands on a phone's screen: a QR code there can be scanned by the phone beside it."""

import base64
import binascii
import re
from dataclasses import dataclass

from sandbox.codes import read_picture

PICTURE = re.compile(rb'<img[^>]* src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
# A page that shows a changing code is asked for again long before that.
SECONDS = 30.0
MOST = 4


@dataclass(frozen=True)
class Screen:
    """The page that a phone's browser brought last, at `at` in Unix seconds."""

    page: bytes
    at: float

    def codes(self, now: float) -> list[tuple[str, str]]:
        """Each code's text and picture (a data address); none of a page that nobody looks at any more."""
        if now - self.at > SECONDS:
            return []
        pictures = [found.decode() for found in PICTURE.findall(self.page)[:MOST]]
        read = [(_read(picture), f"data:image/png;base64,{picture}") for picture in pictures]
        return [(text, picture) for text, picture in read if text]


def _read(picture: str) -> str | None:
    try:
        return read_picture(base64.b64decode(picture, validate=True))
    except binascii.Error:
        return None
