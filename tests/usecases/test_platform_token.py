"""The token's row: one fetches, nobody drops what another renewed, and it stands sealed."""

import asyncio
from datetime import timedelta

import pytest

from models.deliveries import PlatformToken
from tests.cast import APP, NOON
from usecases.platform_token import (
    CLAIM,
    HeldToken,
    claim_refresh,
    drop_token,
    give_up_refresh,
    read_token,
    store_token,
)

pytestmark = pytest.mark.usefixtures("database")
HOURS = NOON + timedelta(hours=2)


async def test_one_of_many_may_fetch():
    claims = await asyncio.gather(*(claim_refresh(APP, now=NOON) for _ in range(8)))
    assert sum(claims) == 1


async def test_a_claim_gives_way_after_a_while_or_at_once():
    assert await claim_refresh(APP, now=NOON)
    assert await claim_refresh(APP, now=NOON + CLAIM)
    await give_up_refresh(APP)
    assert await claim_refresh(APP, now=NOON)


async def test_while_a_token_holds_nobody_fetches():
    await claim_refresh(APP, now=NOON)
    await store_token(APP, HeldToken("token-1", HOURS))
    assert not await claim_refresh(APP, now=NOON)
    assert await read_token(APP, now=NOON) == HeldToken("token-1", HOURS)
    assert await read_token(APP, now=HOURS) is None
    assert await claim_refresh(APP, now=HOURS)


async def test_only_the_token_that_died_is_dropped():
    await claim_refresh(APP, now=NOON)
    await store_token(APP, HeldToken("token-2", HOURS))
    await drop_token(APP, "token-1")
    assert await read_token(APP, now=NOON) is not None
    await drop_token(APP, "token-2")
    assert await read_token(APP, now=NOON) is None


async def test_the_token_stands_sealed():
    await claim_refresh(APP, now=NOON)
    await store_token(APP, HeldToken("token-1", HOURS))
    assert "token-1" not in (await PlatformToken.get()).token
