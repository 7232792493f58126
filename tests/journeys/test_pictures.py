"""Asking for a picture in the chat, with the whole service between the phone and the screen."""

import asyncio

from domain.roles import Door
from tests.cast import NOON
from tests.certified import TRAINING, decided
from tests.journeys.conftest import Town
from usecases.issue_certificate import issue_certificate

PATIENCE_SECONDS = 20


async def pictures(town: Town, count: int) -> list[bytes]:
    """What the apprentice's phone shows once so many have come."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            shown = [one for one in town.lin.bubbles if one.kind == "image" and not one.from_me]
            if len(shown) >= count:
                found = [town.box.media.get(one.extra["media_id"]) for one in shown]
                return [media.data for media in found if media]
            await asyncio.sleep(0.05)


async def test_the_text_comes_first_and_the_picture_behind_it(town: Town):
    assert "要求 1400学时" in await town.lin.say("进度图")
    town.clock.turn(seconds=2)
    (card,) = await pictures(town, 1)
    assert card.startswith(b"\x89PNG")
    assert [one.kind for one in town.lin.bubbles][-2:] == ["text", "image"]


async def test_a_certificate_comes_as_a_picture_too(town: Town):
    await issue_certificate(Door.COMMAND_LINE, await decided(town.shop, town.shop.lin), TRAINING, now=NOON)
    assert "您有 1 张证书" in await town.lin.say("证书")
    town.clock.turn(seconds=2)
    assert len(await pictures(town, 1)) == 1
