"""An apprentice looks at what was written down."""

from datetime import date

from tests.cast import NOON, TODAY
from usecases.list_hours import PAGE, list_hours


async def test_the_newest_come_first(shop):
    for minutes in (60, 90, 120):
        await shop.entry(shop.lin, minutes=minutes)
    page = await list_hours(shop.lin, now=NOON)
    assert [entry.minutes for entry in page.entries] == [120, 90, 60]
    assert not page.older


async def test_the_week_counts_what_is_confirmed_and_what_waits(shop):
    await shop.entry(shop.lin, minutes=60, status="confirmed", work_date=date(2026, 11, 16))
    await shop.entry(shop.lin, minutes=90, work_date=TODAY)
    await shop.entry(shop.lin, minutes=30, work_date=date(2026, 11, 15))
    await shop.entry(shop.lin, minutes=30, status="withdrawn")
    await shop.entry(shop.lin, minutes=30, status="returned")
    page = await list_hours(shop.lin, now=NOON)
    assert (page.week_confirmed, page.week_waiting) == (60, 90)


async def test_older_ones_follow_page_by_page(shop):
    for _ in range(PAGE + 2):
        await shop.entry(shop.lin, minutes=10)
    first = await list_hours(shop.lin, now=NOON)
    assert ([entry.number for entry in first.entries], first.older) == (list(range(12, 2, -1)), True)
    second = await list_hours(shop.lin, below=first.entries[-1].number, now=NOON)
    assert ([entry.number for entry in second.entries], second.older) == ([2, 1], False)


async def test_the_entries_of_others_are_not_listed(shop):
    await shop.entry(shop.huang)
    assert (await list_hours(shop.lin, now=NOON)).entries == ()


async def test_a_number_beyond_all_is_the_newest_page(shop):
    await shop.entry(shop.lin)
    assert len((await list_hours(shop.lin, below=10**15, now=NOON)).entries) == 1
