"""Whatever the clock does, and however many machines ask: everything fires once, and nothing useful is missed."""

import time as machine
from datetime import date, timedelta

import pytest

from models.deliveries import Delivery
from tests.cast import ENDS, STARTED
from tests.outbox import bind_all
from tests.scheduler.year import DAY, Timetable, Writing, at, days, differences, live, prepare

pytestmark = pytest.mark.slow
NOTHING: tuple[set[object], set[object]] = (set(), set())


@pytest.fixture
async def cast(shop):
    await bind_all(shop)
    await prepare(shop)
    return shop


async def step_through(cast, moments, machines=1, **how):
    timetable = Timetable(machines)
    await live(moments, timetable, Writing(cast), **how)
    return timetable


def usual(first, last):
    """Three moments a day: after nine, after the digest, and after the week's summary."""
    return [at(day, *when) for day in days(first, last) for when in ((9, 10), (17, 40), (18, 40))]


async def test_a_year_fires_what_the_trade_says_and_every_message_ends(cast, database):
    """On PostgreSQL, where a statement takes longer, the holidays of October; bench/year.py has the years."""
    last = date(2026, 10, 20) if database.startswith("postgres") else ENDS + 12 * DAY
    first = date(2026, 9, 1) if database.startswith("postgres") else STARTED
    moments = [at(day, *when) for day in days(first, last) for when in ((9, 10), (18, 40))]
    timetable = await step_through(cast, moments)
    assert await differences(cast, first, last) == NOTHING
    rows = await Delivery.all().values_list("state", flat=True)
    assert {str(state) for state in rows} == {"sent"}
    assert len(timetable.platform.parcels) == len(rows)
    assert len(set(await Delivery.all().values_list("key", flat=True))) == len(rows)


FIRST, LAST = date(2026, 11, 23), date(2026, 12, 6)


async def test_three_hours_forward_and_four_back(cast):
    """The clock is put forward from eight to eleven one morning, and back from one to nine on another day."""
    moments = usual(FIRST, LAST)
    jumps = [
        *(at(FIRST, 8), at(FIRST, 11)),
        *(at(FIRST + DAY, 13), at(FIRST + DAY, 9), at(FIRST + DAY, 13)),
        *(at(FIRST + 2 * DAY, 18, 40), at(FIRST + 2 * DAY, 14, 40), at(FIRST + 2 * DAY, 18, 40)),
    ]
    order = sorted({*moments, at(FIRST, 8)}, key=lambda moment: moment)
    for jump in jumps:
        place = next(n for n, moment in enumerate(order) if moment.date() > jump.date())
        order.insert(place, jump)
    await step_through(cast, order)
    assert await differences(cast, FIRST, LAST) == NOTHING


async def test_a_day_forward_and_back_again(cast):
    """For an evening the clock shows tomorrow: what fired early fires no second time."""
    wrong = [at(FIRST + 3 * DAY, 9, 10)]
    await step_through(cast, [*usual(FIRST, FIRST + DAY), *wrong, *usual(FIRST + 2 * DAY, LAST)])
    assert await differences(cast, FIRST, LAST) == NOTHING


async def test_three_days_down_over_the_end_of_a_month(cast):
    """What belongs to a day alone is gone with it; deadlines are made up on the first day back."""
    down = (date(2026, 11, 30), date(2026, 12, 2))
    await step_through(cast, usual(FIRST, LAST), is_down=lambda moment: _within(moment, down))
    missing, extra = await differences(cast, FIRST, LAST)
    assert extra == set()
    assert {rule for rule, *_ in missing} == {"daily", "digest"}
    assert {day for rule, day, _ in missing} == {"2026-11-30", "2026-12-01", "2026-12-02"}


def _within(moment, down):
    return down[0] <= (moment + timedelta(hours=8)).date() <= down[1]


async def test_the_machine_may_stand_anywhere(cast, monkeypatch):
    """New York changes its clock on this day; China has one hour all the year."""
    monkeypatch.setenv("TZ", "America/New_York")
    machine.tzset()
    try:
        first, last = date(2026, 10, 30), date(2026, 11, 3)
        await step_through(cast, usual(first, last))
        assert await differences(cast, first, last) == NOTHING
    finally:
        monkeypatch.undo()
        machine.tzset()


async def test_two_machines_that_ask_at_once_fire_once(cast):
    timetable = await step_through(cast, usual(FIRST, LAST), machines=2)
    assert await differences(cast, FIRST, LAST) == NOTHING
    assert len(timetable.platform.parcels) == await Delivery.all().count()
