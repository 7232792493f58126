"""The codes that an import issues."""

from datetime import timedelta

import pytest

from domain.roles import Role
from models.people import Identity, Invitation
from tests.rosters import LIN, NOW, PEOPLE
from tests.usecases.rosters_in import bring_in, lin
from texts import roster as texts
from usecases.invitation_codes import invitation_codes


@pytest.fixture(autouse=True)
def _database(database: str) -> None:
    """Every test here has its own."""


async def test_a_live_code_is_kept_and_one_that_ran_out_is_replaced():
    await bring_in()
    first = (await Invitation.get(person=await lin())).code
    await bring_in(now=NOW + timedelta(days=29))
    assert await Invitation.filter(person=await lin()).count() == 1
    report = await bring_in(now=NOW + timedelta(days=31))
    assert report.counts["invitation"] == (5, 0, 0)
    later = await invitation_codes([(await lin()).id], now=NOW + timedelta(days=31))
    assert later[0].code not in ("", first)


async def test_who_is_bound_or_was_revoked_gets_no_code():
    await bring_in()
    await Invitation.filter(person__name="陈志明").update(revoked_at=NOW)
    await Invitation.filter(person__name="林子轩").update(used_at=NOW)
    await Identity.create(app="wx", openid="o", person=await lin())
    report = await bring_in()
    assert report.counts["invitation"] == (0, 0, 5)
    codes = {
        row.name: (row.code, texts.no_code(row)) for row in await invitation_codes(report.people, now=NOW)
    }
    assert (codes["林子轩"], codes["陈志明"]) == (("", "已绑定"), ("", "已作废"))


async def test_codes_come_in_the_order_of_the_file():
    report = await bring_in()
    rows = await invitation_codes(report.people, now=NOW)
    assert [row.name for row in rows] == [person["姓名"] for person in PEOPLE]
    assert (rows[3].phone, rows[3].roles, len(rows[3].code)) == (LIN, (Role.APPRENTICE,), 8)
    assert len({row.code for row in rows}) == 5
