"""A teacher's class at a glance: who is behind and why, what waits, and which class it is."""

import re
from datetime import date
from html import unescape
from urllib.parse import quote

from models.hours import Confirmation
from models.organizations import Organization
from tests.cast import student_of
from tests.handlers.reader import counter

__all__ = ["counter"]


async def test_the_class_leads_to_one_student_and_to_what_waits(counter, shop):
    entry = await shop.entry(shop.lin, category="theory", content="<i>识图</i>")
    await shop.entry(shop.lin, category="theory", minutes=90, status="confirmed")
    teacher = await counter.reader(shop.teacher)
    assert (await teacher.open("/m/")).place == "/m/class"
    page = await teacher.open("/m/class")
    for words in (
        "数控车工",
        "林子轩",
        "少 76 学时",
        "理论 2/200 学时，按进度应有 78",
        "待确认 1 条",
        "去确认（这个班 1 条）",
        "最近一次理论 11-19",
    ):
        assert words in page.text
    assert "黄雨桐" not in page.text
    student = await teacher.open(f"/m/class/{shop.lin_training}")
    assert f'href="/m/queue/{entry.id}"' in student.html
    assert "<i>" not in student.html
    assert (await teacher.open(f"/m/class/{shop.huang_training}")).status == 404
    await teacher.fill("/m/queue", "/m/queue/confirm", {"only": f"{entry.id}:1"})
    assert (await Confirmation.get(entry_id=entry.id)).signer_role == "teacher"


async def test_of_many_classes_those_that_a_teacher_teaches_stand_first(counter, shop):
    school = await Organization.get(id=shop.school)
    for number in range(9):
        await student_of(shop, school, f"学生{number}", date(2026, 9, 1 + number))
    await shop.entry(shop.lin, category="theory")
    teacher = await counter.reader(shop.teacher)
    page = await teacher.open("/m/class")
    assert "学生8" in page.text  # the newest
    assert "其他班级（9）" in page.text
    await teacher.fill("/m/queue", "/m/queue/confirm", {"only": "1:1"})
    page = await teacher.open("/m/class")
    assert "林子轩" in page.text
    others = await teacher.open("/m/class/others")
    assert (others.text.count("我教过"), others.html.count('href="/m/class?since=')) == (1, 10)
    assert "学生3" in (await teacher.open(f"/m/class?since=2026-09-04&occupation={quote('数控车工')}")).text
    assert "后面没有了" in (await teacher.open("/m/class/others?page=2")).text


async def test_a_class_says_why_somebody_is_behind(counter, shop):
    teacher = await counter.reader(shop.teacher)
    assert "还没有理论学时" in (await teacher.open("/m/class")).text
    await shop.entry(shop.lin, category="theory", work_date=date(2026, 11, 1), status="confirmed")
    assert "19 天没有理论学时" in (await teacher.open("/m/class")).text
    await shop.entry(
        shop.lin, category="theory", work_date=date(2026, 11, 2), minutes=9000, status="confirmed"
    )
    assert "理论没有人落后" in (await teacher.open("/m/class")).text


async def test_what_waits_in_a_class_is_confirmed_there_and_stays_there(counter, shop):
    school = await Organization.get(id=shop.school)
    other = await student_of(shop, school, "别班生", date(2026, 9, 1))
    mine = [await shop.entry(shop.lin, category="theory") for _ in range(2)]
    await shop.entry(shop.lin)
    await shop.entry(
        shop.lin,
        number=9,
        person_id=other.person_id,
        apprenticeship_id=other.id,
        category="theory",
        content="别班的",
    )
    teacher = await counter.reader(shop.teacher)
    (path,) = re.findall(
        r'href="(/m/queue\?[^"]+)"',
        (await teacher.open("/m/class?since=2026-07-01&occupation=" + quote("数控车工"))).html,
    )
    page = await teacher.open(unescape(path))
    assert "共 2 条" in page.text
    assert "别班" not in page.text
    fields = {"occupation": "数控车工", "since": "2026-07-01"}
    done = await teacher.send("/m/queue/confirm", page.token, fields | {"only": f"{mine[0].id}:1"})
    page = await teacher.open(done.place)
    assert "已确认 1 条" in page.text
    assert "共 1 条" in page.text
    (undo,) = re.findall(r'name="done" value="([^"]+)"', page.html)
    undone = await teacher.send("/m/queue/undo", page.token, fields | {"done": undo})
    assert "共 2 条" in (await teacher.open(undone.place)).text
    assert "共 3 条" in (await teacher.open("/m/queue?since=x&occupation=x")).text
    mentor = await counter.reader(shop.wang)
    assert "共 3 条" in (await mentor.open(unescape(path))).text
