"""What each error code comes to on PostgreSQL, on every channel; test_error_codes.py looks closer, on SQLite."""

import pytest
from structlog.testing import capture_logs

from models.deliveries import ChannelBar, ChannelState, Consent, Delivery
from models.people import Identity
from tests.faults.bad_platform import SENDING, refuses
from tests.faults.office import ENDED, Office, office, reachable
from tests.faults.test_error_codes import (
    BUSY,
    CHANNELS,
    CONFIGURATION,
    MESSAGE,
    NEXT,
    PERSON,
    QUOTA,
    TEMPLATE_GONE,
    TOKEN_DEAD,
)
from tests.outbox import enqueue

ALL = (*BUSY, *PERSON, *MESSAGE, *QUOTA, *CONFIGURATION, *TOKEN_DEAD)


@pytest.fixture
def database_url(stores) -> str:
    return str(stores.postgres())


def expected(code: int, channel: str) -> tuple[str, str]:
    """The state after one round, and the channel that the message went by."""
    if code in BUSY:
        return "waiting", ""
    if code in MESSAGE:
        return "refused", ""
    if code in (*PERSON, *TEMPLATE_GONE):
        return "sent", NEXT[channel]
    return ("waiting", "") if NEXT[channel] == "inbox" else ("sent", NEXT[channel])


async def came_to(there: Office, person: object, channel: str, code: int) -> tuple[str, str]:
    """A message to somebody who was never written to before."""
    for rows in (Delivery, ChannelBar, ChannelState, Consent, Identity):
        await rows.all().delete()
    await reachable(person, channel, there.clock)
    await enqueue(person, **ENDED)
    there.platform.bad = {SENDING[channel]: refuses(code)}
    with capture_logs():
        await there.round()
    row = await Delivery.get()
    return str(row.state), str(row.channel)


@pytest.mark.postgres
@pytest.mark.parametrize("channel", CHANNELS)
async def test_every_code_ends_where_the_table_says(shop, channel):
    codes = (*ALL, *TEMPLATE_GONE) if channel == "template" else ALL
    async with office() as there:
        found = {code: await came_to(there, shop.zhao, channel, code) for code in codes}
    assert found == {code: expected(code, channel) for code in codes}
