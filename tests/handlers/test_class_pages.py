"""A teacher's pages: the class, theory that waits, and lessons attended by scanning a code that changes."""

import base64
import re
from datetime import timedelta
from urllib.parse import quote

from models.hours import Confirmation, HoursEntry
from models.lessons import Attendance, Lesson
from sandbox.codes import read_picture
from tests.cast import NOON
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


async def test_the_class_leads_to_one_student_and_to_what_waits(counter, shop):
    entry = await shop.entry(shop.lin, category="theory", content="<i>识图</i>")
    await shop.entry(shop.lin, category="theory", minutes=90, status="confirmed")
    teacher = await counter.reader(shop.teacher)
    assert (await teacher.open("/m/")).place == "/m/class"
    page = await teacher.open("/m/class")
    for words in ("数控车工", "林子轩", "落后", "理论 2/200 学时", "待确认 5.3（1 条）"):
        assert words in page.text
    assert "黄雨桐" not in page.text
    student = await teacher.open(f"/m/class/{shop.lin_training}")
    assert f'href="/m/queue/{entry.id}"' in student.html
    assert "<i>" not in student.html
    assert (await teacher.open(f"/m/class/{shop.huang_training}")).status == 404
    await teacher.fill("/m/queue", "/m/queue/confirm", {"only": f"{entry.id}:1"})
    assert (await Confirmation.get(entry_id=entry.id)).signer_role == "teacher"


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
    counter.now = NOON + timedelta(seconds=13)
    assert '<noscript><meta http-equiv="refresh" content="7"></noscript>' in (await teacher.open(lesson)).html
    assert (await teacher.fill(lesson, f"{lesson}/close")).status == 303
    closed = await teacher.open(lesson)
    assert "签到已经结束" in closed.text
    assert "refresh" not in closed.html


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


async def test_the_page_with_the_code_is_small(counter, shop):
    teacher, lesson = await opened(counter, shop)
    page = await teacher.open(lesson)
    parts = [(await teacher.open(path)).html for path in re.findall(r'"(/m/static/[^"]+)"', page.html)]
    assert sum(len(part.encode()) for part in (page.html, *parts)) < 60_000
