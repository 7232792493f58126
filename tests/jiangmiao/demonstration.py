"""A demo that runs in a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.house.source import ROOT


@asynccontextmanager
async def demonstrated() -> AsyncIterator[str]:
    """A demo in a process of its own; what it said until it was ready."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "jiangmiao",
        "demo",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = b""
    try:
        async with asyncio.timeout(120):
            while "Ctrl-C" not in said.decode(errors="replace") and (
                piece := await process.stdout.read(4096)
            ):  # type: ignore[union-attr]
                said += piece
        yield said.decode()
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        await process.communicate()
