"""Every error code of the platform, on every channel, ends where the table of docs/wechat.md says."""

from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from domain.clock import instant, local, local_day
from models.deliveries import ChannelBar, ChannelState, Consent, Delivery
from models.statement import as_instant
from tests.cast import NOON
from tests.faults.bad_platform import SENDING, TOKEN, refuses
from tests.faults.office import ENDED, office, reachable, states
from tests.outbox import enqueue

CHANNELS = tuple(SENDING)
# The way that is tried next: whoever has a window can be reached by template too.
NEXT = {"customer": "template", "template": "inbox", "subscribe": "inbox", "mini": "inbox"}
BUSY = (-1, 45011, 42010, 43117, 99999)
PERSON = (43004, 43101, 45015, 45047, 40003)
TEMPLATE_GONE = (40037, 43116)
MESSAGE = (41028, 41029, 41030, 47001, 47003, 45002, 40033, 40035, 65400, 65413, 40249)
QUOTA = (45009, 45028)
CONFIGURATION = (40013, 40125, 41004, 40164, 61004, 48001, 48003, 48004, 50001, 50002, 89503, 41001)
TOKEN_DEAD = (40001, 40014, 42001)
FIRST_PAUSE = timedelta(seconds=30)


@pytest.fixture
def database_url(stores) -> str:
    """SQLite alone: what a code asks for is decided before any database (test_sums.py takes each sort to both)."""
    return str(stores.sqlite())


def alarms(logs) -> int:
    return sum(line["log_level"] == "error" for line in logs)


async def refused(there, shop, channel, code):
    """The message after one round in which `channel` answers with `code`, the tally, and how often it was alarming."""
    await reachable(shop.chen, channel, there.clock)
    await enqueue(shop.chen, **ENDED)
    there.platform.bad[SENDING[channel]] = refuses(code)
    with capture_logs() as logs:
        tally = await there.round()
    return await Delivery.get(), tally, alarms(logs)


async def due(row: Delivery) -> datetime:
    found = as_instant(row.due_at)
    assert found
    return found


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("code", BUSY)
async def test_a_busy_platform_is_asked_again(shop, code, channel):
    async with office() as there:
        row, tally, alarming = await refused(there, shop, channel, code)
        assert (tally, row.attempts, alarming) == ({"waiting": 1}, 1, 0)
        pause = await due(row) - NOON
        assert FIRST_PAUSE / 2 <= pause <= timedelta(minutes=1)
        assert pause == timedelta(minutes=1) or code not in (45011, 43117)
        there.platform.bad.clear()
        await there.to_the_end()
        assert (await Delivery.get()).channel == channel


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("code", PERSON)
async def test_who_cannot_be_reached_there_is_told_another_way_and_not_tried_again(shop, code, channel):
    async with office() as there:
        row, tally, alarming = await refused(there, shop, channel, code)
        assert (tally, row.channel, alarming) == ({"sent": 1}, NEXT[channel], 0)
        bar = await ChannelBar.get()
        assert (bar.channel, bar.why) == (channel, f"{code} no")
        await enqueue(shop.chen, **ENDED)
        await there.round()
        assert there.calls(channel) == 1
        assert await ChannelState.filter(closed_until__isnull=False).count() == 0


@pytest.mark.parametrize("code", TEMPLATE_GONE)
async def test_a_template_that_was_taken_away_alarms_and_the_message_stands_in_the_inbox(shop, code):
    async with office() as there:
        row, tally, alarming = await refused(there, shop, "template", code)
        assert (tally, row.channel, alarming) == ({"sent": 1}, "inbox", 1)
        assert await ChannelBar.all().count() == 0


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("code", MESSAGE)
async def test_a_defect_of_the_message_ends_it_and_alarms(shop, code, channel):
    async with office() as there:
        row, tally, alarming = await refused(there, shop, channel, code)
        assert (tally, row.outcome, alarming) == ({"refused": 1}, f"{code} no", 1)
        await there.to_the_end()
        assert there.calls(channel) == 1
        assert await ChannelBar.all().count() == 0


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("code", [*QUOTA, *CONFIGURATION])
async def test_a_channel_that_is_closed_for_all_is_asked_again_after_its_time(shop, code, channel):
    async with office() as there:
        row, tally, alarming = await refused(there, shop, channel, code)
        next_way = NEXT[channel]
        waits = next_way == "inbox"
        assert (tally, alarming) == ({"waiting" if waits else "sent": 1}, 1)
        closed = await ChannelState.get(channel=channel)
        until = as_instant(closed.closed_until)
        midnight = instant(local_day(NOON) + timedelta(days=1), local(NOON).time().replace(hour=0, minute=10))
        assert until == (midnight if code in QUOTA else NOON + timedelta(hours=1))
        if waits:
            assert (row.attempts, await due(row)) == (0, until)
        await enqueue(shop.chen, **ENDED)
        await there.round()
        assert there.calls(channel) == 1
        there.platform.bad.clear()
        await there.to_the_end()
        assert set(await states()) == {"sent"}


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("code", TOKEN_DEAD)
async def test_a_token_that_stays_dead_is_renewed_once_and_closes_the_channel(shop, code, channel):
    async with office() as there:
        _, _, alarming = await refused(there, shop, channel, code)
        assert (there.calls(channel), there.platform.count(TOKEN), alarming) == (2, 2, 1)
        assert (await ChannelState.get(channel=channel)).closed_until


@pytest.mark.parametrize("channel", ["subscribe", "mini"])
@pytest.mark.parametrize("code", [*BUSY, *MESSAGE, *QUOTA, *CONFIGURATION, *TOKEN_DEAD])
async def test_a_refused_subscription_message_keeps_its_consent(shop, code, channel):
    async with office() as there:
        await refused(there, shop, channel, code)
        assert (await Consent.get()).remaining == 1


@pytest.mark.parametrize("channel", ["subscribe", "mini"])
async def test_where_the_platform_knows_of_no_consent_none_is_left(shop, channel):
    async with office() as there:
        await refused(there, shop, channel, 43101)
        assert (await Consent.get()).remaining == 0
