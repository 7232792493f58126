"""The statements of a working day find their rows by index, however many there are."""

import re

import pytest
from tortoise.connection import get_connection

from domain.lessons import Lesson
from models.embedded_sqlite import InlineConnection
from tests.cast import NOON, TODAY
from tests.certified import TRAINING, decided
from tests.conversation import say
from usecases.attend_lesson import attend_lesson
from usecases.find_certificate import certificate_by_code
from usecases.held_lesson import look_at_lesson
from usecases.issue_certificate import issue_certificate
from usecases.look_at_student import look_at_student
from usecases.open_lesson import close_lesson, open_lesson
from usecases.reissue_certificate import reissue_certificate
from usecases.show_class import show_class
from usecases.strike_attendance import strike_attendance

# Rows of these grow with every day: a scan that nobody notices at first is felt sooner or later.
GROWING = {
    "hours_entry", "entry_revision", "confirmation", "delivery", "inbound_message", "audit_entry", "evidence",
    "identity", "person", "apprenticeship", "mentorship", "receipt", "closed_week", "dispute", "certificate",
    "assessment", "frozen_hours", "grade_record", "deadline", "firing", "lesson", "attendance",
    "class_taught",
}  # fmt: skip


@pytest.fixture
def database_url(stores):
    """SQLite alone: PostgreSQL scans what is as small as in a test."""
    return stores.sqlite()


@pytest.fixture
def said(monkeypatch) -> dict[str, object]:
    """The statements that ran, with some values of each."""
    remembered = {}
    for name in ("rows", "first", "changed", "execute_fetchall"):
        real = getattr(InlineConnection, name)

        def remembering(connection, sql, values=(), real=real):
            remembered[sql] = values or ()
            return real(connection, sql, values)

        monkeypatch.setattr(InlineConnection, name, remembering)
    return remembered


async def scans(said) -> set[tuple[str, str]]:
    """What reads the whole of a growing table, or builds an index of it for the occasion."""
    connection = get_connection("default")._connection
    # Of an INSERT the plan names the scan of a self-reference that only a deferred violation would start.
    asked = {sql: said[sql] for sql in said if sql.split()[0] in ("SELECT", "UPDATE", "DELETE", "WITH")}
    assert len(asked) > 10
    return {
        (plan["detail"], sql)
        for sql, values in asked.items()
        for plan in await connection.execute_fetchall(f"EXPLAIN QUERY PLAN {sql}", values)
        if "AUTOMATIC" in plan["detail"] or scans_what_grows(plan["detail"], sql)
    }


def scans_what_grows(detail: str, sql: str) -> bool:
    """The plan names a table by its alias, which may be that of what was selected from it too."""
    verb, name, *_ = f"{detail} -".split()
    if f") AS {name}" in sql:
        return False
    named = (rf"\b{table}(?:\s+AS)?\s+{re.escape(name)}\b" for table in GROWING)
    return verb == "SCAN" and (name in GROWING or any(re.search(pattern, sql) for pattern in named))


async def test_a_day_of_logging_confirming_and_looking_scans_nothing_that_grows(shop, said):
    for line in (
        "学时 2小时 实操 车床外圆精加工二十件",
        "学时 1小时 理论 识图",
        "改 2 2小时",
        "我的学时",
        "进度",
        "通知",
    ):
        await say(shop.lin, line)
    for line in ("待确认", "看 1", "退回 1 内容不清楚", "待确认", "确认 全部", "我的学徒", "代理"):
        await say(shop.wang, line)
    assert len(said) > 30
    assert await scans(said) == set()


async def test_a_teachers_day_scans_nothing_that_grows(shop, said):
    await shop.entry(shop.lin, category="theory")
    for line in ("待确认", "看 1", "确认 全部", "签到"):
        await say(shop.teacher, line)
    await show_class(shop.teacher, None, now=NOON)
    await look_at_student(shop.teacher, shop.lin_training, now=NOON)
    lesson = Lesson(TODAY, 630, 720, "theory", "识图")
    number = await open_lesson(shop.teacher, shop.school, lesson, ref="lesson", now=NOON)
    await attend_lesson(shop.lin, number, now=NOON)
    await look_at_lesson(shop.teacher, number)
    await strike_attendance(shop.teacher, number, shop.lin.person_id, "中途离开", now=NOON)
    await close_lesson(shop.teacher, number, now=NOON)
    assert await scans(said) == set()


async def test_issuing_reissuing_and_checking_a_certificate_scans_nothing_that_grows(shop, said):
    issued = await issue_certificate(shop.admin, await decided(shop, shop.lin), TRAINING, now=NOON)
    await reissue_certificate(shop.admin, issued.document.number, "姓名有误", now=NOON)
    assert await certificate_by_code(issued.document.code)
    await say(shop.lin, "证书")
    await say(shop.lin, "等级")
    assert await scans(said) == set()
