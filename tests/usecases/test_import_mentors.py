"""Mentors and agreements as a roster changes them."""

from datetime import date, timedelta

import pytest

from models.training import Apprenticeship
from tests.rosters import CHEN, NOW, TODAY, WANG, with_lin
from tests.usecases.rosters_in import bring_in, lins_mentors, lins_training
from texts import roster as texts


@pytest.fixture(autouse=True)
def _database(database: str) -> None:
    """Every test here has its own."""


async def test_another_mentor_begins_today_and_the_former_keeps_the_days_before():
    await bring_in()
    report = await bring_in(with_lin(导师手机=CHEN))
    yesterday = TODAY - timedelta(days=1)
    assert await lins_mentors() == [("王建国", date(2026, 7, 1), yesterday), ("陈志明", TODAY, None)]
    assert "导师 王建国 → 陈志明" in texts.report(report, dry_run=False)
    await bring_in()
    assert await lins_mentors() == [("王建国", date(2026, 7, 1), yesterday), ("王建国", TODAY, None)]


async def test_before_the_start_another_mentor_takes_the_place_whole():
    await bring_in(now=NOW - timedelta(days=365))
    await bring_in(with_lin(导师手机=CHEN), now=NOW - timedelta(days=300))
    assert await lins_mentors() == [("陈志明", date(2026, 7, 1), None)]


async def test_a_second_mentor_joins():
    await bring_in()
    await bring_in(with_lin(导师手机=f"{WANG}、{CHEN}"))
    assert await lins_mentors() == [("王建国", date(2026, 7, 1), None), ("陈志明", TODAY, None)]


async def test_when_the_start_moves_the_mentor_moves_with_it():
    await bring_in()
    await bring_in(with_lin(开始日期="2026-06-15"))
    assert (await lins_training()).starts_on == date(2026, 6, 15)
    assert await lins_mentors() == [("王建国", date(2026, 6, 15), None)]


async def test_a_later_agreement_is_another_one():
    await bring_in()
    await bring_in(with_lin(开始日期="2027-09-01", 结束日期="2028-06-30"))
    assert await Apprenticeship.filter(person__name="林子轩").count() == 2
