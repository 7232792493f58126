"""A message on which every process dies is parked; those that were on their way beside it are not."""

import asyncio
import sys
from collections import Counter
from pathlib import Path

from jiangmiao import database as databases
from models import secrecy
from models.deliveries import Delivery
from tests.cast import APP, NOON, contact
from tests.cast import shop as make_shop
from tests.conftest import SECRET
from tests.faults.dying_worker import DIED
from tests.faults.office import states
from tests.outbox import LIMITS, Clock, Platform, enqueue
from usecases import deliver_due as delivering
from usecases.outbox import LEASE, take_due

FOLDER = Path(__file__).parents[2]
LONGER_THAN_A_LEASE = int(LEASE.total_seconds()) + 1


async def exit_code(url: str, seconds: int, poison: str) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.dying_worker", url, str(seconds), poison, cwd=FOLDER
    )
    return await process.wait()


async def test_a_message_that_kills_is_parked_after_three_crashes_and_its_neighbours_arrive(database_url):
    secrecy.use(SECRET)
    async with databases.opened(database_url):
        shop = await make_shop.__wrapped__(database_url)
        people = (shop.lin, shop.huang, shop.wang, shop.chen, shop.zhao, shop.admin, shop.teacher)
        for person in people:
            await enqueue(person)
        poison = await contact(shop.wang)
    codes = [
        await exit_code(database_url, LONGER_THAN_A_LEASE * number, poison.openid) for number in range(4)
    ]
    assert codes == [DIED, DIED, DIED, 0]
    async with databases.opened(database_url):
        assert await states() == {"sent": 6, "dead": 1}
        assert await Delivery.filter(state="dead").values_list("person_id", flat=True) == [
            shop.wang.person_id
        ]


async def test_those_that_a_process_died_with_go_one_at_a_time_beside_the_others(shop):
    for person in (shop.lin, shop.huang, shop.wang):
        await enqueue(person)
    await take_due(3, now=NOON)  # by a process that dies
    platform = Platform()
    platform.clock.turn(seconds=LONGER_THAN_A_LEASE)
    fresh = [(await enqueue(person)).id for person in (shop.chen, shop.zhao)]
    in_the_air: Counter[bool] = Counter()
    most: Counter[bool] = Counter()

    async def send(parcel):
        suspect = parcel.delivery_id not in fresh
        in_the_air[suspect] += 1
        most[suspect] = max(most[suspect], in_the_air[suspect])
        await asyncio.sleep(0)
        in_the_air[suspect] -= 1
        return await platform.send(parcel)

    post = delivering.Post(APP, LIMITS, send)
    await delivering.deliver_due(post, clock=platform.clock)
    assert most[True] == 1
    assert await states() == {"sent": 5}


async def test_a_long_round_takes_over_what_another_process_held_when_it_died(shop):
    await enqueue(shop.wang)
    await take_due(1, now=NOON)
    for _ in range(40):
        await enqueue(shop.lin)
    clock = Clock()
    platform = Platform()
    order = []

    async def send(parcel):
        clock.turn(seconds=10)
        order.append(parcel.openid)
        return await platform.send(parcel)

    post = delivering.Post(APP, LIMITS, send, concurrency=1)
    await delivering.deliver_due(post, clock=clock)
    assert order.index((await contact(shop.wang)).openid) < 20
