"""The slots of a round: filled again in the transaction that writes outcomes, and never before those are on disk."""

import asyncio

from tortoise.exceptions import OperationalError

from domain.deliveries import Channel, DeliveryState, Sent
from models.deliveries import Delivery
from models.statement import Statement
from tests.cast import APP, NOON
from tests.notices import send
from tests.outbox import LIMITS, Clock, bind_all, enqueue
from usecases.deliver_due import Post, deliver_due
from usecases.outbox import take_due
from usecases.record_outcomes import Recorder
from usecases.right_of_way import answering

CONCURRENCY = 2
# Each message of the notice again and again, so that there are many without as many people.
_MORE = Statement(
    """
    INSERT INTO delivery (key, person_id, kind, facts, notice_id, urgent, priority, created_at, due_at, state, attempts,
                          crashes, channel, outcome, platform_id)
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $2::int)
    SELECT d.key || ':' || n, d.person_id, d.kind, d.facts, d.notice_id, d.urgent, d.priority, d.created_at, d.due_at,
           d.state, d.attempts, d.crashes, d.channel, d.outcome, d.platform_id
    FROM delivery d CROSS JOIN numbers WHERE d.notice_id = $1
    """
)


async def drain(shop, copies: int) -> tuple[int, list[int]]:
    """How many messages a notice came to, and how many were in doubt at each call."""
    await bind_all(shop)
    await _MORE.run(await send(shop.admin), copies)
    in_doubt: list[int] = []

    async def take(parcel):
        await asyncio.sleep(0)
        in_doubt.append(len(in_doubt) + 1 - await Delivery.filter(state="sent").count())
        return Sent(parcel.channel)

    tally = await deliver_due(Post(APP, LIMITS, take, CONCURRENCY), clock=Clock())
    assert tally["sent"] == await Delivery.filter(state="sent").count() == await Delivery.all().count()
    return tally["sent"], in_doubt


async def test_no_slot_is_used_again_before_its_outcome_is_on_disk(shop):
    messages, in_doubt = await drain(shop, 30)
    assert len(in_doubt) == messages
    assert max(in_doubt) <= CONCURRENCY


async def test_a_notice_goes_out_while_somebody_is_being_answered(shop):
    with answering():
        messages, in_doubt = await drain(shop, 30)
    assert len(in_doubt) == messages
    assert max(in_doubt) <= CONCURRENCY


async def test_an_outcome_is_kept_where_nothing_more_can_be_taken(shop):
    await enqueue(shop.wang)
    [leased] = await take_due(1, now=NOON)

    async def fails(slots: int) -> list[object]:
        raise OperationalError

    recorder = Recorder(Clock(), fails, lambda flights: None)
    assert await recorder.record(leased, Sent(Channel.TEMPLATE)) is DeliveryState.SENT
    assert (await Delivery.get()).state is DeliveryState.SENT
