"""What goes over the control socket: frames of JSON, between two processes of the same user."""

import asyncio
import json
import os
import socket
import struct
import sys
from typing import Any

VERSION = 1
# A roster of 100,000 people is about 30 MB.
LARGEST_FRAME = 128 * 1024 * 1024

_LENGTH = struct.Struct(">I")
_UCRED = struct.Struct("3i")
# struct xucred of macOS begins with its version and the uid; LOCAL_PEERCRED is option 1 of level 0.
_XUCRED = struct.Struct("=II")
_XUCRED_SIZE = 76


class BrokenFrame(Exception):
    """The other side sent something else than a frame of JSON, or stopped in the middle of one."""


def frame(value: dict[str, Any]) -> bytes:
    """Four bytes of length, then UTF-8 JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _LENGTH.pack(len(body)) + body


async def receive(reader: asyncio.StreamReader) -> dict[str, Any] | None:
    """The next frame, None at the end. Raises `BrokenFrame`."""
    try:
        head = await reader.readexactly(_LENGTH.size)
    except asyncio.IncompleteReadError as cut:
        if cut.partial:
            raise BrokenFrame from cut
        return None
    (length,) = _LENGTH.unpack(head)
    if length > LARGEST_FRAME:
        raise BrokenFrame(f"{length} bytes")
    try:
        body = await reader.readexactly(length)
        # A whole roster would hold the loop for too long.
        value = await asyncio.to_thread(lambda: json.loads(body.decode("utf-8", "surrogatepass")))
    except (asyncio.IncompleteReadError, ValueError, RecursionError) as broken:
        raise BrokenFrame from broken
    if not isinstance(value, dict):
        raise BrokenFrame("no object")
    return value


def same_user(writer: asyncio.StreamWriter) -> bool:
    """Whether the process at the other end runs as our user."""
    # A duplicate, because some loops hand out a socket that has no options.
    with socket.socket(fileno=os.dup(writer.get_extra_info("socket").fileno())) as connection:
        return _peer_uid(connection) == os.geteuid()


def _peer_uid(connection: socket.socket) -> int:
    if sys.platform == "linux":
        credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size)
        return int(_UCRED.unpack(credentials)[1])
    else:  # noqa: RET505 - the type checker knows a platform only by if and else
        credentials = connection.getsockopt(0, 1, _XUCRED_SIZE)
        return int(_XUCRED.unpack_from(credentials)[1])
