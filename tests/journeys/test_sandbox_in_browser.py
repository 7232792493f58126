"""The sandbox in a real browser: three phones, a scanner, a camera and the faults, as people use them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from jiangmiao.app import offer_menu
from models.hours import Evidence, HoursEntry
from models.people import Identity, Invitation, Person
from tests.journeys.browser import Desk, desk_at, needs_a_browser
from tests.journeys.conftest import Town
from usecases.dress_menus import ask_for_menus

pytestmark = needs_a_browser
CODE = "7KX4M3PQ"
# The database has no part in these.
on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
async def desk(town: Town, tmp_path: Path) -> AsyncIterator[Desk]:
    await offer_menu(town.client)
    await ask_for_menus([town.shop.wang.person_id], now=town.clock())
    async with desk_at(town.box.url, tmp_path) as desk:
        await desk.look()
        yield desk


async def invited(town: Town) -> str:
    """Huang's invitation, with its QR made at the platform; the last digits of the phone number."""
    person_id = town.shop.huang.person_id
    await Identity.filter(person_id=person_id).delete()
    now = town.clock()
    await Invitation.create(person_id=person_id, code=CODE, created_at=now, expires_at=now.replace(year=2027))
    await town.client.scene_url(f"bind:{CODE}", 3600)
    return (await Person.get(id=person_id)).phone[-4:]


async def test_hours_go_from_one_phone_to_the_other_and_back(town: Town, desk: Desk):
    lin, wang = await desk.hand(0, "林子轩"), await desk.hand(1, "王建国")
    await lin.write("学时 昨天 4小时 实操 车床外圆")
    await lin.reads("已记录", "编号 1")
    await wang.reads("林子轩", "实操")
    await wang.tap_menu("待确认")
    await wang.reads("1. 林子轩 11-19 实操 4小时")
    await wang.write("确认 1")
    await wang.reads("已确认 1 条")
    await lin.reads("王师傅确认了")
    await lin.tap_menu("进度")
    await lin.reads("已确认 5.3学时")
    await desk.photograph("confirmed")


async def test_the_menu_asks_for_what_is_missing(town: Town, desk: Desk):
    lin = await desk.hand(0, "林子轩")
    await lin.tap_menu("学时", "记学时")
    await lin.reads("学时")
    await lin.write("昨天 2小时 理论 识图")
    await lin.reads("已记录", "理论 2小时")
    assert await HoursEntry.filter(person_id=town.shop.lin.person_id, minutes=120).count() == 1


async def test_a_newcomer_scans_the_code_and_is_bound(town: Town, desk: Desk):
    digits = await invited(town)
    new = await desk.new_wechat(0)
    await new.root.get_by_role("button", name="扫一扫二维码").click()
    scanner = new.root.get_by_role("dialog", name="扫一扫")
    await expect(scanner.get_by_label("链接或场景值")).to_be_focused()
    await scanner.get_by_role("button", name=f"bind:{CODE}").click()
    await new.reads("后 4位")
    await new.write(digits)
    await new.reads("绑定成功，黄雨桐")
    await new.write("学时 2小时 岗位 装配")
    await new.reads("已记录")


async def test_a_picture_becomes_evidence(town: Town, desk: Desk):
    lin = await desk.hand(0, "林子轩")
    await lin.write("学时 昨天 4小时 实操 车床外圆")
    await lin.reads("已记录")
    await lin.tap_more("照片")
    await lin.root.get_by_role("button", name="发一张示例照片").click()
    await lin.reads("已附在编号 1", "共 1份照片或视频")
    await expect(lin.chat.get_by_role("img", name="图片")).to_be_in_viewport()
    assert await Evidence.filter(entry__number=1).count() == 1


@on_sqlite
async def test_a_fault_is_switched_on_met_and_switched_off(town: Town, desk: Desk):
    page = desk.page
    await page.get_by_role("link", name="故障").click()
    await page.get_by_label("发生什么").select_option("callback_twice")
    await page.get_by_role("button", name="打开").click()
    await expect(page.get_by_role("row").filter(has_text="同时投递两次")).to_contain_text("直到关闭")
    await page.get_by_role("link", name="手机").click()
    lin = await desk.hand(0, "林子轩")
    await lin.write("学时 昨天 4小时 实操 车床外圆")
    await lin.reads("已记录", "编号 1")
    assert await HoursEntry.all().count() == 1
    await page.get_by_role("link", name="故障").click()
    await page.get_by_role("button", name="全部关闭").click()
    await expect(page.get_by_text("现在没有故障")).to_be_visible()
    assert not town.box.faults.active


@on_sqlite
async def test_the_call_log_shows_what_went_to_and_fro(town: Town, desk: Desk):
    await (await desk.hand(0, "林子轩")).write("进度")
    await desk.phone_of("林子轩").reads("数控车工")
    await desk.page.get_by_role("link", name="调用记录").click()
    call = desk.page.get_by_role("group").filter(has_text="/cgi-bin/menu/create")
    await call.get_by_text("/cgi-bin/menu/create").click()
    await expect(call.get_by_text("本周无训练")).to_be_visible()
    letter = desk.page.get_by_role("group").filter(has_text=town.lin.openid)
    await letter.get_by_text("进度").first.click()
    await expect(letter.get_by_text("<Content>")).to_be_visible()


@on_sqlite
async def test_the_keyboard_is_enough(town: Town, desk: Desk):
    lin = await desk.hand(0, "林子轩")
    await lin.open_keyboard()
    await expect(lin.typing).to_be_focused()
    await lin.typing.press_sequentially("进")
    await lin.typing.press("Shift+Enter")
    await expect(lin.typing).to_have_value("进\n")
    await lin.typing.press("Backspace")
    await lin.typing.press_sequentially("度")
    await lin.typing.press("Enter")
    await lin.reads("数控车工")
    await lin.root.get_by_role("button", name="扫一扫").first.press("Enter")
    scanner = lin.root.get_by_role("dialog", name="扫一扫")
    await expect(scanner.get_by_label("链接或场景值")).to_be_focused()
    await desk.page.keyboard.press("Escape")
    await expect(scanner).to_be_hidden()
