"""Phone pages in a real browser: sign in through the sandbox's WeChat, write, confirm, take back, without signal."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, async_playwright, expect

from domain.audiences import Audience
from domain.notice_text import NoticeText
from domain.roles import Role
from models.hours import HoursEntry
from tests.cast import NOON
from tests.credentials.certificates import certificate
from tests.handlers.reader import WECHAT
from tests.journeys.browser import PATIENCE_MILLISECONDS, SCREENSHOTS, Desk, needs_a_browser, system_browser
from tests.journeys.conftest import Town
from texts import links
from usecases.broadcast_notice import broadcast_notice
from usecases.draft_notice import Wish, draft_notice

pytestmark = needs_a_browser
# What the browser shows is the same on both; one journey runs on both.
LOOKED_AT = (
    "today", "month", "week", "entries/3", "entries/2/amend", "progress", "inbox", "notices/1", "deadlines",
    "certificates", "me", "data", "privacy",
)  # fmt: skip
on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
async def browser(town: Town) -> AsyncIterator[Browser]:
    links.use(town.url)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=system_browser())
        try:
            yield browser
        finally:
            await browser.close()
            links.use("")


@asynccontextmanager
async def phone(
    browser: Browser, town: Town, folder: Path, name: str, width: int = 390, **more: object
) -> AsyncIterator[Desk]:
    """A phone's browser in WeChat, signed in as `name`."""
    context = await browser.new_context(
        viewport={"width": width, "height": 844}, user_agent=WECHAT["User-Agent"], locale="zh-CN", **more
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    desk = Desk(page, town.url, Path(os.environ.get(SCREENSHOTS, folder)))
    page.on("pageerror", lambda error: desk.complaints.append(f"error: {error}"))
    await desk.look("/m/")
    await page.get_by_role("link", name=re.compile(name)).click()
    yield desk
    assert desk.complaints == []
    await context.close()


async def looks_well(desk: Desk, name: str, *, axe: bool = True) -> None:
    await desk.photograph(name)
    found = [*await desk.sideways(), *await desk.nameless(), *await desk.faint(), *await small(desk)]
    assert found + (await desk.barred() if axe else []) == []


async def small(desk: Desk) -> list[str]:
    """What a thumb would miss: less than 44 pixels high, but for links within sentences."""
    return list(
        await desk.page.evaluate(
            """() => [...document.querySelectorAll("button, .button, nav a, input:not([type=hidden]), select, textarea, summary")]
            .filter((node) => node.checkVisibility() && !node.closest(".tick, .choice") && node.getBoundingClientRect().height < 44)
            .map((node) => `${node.tagName} ${node.textContent.trim().slice(0, 20)}`)"""
        )
    )


async def test_hours_are_written_on_the_phone_confirmed_by_a_tap_and_taken_back(town, browser, tmp_path):
    async with phone(browser, town, tmp_path, "林子轩") as lin:
        await lin.page.get_by_role("radio", name="实操").check()
        await lin.page.get_by_label("时长").fill("4")
        await lin.page.get_by_role("button", name="多半小时").click()
        await lin.page.get_by_label("做了什么").fill("车床外圆")
        await lin.page.get_by_label("日期").fill("2026-11-19")
        await looks_well(lin, "phone-today")
        await lin.page.get_by_role("button", name="提交").click()
        await expect(lin.page.get_by_role("status")).to_contain_text("已记录，编号 1")
        await looks_well(lin, "phone-today-written")
    assert (await HoursEntry.get()).minutes == 270
    async with phone(browser, town, tmp_path, "王建国") as wang:
        await looks_well(wang, "phone-queue")
        await wang.page.get_by_role("button", name="确认 林子轩").click()
        await expect(wang.page.get_by_role("status")).to_contain_text("已确认 1 条")
        await looks_well(wang, "phone-queue-undo")
        await wang.page.get_by_role("button", name="撤销").click()
        await expect(wang.page.get_by_role("status")).to_contain_text("已撤销确认")
        await wang.page.get_by_role("link", name="车床外圆").click()
        await looks_well(wang, "phone-queue-entry")
        await wang.page.get_by_text("退回", exact=True).click()
        await wang.page.get_by_role("radio", name="时间不符").check()
        await wang.page.get_by_role("button", name="退回给学徒").click()
        await expect(wang.page.get_by_role("status")).to_contain_text("已退回 1 条")
    assert str((await HoursEntry.get()).status) == "returned"


@on_sqlite
async def test_a_draft_survives_a_lost_connection_and_makes_one_entry(town, browser, tmp_path):
    async with phone(browser, town, tmp_path, "林子轩") as lin:
        page = lin.page
        await page.get_by_role("radio", name="理论").check()
        await page.get_by_label("时长").fill("1")
        await page.get_by_label("做了什么").fill("公差配合")
        # The answer is lost on its way, not the question.
        await page.route(
            "**/m/today", lambda route: _lost(route) if route.request.method == "POST" else route.continue_()
        )
        await page.get_by_role("button", name="提交").click()
        await expect(page.get_by_role("alert")).to_contain_text("现在没有网络")
        await looks_well(lin, "phone-offline")
        await page.unroute("**/m/today")
        await lin.look("/m/today")
        await expect(page.get_by_label("做了什么")).to_have_value("公差配合")
        await expect(page.get_by_role("status")).to_contain_text("上次没有写完")
        await page.get_by_role("button", name="提交").click()
        await expect(page.get_by_role("status")).to_contain_text("已记录，编号 1")
        await lin.look("/m/today")
        await expect(page.get_by_label("做了什么")).to_have_value("")
        await lin.look("/m/entries/1/amend")
        await page.get_by_label("做了什么").fill("公差与配合")
        await lin.look("/m/month")
        await lin.look("/m/entries/1/amend")
        await expect(page.get_by_label("做了什么")).to_have_value("公差与配合")
        await page.get_by_role("button", name="提交修改").click()
        await expect(page.get_by_role("status")).to_contain_text("已经改好")
        await lin.look("/m/entries/1/amend")
        await expect(page.get_by_text("上次没有写完")).to_be_hidden()
    assert await HoursEntry.all().count() == 1


async def _lost(route) -> None:
    await route.fetch(max_redirects=0)
    await route.abort("internetdisconnected")


@on_sqlite
async def test_pages_can_be_read_on_small_phones_in_the_dark_and_in_large_type(town, browser, tmp_path):
    for day, status in ((16, "confirmed"), (17, "returned"), (18, "submitted")):
        await town.shop.entry(
            town.shop.lin,
            work_date=date(2026, 11, day),
            status=status,
            entered_at=NOON - timedelta(days=11),
            flags="late long" if day == 18 else "",
            content="数控车床加工阶梯轴并用千分尺检验" * 3,
        )
    await certificate(town.shop)
    wish = Wish(
        NoticeText("停课", "周一停课一天，请提前安排。"),
        Audience(Role.APPRENTICE, ""),
        "t:1",
        needs_acknowledgement=True,
    )
    await broadcast_notice(
        town.shop.admin, (await draft_notice(town.shop.admin, wish, now=NOON)).number, now=NOON
    )
    for scheme in ("light", "dark"):
        async with phone(browser, town, tmp_path, "林子轩", 320, color_scheme=scheme) as lin:
            for path in LOOKED_AT:
                await lin.look(f"/m/{path}")
                name = f"phone-{path.replace('/', '-')}-320-{scheme}"
                await looks_well(lin, name, axe=scheme == "light")
                if scheme == "light":
                    await lin.page.evaluate("document.documentElement.style.fontSize = '200%'")
                    await looks_well(lin, f"{name}-large", axe=False)
        async with phone(browser, town, tmp_path, "王建国", 320, color_scheme=scheme) as wang:
            await looks_well(wang, f"phone-queue-320-{scheme}")
            await wang.page.get_by_role("link", name="打开", exact=True).click()
            await looks_well(wang, f"phone-queue-entry-320-{scheme}")
            for path in ("apprentices", "deputy"):
                await wang.look(f"/m/{path}")
                await looks_well(wang, f"phone-{path}-320-{scheme}")


@on_sqlite
async def test_whoever_has_come_to_the_wrong_page_can_read_so_and_go_on(town, browser, tmp_path):
    async with phone(browser, town, tmp_path, "林子轩", 320) as lin:
        for path in ("/", "/nothing", "/m/queue", "/m/entries/99", "/m/signed-in", "/m/mentor/ABCDEFGH"):
            await lin.look(path)
            await looks_well(lin, "phone-lost" + path.replace("/", "-"))
    page = await browser.new_page(viewport={"width": 320, "height": 600})
    await page.goto(f"{town.url}/m/today")
    await looks_well(Desk(page, town.url, tmp_path), "phone-outside")
    await page.close()


@on_sqlite
async def test_a_photo_is_made_small_on_the_phone_and_shown_to_the_mentor(town, browser, tmp_path):
    entry = await town.shop.entry(town.shop.lin)
    photo = tmp_path / "IMG_1.png"
    Image.effect_noise((2400, 1800), 60).save(photo)
    async with phone(browser, town, tmp_path, "林子轩") as lin:
        await lin.look("/m/entries/1")
        await lin.page.get_by_label("加一张照片").set_input_files(photo)
        # What the browser tells of a file's place is made up, its name is not.
        await expect(lin.page.get_by_label("加一张照片")).to_have_js_property(
            "value", "C:\\fakepath\\photo.jpg"
        )
        await lin.page.get_by_role("button", name="上传照片").click()
        await expect(lin.page.get_by_role("status")).to_contain_text("照片已附上")
        await looks_well(lin, "phone-entry-photo")
    async with phone(browser, town, tmp_path, "王建国") as wang:
        await wang.look(f"/m/queue/{entry.id}")
        await expect(wang.page.get_by_role("link", name="第 1 份材料")).to_be_visible()
        await expect(wang.page.locator(".photos img")).to_have_js_property("naturalWidth", 1600)
        await looks_well(wang, "phone-queue-entry-photo")


@on_sqlite
async def test_everything_works_without_script(town, browser, tmp_path):
    async with phone(browser, town, tmp_path, "林子轩", java_script_enabled=False) as lin:
        await lin.page.get_by_role("radio", name="实操").check()
        await lin.page.get_by_label("时长").fill("2")
        await lin.page.get_by_label("做了什么").fill("识图")
        await lin.page.get_by_role("button", name="提交").click()
        await expect(lin.page.get_by_role("status")).to_contain_text("已记录，编号 1")
    async with phone(browser, town, tmp_path, "王建国", java_script_enabled=False) as wang:
        await wang.page.locator("input[name=seen]").check()
        await wang.page.get_by_role("button", name="确认所选").click()
        await expect(wang.page.get_by_role("status")).to_contain_text("已确认 1 条")
