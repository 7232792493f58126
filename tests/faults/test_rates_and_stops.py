"""What all processes share: one token, one rate, one closing; and what hurries or is stopped while much drains."""

import asyncio
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.deliveries import Channel, Closed, Sent
from models.deliveries import Delivery
from models.statement import Statement
from tests.cast import APP, NOON
from tests.conftest import Stores
from tests.faults.bad_platform import TOKEN, BadPlatform, Call, bad_platform, refuses, well
from tests.faults.office import ENDED, states
from tests.notices import send
from tests.outbox import LIMITS, Clock, bind_all, enqueue
from usecases.cancel_notice import cancel_notice
from usecases.deliver_due import Post, deliver_due
from usecases.pause_notice import pause_notice

FOLDER = Path(__file__).parents[2]
AT_ONCE = 16
MANY = 20_000
CONCURRENCY = 8
# The notice's messages again and again, so that there are many without as many people.
_MORE = Statement(
    """
    INSERT INTO delivery (key, person_id, kind, facts, notice_id, urgent, priority, created_at, due_at, state, attempts,
                          crashes, channel, outcome, platform_id)
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $2::int)
    SELECT d.key || ':' || n, d.person_id, d.kind, d.facts, d.notice_id, d.urgent, d.priority, d.created_at, d.due_at,
           d.state, d.attempts, d.crashes, d.channel, d.outcome, d.platform_id
    FROM (SELECT * FROM delivery WHERE notice_id = $1 ORDER BY id LIMIT 1) AS d CROSS JOIN numbers
    """
)


@pytest.fixture
def shared_url(stores: Stores) -> str:
    return stores.postgres()


@pytest.mark.postgres
async def test_a_token_that_dies_under_sixteen_calls_of_two_processes_is_fetched_once(shared_url):
    """On PostgreSQL, because one process owns the SQLite file."""
    together = asyncio.Barrier(AT_ONCE)

    async def dies(platform: BadPlatform, call: Call, writer: asyncio.StreamWriter) -> None:
        """All sixteen hold the same token, and all hear that it is dead."""
        if "access_token=token-1" in call.path:
            await together.wait()
            await refuses(40001)(platform, call, writer)
        else:
            await well(platform, call, writer)

    async with bad_platform() as platform:
        platform.bad["/message/"] = dies
        worker = ("-m", "tests.faults.calling_worker", shared_url, platform.url, str(AT_ONCE // 2))
        processes = [
            await asyncio.create_subprocess_exec(sys.executable, *worker, cwd=FOLDER) for _ in range(2)
        ]
        assert await asyncio.gather(*(process.wait() for process in processes)) == [0, 0]
        assert platform.count(TOKEN) == 2
        assert platform.count("/message/") == 2 * AT_ONCE


async def test_two_workers_keep_one_rate_and_one_burst(shop):
    """They share nothing but the database. Measured by the real clock; the bucket holds a second's worth."""
    rate, messages = 40.0, 100
    for number in range(messages):
        await enqueue((shop.wang, shop.chen, shop.lin, shop.huang)[number % 4], **ENDED)
    begun = time.monotonic()
    at: list[float] = []

    async def take(parcel):
        at.append(time.monotonic() - begun)
        return Sent(parcel.channel)

    # Messages are due at noon of the tests' day, whatever day it is now.
    def clock() -> datetime:
        return NOON + (datetime.now(UTC) - really)

    really = datetime.now(UTC)
    post = Post(APP, LIMITS, take, CONCURRENCY, {Channel.TEMPLATE: rate})
    while await Delivery.filter(state="waiting").count():
        await asyncio.gather(*(deliver_due(post, clock=clock) for _ in range(2)))
    assert len(at) == messages
    drawn_ahead = 2 * int(rate * 0.1)
    for first in at:
        within = sum(first <= other < first + 1.0 for other in at)
        assert within <= rate + rate + drawn_ahead
    assert at[-1] >= (messages - rate) / rate - 0.5


async def test_a_channel_that_one_worker_closes_is_closed_for_the_other_within_a_second(shop):
    clock = Clock()
    people = (shop.wang, shop.chen, shop.lin, shop.huang)
    for number in range(80):
        await enqueue(people[number % 4], **ENDED)
    calls: list[tuple[str, datetime]] = []
    closed = Closed("45009", clock.now.replace(hour=16, minute=10))

    def worker(name: str) -> Post:
        async def take(parcel):
            calls.append((name, clock.now))
            clock.turn(seconds=0.1)
            await asyncio.sleep(0)
            return closed if name == "first" else Sent(parcel.channel)

        return Post(APP, LIMITS, take, 2)

    await asyncio.gather(*(deliver_due(worker(name), clock=clock) for name in ("first", "second")))
    closed_at = min(at for name, at in calls if name == "first")
    assert all((at - closed_at).total_seconds() <= 1.2 for _, at in calls)
    assert (await states())["waiting"] > 0
    assert not await Delivery.filter(state="sending").exists()


async def draining(shop, stop):
    """A notice to many drains; after 100 sends `stop` is called with its number. What left, and after it."""
    await bind_all(shop)
    number = await send(shop.admin)
    await _MORE.run(number, MANY)
    sent: list[str] = []
    stopped: list[int] = []
    halting = asyncio.Event()

    async def take(parcel):
        sent.append(parcel.kind)
        if len(sent) == 100:
            await stop(number)
            stopped.append(len(sent))
        if len(sent) >= 400:
            halting.set()
        return Sent(parcel.channel)

    post = Post(APP, LIMITS, take, CONCURRENCY, stopping=halting.is_set)
    clock = Clock()

    def ticking() -> datetime:
        clock.turn(seconds=0.01)
        return clock.now

    await deliver_due(post, clock=ticking)
    return number, sent, stopped[0]


async def test_a_reminder_overtakes_twenty_thousand_notices_within_two_rounds_of_slots(shop):
    async def remind(number: int) -> None:
        await enqueue(shop.chen, **ENDED)

    _, sent, enqueued_after = await draining(shop, remind)
    assert sent.index("deputy_ended") - enqueued_after <= 2 * CONCURRENCY


@pytest.mark.parametrize("stop", [cancel_notice, pause_notice])
async def test_what_is_stopped_leaves_no_more_within_a_second_and_the_sums_hold(shop, stop):
    """The tests' clock moves a hundredth of a second each time it is asked, several times a message."""

    async def halt(number: int) -> None:
        await stop(shop.admin, number, now=NOON)

    number, sent, stopped_after = await draining(shop, halt)
    assert len(sent) - stopped_after <= 100
    found = Counter(await Delivery.filter(notice_id=number).values_list("state", flat=True))
    assert (found["sending"], sum(found.values())) == (0, MANY + 2)
    assert found["sent"] == len(sent)
