"""A process that is killed in a mass send: `python -m tests.faults.dying_mass_worker DATABASE PLATFORM SECONDS CALLS`.

It makes the steps that are due `SECONDS` after noon, and is gone as soon as the platform has carried out `CALLS` calls
of them, before it can write down what the last one came to.
"""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from typing import Any

from bot.client import Client, connected
from bot.mass import Masses
from jiangmiao import database as databases
from models import secrecy
from tests.cast import APP, NOON
from tests.conftest import SECRET
from tests.outbox import Clock
from usecases.advance_mass_sends import advance_mass_sends


class Dying(Masses):
    """Killed after so many answers."""

    def __init__(self, client: Client, clock: Clock, calls: int) -> None:
        super().__init__(client, clock)
        self.left = calls

    async def _count(self, answer: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    async def make_tag(self, *asked: Any) -> Any:
        return await self._count(await super().make_tag(*asked))

    async def tag(self, *asked: Any) -> Any:
        return await self._count(await super().tag(*asked))

    async def send(self, *asked: Any) -> Any:
        return await self._count(await super().send(*asked))

    async def drop_tag(self, *asked: Any) -> Any:
        return await self._count(await super().drop_tag(*asked))


async def run(url: str, platform: str, seconds: int, calls: int) -> None:
    secrecy.use(SECRET)
    clock = Clock(NOON + timedelta(seconds=seconds))
    async with databases.opened(url), connected(platform, APP, "secret", clock) as client:
        await advance_mass_sends(APP, Dying(client, clock, calls), clock=clock)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
