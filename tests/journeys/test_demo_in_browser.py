"""The demo in a real browser, as whoever tries it for the first time meets it."""

import re
from pathlib import Path

from playwright.async_api import expect

from tests.jiangmiao.commanding import settle
from tests.jiangmiao.demonstration import demonstrated
from tests.journeys.browser import Handset, desk_at, needs_a_browser
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
            await apprentice.tap_hint(FIRST_SENTENCE)
            await apprentice.reads("已记录")
            await mentor.tap_hint("待确认")
            await mentor.reads("理论 1小时 识图", "回“确认")
            await mentor.tap_hint("确认 1")
            await mentor.reads("已确认 1 条")
            await administrator.tap_hint("统计")
            await administrator.reads("已记 1人")
            await desk.photograph("demo")
