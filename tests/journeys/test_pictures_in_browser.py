"""A picture from the account on a phone in a real browser: small in the chat, whole when tapped."""

from pathlib import Path

from playwright.async_api import expect

from sandbox import Sandbox, SandboxSettings
from sandbox.bubbles import Content
from tests.journeys.browser import desk_at, needs_a_browser
from tests.texts.test_progress_card import LINES, drawn
from texts import progress_card

pytestmark = needs_a_browser


async def test_the_card_is_shown_in_its_bubble_and_opens_whole(tmp_path: Path):
    async with Sandbox(SandboxSettings("wx", "secret", "token")) as box:
        card = box.media.add("image", "picture.png", progress_card.png(drawn(*LINES)))
        phone = box.phone("o-lin", name="林子轩", note="珠海海晟智能装备股份有限公司", group="学徒")
        phone.show(Content("image", "", {"media_id": card.id}))
        async with desk_at(box.url, tmp_path) as desk:
            await desk.look()
            shown = desk.phone_of("林子轩").chat.get_by_role("img", name="图片")
            await expect(shown).to_be_visible()
            assert await shown.evaluate("image => image.naturalWidth") == 1080
            assert (await shown.bounding_box() or {})["width"] <= 150
            assert [*await desk.nameless(), *await desk.sideways()] == []
            async with desk.page.expect_popup() as whole:
                await desk.phone_of("林子轩").chat.get_by_role("link", name="看大图").click()
            assert (await whole.value).url.endswith(card.id)
            await desk.photograph("picture")
