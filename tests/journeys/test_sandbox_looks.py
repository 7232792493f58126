"""What the sandbox's pages look like: nothing runs off the side, everything has a name, words can be read."""

from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox import Sandbox, SandboxSettings
from sandbox.bubbles import Content
from tests.journeys.browser import Desk, desk_at, needs_a_browser

pytestmark = needs_a_browser
WIDTHS = (320, 768, 1440)
PHONES = "/"
PAGES = (PHONES, "/faults", "/calls")
LONG = "https://example.com/" + "a-very-long-address-without-a-break" * 6
CARD = {"title": "服务通知", "lines": [["事项", "6条学时等您确认"], ["日期", "2026年11月20日"]], "url": LONG}
ARTICLE = {"title": "补贴申领窗口", "description": "12月31日前申请", "picurl": "", "url": LONG}
COLUMNS = [
    {"name": "学时", "sub_button": [{"type": "click", "name": "我的学时", "key": "我的学时"}]},
    {"name": "进度", "type": "click", "key": "进度"},
]
SCREEN = [
    Content("text", f"已记录，编号 1\n{LONG}"),
    Content("card", "", CARD),
    Content("news", "", {"articles": [ARTICLE]}),
    Content("menu", "", {"head": "请选择", "choices": [{"id": "1", "content": "确认"}], "tail": ""}),
    Content("location", "珠海市香洲区人民东路"),
    Content("voice", "学时 四小时 实操"),
    Content("link", "网页", {"url": LONG, "description": ""}),
    Content("system", "该公众号提供的服务出现故障，请稍后再试"),
]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Three phones with every kind of bubble on their screens, and nobody who answers."""
    async with Sandbox(SandboxSettings("wx", "secret", "token")) as box:
        box.menu.create(COLUMNS)
        box.suggestions["学徒"] = ["学时 1小时 理论 识图", "我的学时", "进度", "等级"]
        for name in ("林子轩", "王建国", "周敏"):
            phone = box.phone(f"o-{name}", name=name, note="珠海海晟智能装备股份有限公司", group="学徒")
            for content in SCREEN:
                phone.show(content)
                phone.show(content, from_me=True)
        async with desk_at(box.url, tmp_path) as desk:
            yield desk


async def look(desk: Desk, path: str) -> None:
    await desk.look(path)
    await expect(desk.page.get_by_role("heading").first).to_be_visible()
    if path == PHONES:
        await expect(desk.phone_of("周敏").chat.get_by_role("article")).to_have_count(14)


async def test_nothing_runs_off_the_side(desk: Desk):
    for width, path in product(WIDTHS, PAGES):
        await desk.page.set_viewport_size({"width": width, "height": 900})
        await look(desk, path)
        assert await desk.sideways() == [], f"{path} at {width}"
        await desk.photograph(f"{path.strip('/') or 'phones'}-{width}")


async def test_the_newest_words_stay_in_sight_when_the_panel_opens(desk: Desk):
    await desk.look()
    lin = desk.phone_of("林子轩")
    last = lin.chat.get_by_text("出现故障").last
    await expect(last).to_be_in_viewport()
    await lin.open_keyboard()
    await lin.root.get_by_role("button", name="更多功能").click()
    await expect(lin.root.get_by_role("button", name="照片")).to_be_visible()
    await expect(last).to_be_in_viewport()


async def test_whatever_can_be_used_has_a_name(desk: Desk):
    for path in PAGES:
        await look(desk, path)
        if path == PHONES:
            await desk.phone_of("林子轩").tap_more("照片")
            await desk.phone_of("王建国").root.get_by_role("button", name="扫一扫").first.click()
            await expect(desk.page.get_by_role("dialog")).to_have_count(2)
        assert await desk.nameless() == [], path


async def test_words_stand_out_from_their_ground(desk: Desk):
    for path in PAGES:
        await look(desk, path)
        assert await desk.faint() == [], path


async def test_choosing_a_phone_that_lies_there_already_changes_places(desk: Desk):
    await desk.look()
    await expect(desk.page.get_by_role("region")).to_have_count(3)
    await desk.hand(0, "周敏 · 珠海海晟智能装备股份有限公司")
    for place, name in enumerate(("周敏", "王建国", "林子轩")):
        await expect(desk.page.get_by_role("region").nth(place)).to_have_accessible_name(f"{name}的手机")
