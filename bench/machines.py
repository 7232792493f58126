"""Real `jiangmiao` processes side by side, with what they say of themselves."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import aiohttp

from bench.callback_server import AES_KEY, TOKEN
from bench.delivering import SECRET, TEMPLATES
from bench.seed import APP


def environment(url: str, platform: str, port: int, folder: Path) -> dict[str, str]:
    """What an operator would set; reminders go by template."""
    own = {
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "PORT": str(port),
        "FILES": str(folder),
        "WECHAT_APP_ID": APP,
        "WECHAT_APP_SECRET": "secret",
        "WECHAT_TOKEN": TOKEN,
        "WECHAT_AES_KEY": AES_KEY,
        "WECHAT_API_URL": platform,
        **{f"TEMPLATE_{name.upper()}": "bench" for name in TEMPLATES},
    }
    return {**os.environ, **{f"JIANGMIAO_{name}": value for name, value in own.items()}}


class Machine:
    """A process; `events` are the first words of its log lines with the second at which they were read."""

    def __init__(self, name: str, port: int, process: asyncio.subprocess.Process) -> None:
        self.name = name
        self.port = port
        self.process = process
        self.events: list[tuple[str, float]] = []
        self.errors: Counter[str] = Counter()

    def signal(self, number: signal.Signals) -> float:
        """Send it; the second at which that was."""
        self.process.send_signal(number)
        return time.monotonic()

    async def listen(self) -> None:
        """Read its log to the end."""
        while self.process.stderr and (line := await self.process.stderr.readline()):
            with contextlib.suppress(ValueError):
                said = json.loads(line)
                self.events.append((said["event"], time.monotonic()))
                if said.get("level") in ("error", "warning"):
                    self.errors[f"{said['event']} {said.get('why', '')}".strip()] += 1

    async def heard(self, event: str, since: float, patience: float) -> float:
        """Seconds from `since` until it said so. Raises TimeoutError."""
        while time.monotonic() < since + patience:
            if at := next((at for said, at in self.events if said == event and at >= since), None):
                return at - since
            await asyncio.sleep(0.02)
        raise TimeoutError(f"{self.name} did not say {event}: {self.events[-5:]} {dict(self.errors)}")

    async def ready(self, since: float, patience: float) -> float:
        """Seconds from `since` until it says that all its parts are well."""
        timeout = aiohttp.ClientTimeout(total=2)
        said = ""
        async with aiohttp.ClientSession(timeout=timeout) as http:
            while self.process.returncode is None and time.monotonic() < since + patience:
                with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                    async with http.get(f"http://127.0.0.1:{self.port}/readyz") as answer:
                        if answer.status == 200:
                            return time.monotonic() - since
                        said = await answer.text()
                await asyncio.sleep(0.1)
        raise TimeoutError(f"{self.name} is not ready: {said} {self.events[-5:]} {dict(self.errors)}")


@asynccontextmanager
async def machine(name: str, settings: Mapping[str, str], ahead: float = 0.0) -> AsyncIterator[Machine]:
    """`jiangmiao serve`, its clock `ahead` seconds; killed at the end where it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.machine", "serve", str(ahead),
        env=settings, stderr=asyncio.subprocess.PIPE, limit=1 << 20,
    )  # fmt: skip
    one = Machine(name, int(settings["JIANGMIAO_PORT"]), process)
    listening = asyncio.create_task(one.listen())
    try:
        yield one
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await listening


def seconds_until(moment: datetime, now: datetime) -> float:
    return (moment - now).total_seconds()
