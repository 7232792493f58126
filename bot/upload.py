"""What is on its way to the platform: JSON, or a file as the one part of a form."""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp
from multidict import CIMultiDict

# Made once: json.dumps makes an encoder for each call that is not in plain ASCII.
ENCODE = json.JSONEncoder(ensure_ascii=False).encode
JSON_SENT = CIMultiDict({"Content-Type": "application/json; charset=utf-8"})
NOTHING_SENT: CIMultiDict[str] = CIMultiDict()


@dataclass(frozen=True, slots=True)
class Upload:
    """The platform goes by the ending of `filename`."""

    filename: str
    content_type: str
    data: bytes

    def form(self) -> aiohttp.FormData:
        """A new one for each call: it can be sent once."""
        form = aiohttp.FormData()
        form.add_field("media", self.data, filename=self.filename, content_type=self.content_type)
        return form


def encoded(body: Any) -> tuple[bytes | aiohttp.FormData | None, CIMultiDict[str]]:
    """The body of a call and its headers; a text is JSON already."""
    if body is None:
        return None, NOTHING_SENT
    if isinstance(body, Upload):
        return body.form(), NOTHING_SENT
    return (body if isinstance(body, str) else ENCODE(body)).encode(), JSON_SENT
