"""A lesson in the sandbox: the teacher's phone shows a code that changes, the apprentice's phone scans it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import FrameLocator, Locator, expect

from jiangmiao.app import offer_menu
from models.hours import Confirmation, HoursEntry
from tests.cast import contact
from tests.journeys.browser import Desk, desk_at, needs_a_browser
from tests.journeys.conftest import Town
from tests.journeys.test_phone_pages import browser, looks_well, on_sqlite, phone
from texts import links
from usecases.dress_menus import ask_for_menus

__all__ = ["browser"]

pytestmark = needs_a_browser


@pytest.fixture(autouse=True)
async def teachers_phone(town: Town) -> None:
    teacher = town.shop.teacher
    town.box.phone((await contact(teacher)).openid, name=teacher.name)


@pytest.fixture
async def desk(town: Town, tmp_path: Path) -> AsyncIterator[Desk]:
    links.use(town.url)
    await offer_menu(town.client)
    await ask_for_menus([town.shop.teacher.person_id], now=town.clock())
    async with desk_at(town.box.url, tmp_path) as desk:
        await desk.look()
        yield desk
    links.use("")


def page_in(root: Locator) -> FrameLocator:
    return root.frame_locator("iframe")


@on_sqlite
async def test_a_lesson_is_opened_shown_and_scanned(town: Town, desk: Desk):
    teacher, lin = await desk.hand(0, "何静"), await desk.hand(1, "林子轩")
    await teacher.tap_menu("班级", "课堂签到")
    form = page_in(teacher.root)
    await form.get_by_label("上课内容").fill("机械识图")
    await form.get_by_role("button", name="开课").click()
    code = form.get_by_role("img", name="签到二维码")
    await expect(code).to_be_visible()
    shown = await code.get_attribute("src")
    town.clock.turn(seconds=20)
    await expect(code).not_to_have_attribute("src", shown or "")
    await lin.root.get_by_role("button", name="扫一扫").first.click()
    scanner = lin.root.get_by_role("dialog", name="扫一扫")
    await scanner.get_by_role("button", name="何静的屏幕").click()
    await expect(page_in(lin.root).get_by_role("status")).to_contain_text("签到成功")
    await expect(form.get_by_text("已签到 1 人")).to_be_visible()
    await desk.photograph("lesson-scanned")
    entry = await HoursEntry.get()
    assert (str(entry.status), entry.person_id) == ("confirmed", town.shop.lin.person_id)
    assert (await Confirmation.get()).signer_id == town.shop.teacher.person_id


@on_sqlite
async def test_the_teachers_pages_look_well_on_small_phones_and_in_the_dark(town, browser, tmp_path):
    for number in range(3):
        await town.shop.entry(
            town.shop.lin, work_date=date(2026, 11, 16 + number), category="theory", content="公差与配合"
        )
    for width, scheme in ((390, "light"), (320, "dark")):
        async with phone(browser, town, tmp_path, "何静", width, color_scheme=scheme) as teacher:
            name = f"{width}-{scheme}"
            await looks_well(teacher, f"phone-class-{name}")
            await teacher.page.get_by_role("link", name="林子轩").click()
            await looks_well(teacher, f"phone-student-{name}")
            await teacher.look("/m/class/session")
            await teacher.page.get_by_label("上课内容").fill("机械识图" * 8)
            await looks_well(teacher, f"phone-lessons-{name}")
            await teacher.page.get_by_role("button", name="开课").click()
            await expect(teacher.page.get_by_role("img", name="签到二维码")).to_be_visible()
            await looks_well(teacher, f"phone-lesson-{name}")
