"""本周无训练: forgetting and not working are told apart."""

from datetime import date, timedelta

import pytest

from domain.signing import ReasonTooLong
from models.audit import AuditEntry
from models.hours import ClosedWeek
from models.training import Apprenticeship
from tests.cast import NOON, TODAY
from tests.usecases.claims import claim
from usecases.close_week import OutsideTraining, WeekHasHours, close_week
from usecases.log_hours import OnlyApprentices, log_hours

MONDAY = date(2026, 11, 16)


async def test_a_week_without_training_is_closed_with_its_reason(shop):
    closed = await close_week(shop.lin, "车间停产", now=NOON)
    row = await ClosedWeek.get()
    assert (closed.monday, closed.sunday, closed.again) == (MONDAY, date(2026, 11, 22), False)
    assert (row.apprenticeship_id, row.monday, row.reason) == (shop.lin_training, MONDAY, "车间停产")
    assert (await AuditEntry.get(event="week.closed")).after == {"monday": "2026-11-16", "reason": "车间停产"}


async def test_last_week_can_still_be_closed(shop):
    assert (await close_week(shop.lin, "考试", now=NOON, weeks_ago=1)).monday == MONDAY - timedelta(days=7)


async def test_closing_twice_is_closing_once(shop):
    await close_week(shop.lin, "车间停产", now=NOON)
    assert (await close_week(shop.lin, "考试", now=NOON)).again
    assert (await ClosedWeek.get()).reason == "车间停产"
    assert await AuditEntry.filter(event="week.closed").count() == 1


@pytest.mark.parametrize("status", ["submitted", "confirmed"])
async def test_a_week_with_hours_is_not_without_training(shop, status):
    await shop.entry(shop.lin, status=status)
    with pytest.raises(WeekHasHours) as refusal:
        await close_week(shop.lin, "车间停产", now=NOON)
    assert refusal.value.minutes == 240


@pytest.mark.parametrize("status", ["returned", "withdrawn"])
async def test_hours_that_do_not_count_do_not_hinder(shop, status):
    await shop.entry(shop.lin, status=status)
    assert not (await close_week(shop.lin, "车间停产", now=NOON)).again


@pytest.mark.parametrize(
    "term", [{"starts_on": TODAY + timedelta(days=3)}, {"ends_on": MONDAY - timedelta(days=1)}]
)
async def test_a_week_outside_the_training_needs_no_word(shop, term):
    await Apprenticeship.filter(id=shop.lin_training).update(**term)
    with pytest.raises(OutsideTraining):
        await close_week(shop.lin, "车间停产", now=NOON)


async def test_a_week_that_the_training_touches_can_be_closed(shop):
    await Apprenticeship.filter(id=shop.lin_training).update(starts_on=date(2026, 11, 22))
    assert (await close_week(shop.lin, "还没开始", now=NOON)).monday == MONDAY


async def test_hours_logged_later_reopen_the_week(shop):
    await close_week(shop.lin, "车间停产", now=NOON)
    await log_hours(shop.lin, claim(day=MONDAY), now=NOON)
    assert await ClosedWeek.all().count() == 0


async def test_hours_of_another_week_leave_it_closed(shop):
    await close_week(shop.lin, "车间停产", now=NOON)
    await log_hours(shop.lin, claim(day=MONDAY - timedelta(days=1)), now=NOON)
    assert await ClosedWeek.all().count() == 1


async def test_only_apprentices_close_weeks(shop):
    with pytest.raises(OnlyApprentices):
        await close_week(shop.wang, "车间停产", now=NOON)


async def test_a_reason_that_can_not_be_kept_is_refused(shop):
    with pytest.raises(ReasonTooLong):
        await close_week(shop.lin, "长" * 201, now=NOON)
