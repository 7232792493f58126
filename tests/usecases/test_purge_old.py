"""Messages are forgotten after seven days."""

from datetime import timedelta

from models.conversation import InboundMessage
from tests.cast import NOON
from tests.outbox import wrote
from usecases.purge_old import purge_old


async def test_only_what_is_older_than_seven_days_goes(shop):
    for days in (30, 9, 8, 7, 6, 1):
        await wrote(shop.lin, at=NOON - timedelta(days=days))
    assert await purge_old(now=NOON, piece=2) == 3
    assert await InboundMessage.all().count() == 3
    assert await purge_old(now=NOON, piece=2) == 0


async def test_a_message_told_by_a_clock_that_was_ahead_holds_up_no_others(shop):
    for days in (-400, 30, 9, 8, 1):
        await wrote(shop.lin, at=NOON - timedelta(days=days))
    assert await purge_old(now=NOON, piece=2) == 3
    assert await InboundMessage.all().count() == 2
