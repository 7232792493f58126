"""Messages are forgotten after seven days."""

from datetime import timedelta

from models.conversation import InboundMessage
from tests.cast import NOON
from tests.outbox import wrote
from usecases.purge_old import purge_old


async def test_only_what_is_older_than_seven_days_goes(shop):
    for days in (1, 6, 7, 8, 9, 30):
        await wrote(shop.lin, at=NOON - timedelta(days=days))
    assert await purge_old(now=NOON, piece=2) == 3
    assert await InboundMessage.all().count() == 3
    assert await purge_old(now=NOON, piece=2) == 0
