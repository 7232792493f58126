"""kill -9 after every call of a mass send, with the call carried out and nothing of it written down."""

import asyncio
import signal
import sys
from pathlib import Path

from jiangmiao import database as databases
from models import secrecy
from models.mass_sends import MassSend
from models.people import Identity
from sandbox import Sandbox
from tests.bot.platform import SETTINGS
from tests.cast import NOON
from tests.cast import shop as make_shop
from tests.conftest import SECRET
from tests.mass_office import SENDALL, states
from tests.notices import send
from tests.outbox import Clock, bind_all
from usecases.mass_leases import LEASE

FOLDER = Path(__file__).parents[2]
LONGER_THAN_A_LEASE = int(LEASE.total_seconds()) + 1
A_DAY = 24 * 3600
# Seconds after noon, and the calls it lives for: each makes again what nobody knows of, and then the next.
RUNS = (
    (0, 1),  # the tag is made
    (LONGER_THAN_A_LEASE, 2),  # its followers have it
    (2 * LONGER_THAN_A_LEASE, 2),  # the notice was sent to them
    (3 * LONGER_THAN_A_LEASE, 0),
    (A_DAY + 4 * LONGER_THAN_A_LEASE, 1),  # the tag is deleted
    (A_DAY + 5 * LONGER_THAN_A_LEASE, 0),
)


async def exit_code(url: str, platform: str, seconds: int, calls: int) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.dying_mass_worker", url, platform, str(seconds), str(calls), cwd=FOLDER
    )  # fmt: skip
    return await process.wait()


async def test_killed_after_each_call_it_reaches_everybody_once(database_url):
    secrecy.use(SECRET)
    clock = Clock(NOON)
    async with Sandbox(SETTINGS, clock=lambda: clock.now.timestamp()) as box:
        async with databases.opened(database_url):
            shop = await make_shop.__wrapped__(database_url)
            await bind_all(shop)
            number = await send(shop.admin, None, by_mass=True)
            phones = [box.phone(identity.openid) for identity in await Identity.all()]
        codes = [await exit_code(database_url, box.url, *run) for run in RUNS]
        await box.settled()
        assert codes == [-signal.SIGKILL if calls else 0 for _, calls in RUNS]
        assert [[one.channel for one in phone.messages_received] for phone in phones] == [["mass"]] * 7
        assert sum(call.path == SENDALL for call in box.calls) == 2
        assert box.tags.names == {}
    async with databases.opened(database_url):
        assert await states(number) == {"sent mass": 7}
        assert str((await MassSend.get()).state) == "done"
