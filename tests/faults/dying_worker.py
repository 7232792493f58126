"""A process that dies of one message: `python -m tests.faults.dying_worker DATABASE SECONDS POISON`.

It delivers once, `SECONDS` after noon, and ends with `DIED` while the message to the openid `POISON` and its
neighbours are on their way.
"""

import asyncio
import os
import sys
from datetime import timedelta

from domain.deliveries import Answer, Sent
from jiangmiao import database as databases
from models import secrecy
from tests.cast import APP, NOON
from tests.conftest import SECRET
from tests.outbox import LIMITS
from usecases.deliver_due import Parcel, Post, deliver_due

DIED = 9
CONCURRENCY = 8


async def run(url: str, seconds: int, poison: str) -> None:
    async def send(parcel: Parcel) -> Answer:
        if parcel.openid == poison:
            await asyncio.sleep(0.1)  # so that its neighbours are on their way too
            os._exit(DIED)
        await asyncio.sleep(0.2)
        return Sent(parcel.channel)

    secrecy.use(SECRET)
    now = NOON + timedelta(seconds=seconds)
    async with databases.opened(url):
        await deliver_due(Post(APP, LIMITS, send, CONCURRENCY), clock=lambda: now)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
