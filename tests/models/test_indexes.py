"""The statements of a working day find their rows by index, however many there are."""

import pytest
from tortoise.connection import get_connection

from models.embedded_sqlite import InlineConnection
from tests.conversation import say

# Rows of these grow with every day: a scan that nobody notices at first is felt sooner or later.
GROWING = {
    "hours_entry", "entry_revision", "confirmation", "delivery", "inbound_message", "audit_entry", "evidence",
    "identity", "person", "apprenticeship", "mentorship", "receipt", "closed_week", "dispute",
}  # fmt: skip


@pytest.fixture
def database_url(stores):
    """SQLite alone: PostgreSQL scans what is as small as in a test."""
    return stores.sqlite()


@pytest.fixture
def said(monkeypatch) -> dict[str, object]:
    """The statements that ran inside transactions, with some values of each."""
    remembered = {}
    for name in ("rows", "changed"):
        real = getattr(InlineConnection, name)

        def remembering(connection, sql, values, real=real):
            remembered[sql] = values
            return real(connection, sql, values)

        monkeypatch.setattr(InlineConnection, name, remembering)
    return remembered


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
    connection = get_connection("default")._connection
    # Of an INSERT the plan names the scan of a self-reference that only a deferred violation would start.
    asked = [sql for sql in said if sql.split()[0] in ("SELECT", "UPDATE", "DELETE", "WITH")]
    assert len(asked) > 30
    scans = {
        (plan["detail"], sql)
        for sql in asked
        for plan in await connection.execute_fetchall(f"EXPLAIN QUERY PLAN {sql}", said[sql])
        if plan["detail"].startswith("SCAN ") and plan["detail"].split()[1] in GROWING
    }
    assert scans == set()
