"""One process that delivers until it is killed: `python -m bench.delivering DATABASE PLATFORM LEASE CONCURRENCY`.

The engine of the service with the real client, its leases shortened to `LEASE` seconds so that a run of
many kills ends today.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

import uvloop

from bench.seed import APP
from bot.client import connected
from bot.sender import Sender
from domain.channels import Allowance, Limits
from jiangmiao import database as databases
from models import secrecy
from usecases import outbox, send_delivery
from usecases.deliver_due import Post, deliver_due

SECRET = "a-secret-for-measurements-only-0123456789"
LIMITS = Limits(Allowance(5, timedelta(hours=48)), Allowance(3, timedelta(minutes=1)))
TEMPLATES = dict.fromkeys(("hours_to_confirm", "hours_decided", "reminder", "notice"), "bench")


def clock() -> datetime:
    return datetime.now(UTC)


async def run(database: str, platform: str, lease: float, concurrency: int) -> None:
    outbox.LEASE = timedelta(seconds=lease)
    send_delivery.SLOWEST_CALL = timedelta(seconds=lease / 2)
    secrecy.use(SECRET)
    async with databases.opened(database), connected(platform, APP, "secret", clock) as client:
        post = Post(APP, LIMITS, Sender(client, TEMPLATES, clock).send, concurrency)
        while True:
            await deliver_due(post, clock=clock)
            await asyncio.sleep(0.05)


if __name__ == "__main__":
    uvloop.run(run(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])))
