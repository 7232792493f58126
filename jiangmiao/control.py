"""The local control socket: the running service carries out what the same user types at the command line.

A request is one frame {version, operation, arguments}; the answer is any number of {progress: line},
then {result: …}, {refused: sentence} or {failed: id}. An operation that has begun goes on even if
whoever asked has gone; only the end of the service undoes it.
"""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import structlog

from .control_socket import SocketTaken, address, listen
from .control_wire import VERSION, BrokenFrame, frame, receive, same_user

__all__ = [
    "Failed",
    "Interrupted",
    "Operation",
    "OtherUser",
    "OtherVersion",
    "Refused",
    "Report",
    "SocketTaken",
    "Unreachable",
    "call",
    "serve",
]

Report = Callable[[str], None]
Operation = Callable[[dict[str, Any], Report], Awaitable[dict[str, Any]]]

REQUEST_SECONDS = 30

log = structlog.get_logger("control")


class Refused(Exception):
    """The operation said no. Its text is the sentence for the person."""


class Failed(Exception):
    """A defect. Its text is the id under which the service logged it."""


class Unreachable(Exception):
    """Nobody listens there."""


class OtherUser(Exception):
    """The service runs as another user."""


class OtherVersion(Exception):
    """The service speaks another version of the protocol: it was started before an update."""


class Interrupted(Exception):
    """The service went away before it answered, so the outcome is unknown."""


@asynccontextmanager
async def serve(path: Path, operations: Mapping[str, Operation]) -> AsyncIterator[None]:
    """Listen as long as the block runs; open to this user only. Raises `SocketTaken`."""
    place = address(path)
    listener = listen(place)
    mine = place.stat().st_ino
    running: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            running.add(task)
            task.add_done_callback(running.discard)
        try:
            with contextlib.suppress(ConnectionError):
                await _answer(reader, writer, operations)
        finally:
            writer.close()

    server = await asyncio.start_unix_server(answer, sock=listener)
    try:
        yield
    finally:
        server.close()
        for task in tuple(running):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        with contextlib.suppress(FileNotFoundError):
            if place.stat().st_ino == mine:
                place.unlink()


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, operations: Mapping[str, Operation]
) -> None:
    if not same_user(writer):
        log.warning("control.other_user")
        return
    try:
        request = await asyncio.wait_for(receive(reader), REQUEST_SECONDS)
    except (BrokenFrame, TimeoutError):
        return
    if request is None:
        return
    writer.write(frame(await _carry_out(request, writer, operations)))
    await writer.drain()


async def _carry_out(
    request: dict[str, Any], writer: asyncio.StreamWriter, operations: Mapping[str, Operation]
) -> dict[str, Any]:
    def report(line: str) -> None:
        if not writer.is_closing():
            writer.write(frame({"progress": line}))

    name = str(request.get("operation"))
    if request.get("version") != VERSION or name not in operations:
        return {"version": VERSION}
    try:
        return {"result": await operations[name](request.get("arguments") or {}, report)}
    except Refused as refused:
        return {"refused": str(refused)}
    except Exception:
        request_id = secrets.token_hex(5)
        log.exception("control.failed", request=request_id, operation=name)
        return {"failed": request_id}


async def call(path: Path, operation: str, arguments: dict[str, Any], report: Report) -> dict[str, Any]:
    """Have the running service do it; `report` gets each line of progress.

    Raises `Unreachable`, `OtherUser`, `OtherVersion`, `Refused`, `Failed`, `Interrupted`.
    """
    try:
        reader, writer = await asyncio.open_unix_connection(address(path))
    except (FileNotFoundError, ConnectionRefusedError) as nobody:
        raise Unreachable from nobody
    except PermissionError as foreign:
        raise OtherUser from foreign
    try:
        if not same_user(writer):
            raise OtherUser
        writer.write(frame({"version": VERSION, "operation": operation, "arguments": arguments}))
        await writer.drain()
        return await _result(reader, report)
    except (ConnectionError, BrokenFrame) as cut:
        raise Interrupted from cut
    finally:
        writer.close()


async def _result(reader: asyncio.StreamReader, report: Report) -> dict[str, Any]:
    while answer := await receive(reader):
        match answer:
            case {"progress": line}:
                report(str(line))
            case {"result": dict(result)}:
                return result
            case {"refused": sentence}:
                raise Refused(sentence)
            case {"failed": request_id}:
                raise Failed(request_id)
            case _:
                raise OtherVersion
    raise Interrupted
