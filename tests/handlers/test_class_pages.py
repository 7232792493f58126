"""Lessons attended by scanning a code that changes, and the roll of those who have not scanned."""

import base64
import re
from datetime import date, timedelta
from urllib.parse import quote

from domain.organizations import OrganizationKind
from domain.roles import Role
from models.hours import HoursEntry
from models.lessons import Attendance, Lesson
from models.organizations import Organization
from models.training import Apprenticeship
from sandbox.codes import read_picture
from tests.cast import NOON, person, student_of
from tests.conversation import say
from tests.handlers.reader import counter

__all__ = ["counter"]

FORM = {
    "day": "2026-11-20",
    "starts": "10:30",
    "ends": "12:00",
    "category": "theory",
    "content": "<b>机械识图</b>",
    "place": "201教室",
}


async def opened(counter, shop):
    """The teacher's browser and the address of a lesson that ends now."""
    teacher = await counter.reader(shop.teacher)
    answer = await teacher.fill("/m/class/session", "/m/class/session", FORM | {"organization": shop.school})
    assert answer.status == 303
    return teacher, answer.place


def scanned(html: str) -> str:
    """What a phone reads off the screen."""
    picture = re.search(r'src="data:image/png;base64,([^"]+)"', html)
    assert picture
    text = read_picture(base64.b64decode(picture[1]))
    assert text
    return text


def ticket(html: str) -> dict[str, object]:
    field = re.search(r'name="ticket" value="([^"]+)"', html)
    assert field
    return {"ticket": field[1]}


async def attend(reader, path: str):
    page = await reader.open(path)
    return await reader.send(path, page.token, ticket(page.html))


async def test_a_scan_of_the_screen_is_a_confirmed_entry_once(counter, shop):
    teacher, lesson = await opened(counter, shop)
    path = scanned((await teacher.open(lesson)).html)
    lin = await counter.reader(shop.lin)
    opened_page = await lin.open(path)
    assert "机械识图" in opened_page.text
    assert "<b>机械" not in opened_page.html
    assert await HoursEntry.all().count() == 0  # looking does nothing
    first = await lin.send(path, opened_page.token, ticket(opened_page.html))
    again = await attend(lin, path)
    assert (first.status, first.place, again.place) == (303, "/m/entries/1?said=attended", first.place)
    assert "签到成功" in (await lin.open(first.place)).text
    assert str((await HoursEntry.get()).status) == "confirmed"
    page = await teacher.open(lesson)
    assert "已签到 1 人" in page.text
    assert "林子轩" in page.text


async def test_the_code_changes_and_one_that_was_passed_on_is_refused(counter, shop):
    teacher, lesson = await opened(counter, shop)
    lin = await counter.reader(shop.lin)
    first = scanned((await teacher.open(lesson)).html)
    counter.now = NOON + timedelta(seconds=20)
    second = scanned((await teacher.open(lesson)).html)
    assert first != second
    assert (await lin.open(first)).status == 200  # just scanned
    counter.now = NOON + timedelta(seconds=40)
    late = await lin.open(first)
    assert (late.status, "已经过期" in late.text) == (422, True)
    forged = [second[:-1] + ("A" if second[-1] != "A" else "B"), second.replace("attend/1.", "attend/2.")]
    for path in (*forged, "/m/attend/1.2", "/m/attend/x"):
        assert (await lin.open(path)).status == 422, path
    assert await Attendance.all().count() == 0


async def test_what_one_sign_in_has_scanned_another_can_not_send(counter, shop):
    teacher, lesson = await opened(counter, shop)
    lin, other = await counter.reader(shop.lin), await counter.reader(shop.lin)
    path = scanned((await teacher.open(lesson)).html)
    page = await lin.open(path)
    counter.now = NOON + timedelta(seconds=90)
    stolen = await other.send(path, (await other.open("/m/me")).token, ticket(page.html))
    assert (stolen.status, await Attendance.all().count()) == (422, 0)
    # The one who scanned in time may have been slow.
    assert (await lin.send(path, page.token, ticket(page.html))).status == 303
    counter.now = NOON + timedelta(seconds=125)
    assert (await lin.send(path, page.token, ticket(page.html))).status == 422


async def test_signing_in_leads_back_to_the_scan(counter, shop):
    teacher, lesson = await opened(counter, shop)
    path = scanned((await teacher.open(lesson)).html)
    stranger = await counter.reader()
    assert quote(path, safe="") in (await stranger.open(path)).place
    assert (await stranger.sign_in(shop.lin, path)).place == path


async def test_a_rule_that_refuses_is_shown_where_the_scan_was_opened(counter, shop):
    teacher, lesson = await opened(counter, shop)
    await say(shop.lin, "学时 11:00-12:00 实操 车床外圆")
    path = scanned((await teacher.open(lesson)).html)
    lin, huang = await counter.reader(shop.lin), await counter.reader(shop.huang)
    answer = await attend(lin, path)
    assert (answer.status, "时间重叠" in answer.text, "data-go" in answer.html) == (422, True, False)
    assert "您不是滨海技师学院的学生" in (await attend(huang, path)).text


