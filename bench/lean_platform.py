"""A platform that costs as little as it can: `python -m bench.lean_platform PORT CPU`.

It says yes to every call, in a process and on a core of its own, so that what is measured is who calls.
`GET /since/MOMENT` says how many messages of the template "notice" came later than that moment of the monotonic
clock, and when the last did.
"""

import asyncio
import json
import os
import sys
import time
from array import array
from bisect import bisect_right
from typing import cast

import uvloop

OK = b'{"errcode":0,"errmsg":"ok","msgid":1000000001}'
TOKEN = b'{"access_token":"bench","expires_in":7200}'
LENGTH = b"content-length:"


def _response(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


TOKEN_ANSWER, OK_ANSWER = _response(TOKEN), _response(OK)
NOTICE = b'"template_id": "notice"'
# When each of them came: eight bytes for each, and no more work than reading the clock.
came = array("d")


def _answer(line: bytes, body: bytes) -> bytes:
    """To a request that begins with this line."""
    if b"/since/" in line:
        moment = float(line.split()[1].rpartition(b"/")[2])
        later = len(came) - bisect_right(came, moment)
        return _response(json.dumps({"calls": later, "last": came[-1] if came else 0.0}).encode())
    if b"/stable_token" in line:
        return TOKEN_ANSWER
    if NOTICE in body:
        came.append(time.monotonic())
    return OK_ANSWER


class Connection(asyncio.Protocol):
    """Requests one after the other; it looks for the end of each and at nothing else."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.held = b""

    def data_received(self, data: bytes) -> None:
        self.held += data
        while (end := self.held.find(b"\r\n\r\n")) >= 0:
            head = self.held[:end].lower()
            at = head.find(LENGTH)
            length = int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self.held) < end + 4 + length:
                return
            body = self.held[end + 4 : end + 4 + length]
            self.held = self.held[end + 4 + length :]
            self.transport.write(_answer(head.split(b"\r\n", 1)[0], body))


async def serve(port: int) -> None:
    await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", port)
    # The end of standard input is the word to stop.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(sys.argv[2])})
    uvloop.run(serve(int(sys.argv[1])))
