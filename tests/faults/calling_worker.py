"""A process that sends customer messages at once: `python -m tests.faults.calling_worker DATABASE PLATFORM CALLS`."""

import asyncio
import sys

from bot.client import connected
from jiangmiao import database as databases
from models import secrecy
from tests.cast import APP
from tests.conftest import SECRET
from tests.outbox import Clock


async def run(url: str, platform: str, calls: int) -> None:
    secrecy.use(SECRET)
    async with databases.opened(url), connected(platform, APP, "secret", Clock()) as client:
        await asyncio.gather(*(client.send_text("openid-1", "好") for _ in range(calls)))


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], int(sys.argv[3])))