async def test_sending_again_what_was_refused_never_makes_the_scan_last_longer(counter, shop):
    teacher, lesson = await opened(counter, shop)
    await say(shop.lin, "学时 11:00-12:00 实操 车床外圆")
    path = scanned((await teacher.open(lesson)).html)
    lin = await counter.reader(shop.lin)
    answer = await attend(lin, path)
    counter.now = NOON + timedelta(seconds=100)
    answer = await lin.send(path, answer.token, ticket(answer.html))
    assert (answer.status, "时间重叠" in answer.text) == (422, True)
    await say(shop.lin, "撤回 1", now=counter.now)
    counter.now = NOON + timedelta(seconds=125)
    answer = await lin.send(path, answer.token, ticket(answer.html))
    assert (answer.status, "已经过期" in answer.text, await Attendance.all().count()) == (422, True, 0)


async def test_a_lesson_opened_twice_is_one_and_its_faults_are_said(counter, shop):
    teacher = await counter.reader(shop.teacher)
    form = FORM | {"organization": shop.school}
    page = await teacher.open("/m/class/session")
    places = [(await teacher.send("/m/class/session", page.token, form)).place for _ in range(2)]
    assert places[0] == places[1]
    assert await Lesson.all().count() == 1
    for fault, words in (
        ({"ends": "10:00"}, "结束时间要晚于开始时间"),
        ({"content": ""}, "请填写内容"),
        ({"category": "practice"}, "没看懂类别"),
        ({"day": "2026-11-01"}, "还没有结束的课"),
        ({"organization": shop.firm}, "可以开课签到"),
        ({"organization": "x"}, "没看懂单位"),
        ({"starts": ""}, "请填写开始时间"),
    ):
        answer = await teacher.fill("/m/class/session", "/m/class/session", form | fault)
        assert (answer.status, words in answer.text) == (422, True), answer.text


async def test_before_its_end_no_code_is_shown_and_a_page_without_script_looks_again(counter, shop):
    counter.now = NOON - timedelta(minutes=20)
    teacher, lesson = await opened(counter, shop)
    early = await teacher.open(lesson)
    assert "11:55 起显示签到码" in early.text
    assert "data:image" not in early.html
    # A teacher who comes back for the code finds it without passing the form.
    back = (await teacher.open("/m/class/session")).html
    assert back.index(f'href="{lesson}"') < back.index("<form")
    counter.now = NOON + timedelta(seconds=13)
    assert '<noscript><meta http-equiv="refresh" content="7"></noscript>' in (await teacher.open(lesson)).html
    assert (await teacher.fill(lesson, f"{lesson}/close")).status == 303
    closed = await teacher.open(lesson)
    assert "签到已经结束" in closed.text
    assert "refresh" not in closed.html
    past = (await teacher.open("/m/class/session")).html
    assert past.index(f'href="{lesson}"') > past.index("<form")


async def test_an_attendee_is_struck_out_with_a_reason(counter, shop):
    teacher, lesson = await opened(counter, shop)
    lin = await counter.reader(shop.lin)
    path = scanned((await teacher.open(lesson)).html)
    await attend(lin, path)
    fields = {"person": shop.lin.person_id, "reason": ""}
    assert (await teacher.fill(lesson, f"{lesson}/strike", fields)).status == 422
    await teacher.fill(lesson, f"{lesson}/strike", fields | {"reason": "<u>替签</u>"})
    page = await teacher.open(lesson)
    assert "已签到 0 人" in page.text
    assert "已划去：<u>替签</u>" in page.text
    assert "<u>" not in page.html
    assert "任课教师已把您" in (await attend(lin, path)).text


async def test_the_roll_names_who_of_the_class_has_not_scanned(counter, shop):
    school = await Organization.get(id=shop.school)
    away = await student_of(shop, school, "<b>缺课生</b>")
    await student_of(shop, school, "别班生", date(2026, 9, 1))
    teacher, lesson = await opened(counter, shop)
    assert "未签到" not in (await teacher.open(lesson)).text
    await attend(await counter.reader(shop.lin), scanned((await teacher.open(lesson)).html))
    page = await teacher.open(lesson)
    assert "未签到 1 人\n数控车工 2026年7月，到 1/2 人" in page.text
    assert f'<a href="/m/class/{away.id}">&lt;b&gt;缺课生&lt;/b&gt;</a>' in page.html
    assert "别班生" not in page.text
    await Apprenticeship.filter(id=away.id).update(status="suspended")
    assert "到齐了" in (await teacher.open(lesson)).text


async def test_a_training_base_sees_who_came_and_not_the_schools_classes(counter, shop):
    base = await Organization.create(
        name="公共实训中心",
        kind=OrganizationKind.TRAINING_BASE,
        chain_id=(await Organization.get(id=shop.school)).chain_id,
    )
    await student_of(shop, await Organization.get(id=shop.school), "缺课生")
    host = await counter.reader(await person("基地", Role.ADMINISTRATOR, base))
    form = FORM | {"organization": base.id, "category": "public_base"}
    lesson = (await host.fill("/m/class/session", "/m/class/session", form)).place
    await attend(await counter.reader(shop.lin), scanned((await host.open(lesson)).html))
    page = await host.open(lesson)
    assert "已签到 1 人" in page.text
    assert "缺课生" not in page.text


async def test_the_page_with_the_code_is_small(counter, shop):
    teacher, lesson = await opened(counter, shop)
    page = await teacher.open(lesson)
    parts = [(await teacher.open(path)).html for path in re.findall(r'"(/m/static/[^"]+)"', page.html)]
    assert sum(len(part.encode()) for part in (page.html, *parts)) < 60_000
