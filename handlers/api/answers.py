"""Answers as HTTP: JSON that knows whether it has changed, and files."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from usecases.answer_request import Said

COMPRESSED_FROM = 1024
# What a write answers may be tokens (RFC 6749, 5.1), and pictures show people.
NOBODY_KEEPS = "no-store"
# Come again (RFC 9110, 15.6.4; RFC 6585, 4); who knows better says when.
AGAIN = {429, 503}
LATER_SECONDS = 5
NOSNIFF = {"X-Content-Type-Options": "nosniff"}


def respond(request: web.Request, said: Said, headers: Mapping[str, str] | None = None) -> web.Response:
    """A read that has not changed since is told so; what is long is packed."""
    response = web.Response(status=said.status, headers=headers)
    response.headers.update(NOSNIFF)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "private, no-cache" if request.method == "GET" else NOBODY_KEEPS
    if said.status in AGAIN:
        response.headers.setdefault("Retry-After", str(LATER_SECONDS))
    if said.again:
        response.headers["Idempotent-Replayed"] = "true"
    if not said.text:
        return response
    if request.method == "GET" and said.status == 200:
        tag = hashlib.sha256(said.text.encode()).hexdigest()[:16]
        # Weak, since packing changes the bytes and not what they say.
        response.headers["ETag"] = f'W/"{tag}"'
        if any(given.value in (tag, "*") for given in request.if_none_match or ()):
            response.set_status(304)
            return response
    response.content_type, response.text = "application/json", said.text
    if len(said.text) >= COMPRESSED_FROM and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.enable_compression(web.ContentCoding.gzip)
    return response


def respond_with_file(path: Path) -> web.FileResponse:
    """Its kind is told by the ending of its name; a part of it is sent to whoever asks for one."""
    return web.FileResponse(path, headers={"Cache-Control": NOBODY_KEEPS, **NOSNIFF})
