"""The demo in a real browser, as whoever tries it for the first time meets it."""

import re
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import FilePayload, expect

from jiangmiao.demo_hints import first_sentence
from tests.jiangmiao.commanding import settle
from tests.jiangmiao.demonstration import demonstrated
from tests.journeys.browser import Desk, Handset, desk_at, needs_a_browser
from texts.demo import FIRST_SENTENCE

pytestmark = needs_a_browser


async def test_three_phones_and_the_lines_to_tap_are_enough_to_begin(tmp_path: Path, monkeypatch):
    settle(tmp_path, monkeypatch)
    async with demonstrated() as said:
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address, said
        async with desk_at(address[0], tmp_path) as desk:
            await desk.look()
            phones = desk.page.get_by_role("region")
            await expect(phones).to_have_count(3)
            apprentice, mentor, administrator = (Handset(phones.nth(place)) for place in range(3))
            now = datetime.now(UTC)
            await apprentice.tap_hint(first_sentence(now))
            await apprentice.reads("已记录")
            await mentor.tap_hint("待确认")
            await mentor.reads("理论 1小时 识图", "回“确认")
            await mentor.tap_hint("确认 1")
            await mentor.reads("已确认 1 条")
            await administrator.tap_hint("统计")
            await administrator.reads(f"已记 {int(first_sentence(now) == FIRST_SENTENCE)}人")
            await desk.photograph("demo")
            await an_employer_scans_the_certificate(desk, apprentice, administrator)


async def an_employer_scans_the_certificate(desk: Desk, apprentice: Handset, employer: Handset) -> None:
    """The picture that came to the apprentice's chat is shown to another phone's camera."""
    await apprentice.write("证书")
    await apprentice.reads("学徒培训合格证书 车工 · 有效")
    picture = apprentice.chat.get_by_role("img", name="图片")
    await expect(picture).to_be_visible()
    shown = await desk.page.request.get(desk.url + str(await picture.get_attribute("src")))
    await employer.root.get_by_role("button", name="扫一扫").first.click()
    camera = employer.root.get_by_role("dialog", name="扫一扫").locator("input[type=file]")
    photo: FilePayload = {"name": "photo.png", "mimeType": "image/png", "buffer": await shown.body()}
    await camera.set_input_files(photo)
    page = employer.root.frame_locator("iframe")
    await expect(page.get_by_role("heading", name="有效", exact=True)).to_be_visible()
    await expect(page.get_by_text("4404**********0130")).to_be_visible()
    await desk.photograph("employer")
