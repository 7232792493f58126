"""A page opened in a sandbox phone's own browser: signed in as that phone, beside another's."""

import re

import aiohttp
import pytest

from models.hours import HoursEntry
from tests.journeys.conftest import Town
from texts import links


@pytest.fixture(autouse=True)
def here(town: Town):
    links.use(town.url)
    yield
    links.use("")


async def test_each_phone_is_itself_and_a_form_is_sent(town: Town):
    async with aiohttp.ClientSession() as desk:
        lin = await town.box.browsers.address(town.lin, f"{town.url}/m/")
        wang = await town.box.browsers.address(town.wang, f"{town.url}/m/")
        assert lin.partition("/m/")[0] != wang.partition("/m/")[0]
        async with desk.get(lin) as answer:
            page = await answer.text()
            assert "frame-ancestors" not in answer.headers["Content-Security-Policy"]
        assert "记学时" in page
        async with desk.get(wang) as answer:
            assert "现在没有待确认的学时" in await answer.text()
        token = re.search(r'name="form" value="([^"]+)"', page)
        hours = {
            "form": token and token[1],
            "day": "2026-11-19",
            "category": "practice",
            "amount": "4",
            "content": "车床",
        }
        origin = lin.partition("/m/")[0]
        async with desk.post(f"{origin}/m/today", data=hours, headers={"Origin": origin}) as answer:
            assert "已记录，编号 1" in await answer.text()
        assert (await HoursEntry.get()).person_id == town.shop.lin.person_id
        async with desk.post(
            f"{origin}/m/today", data=hours, headers={"Origin": "https://evil.example"}
        ) as answer:
            assert answer.status == 403


async def test_other_sites_are_looked_at_directly(town: Town):
    assert await town.box.browsers.address(town.lin, "https://example.com/a") == "https://example.com/a"


async def test_a_page_outside_wechat_offers_the_sandbox(town: Town):
    async with aiohttp.ClientSession() as desk, desk.get(f"{town.url}/m/queue") as answer:
        page = await answer.text()
    assert answer.status == 403
    assert town.box.url in page
