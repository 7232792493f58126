"""Everybody concerned hears of a deadline on its steps, once, in one message."""

import asyncio
from datetime import date, datetime, time, timedelta

import pytest

from domain.calendar import Holidays
from domain.clock import instant
from domain.deadlines import DeadlineKind, DeadlineState
from domain.programmes import ApprenticeshipStatus
from domain.roles import Door, Role
from models.deadlines import Deadline
from models.deliveries import Delivery, Firing
from models.organizations import Organization
from models.people import Identity, Person
from models.training import Apprenticeship
from tests.cast import ENDS, NOON, TODAY, contact, person
from tests.outbox import Platform, bind_all, ids, told
from texts.notices import word
from usecases.arrange_deadlines import arrange_deadlines, subject_of
from usecases.move_deadline import cancel_deadline, move_deadline
from usecases.remind_deadlines import remind_deadlines
from usecases.set_deadline import close_deadline, set_deadline
from usecases.store_deadlines import Wanted

NOBODY_FREE = Holidays(frozenset(), frozenset(), frozenset())
MORNING = datetime.combine(TODAY, time(1), NOON.tzinfo)  # 9:00


@pytest.fixture
async def cast(shop):
    return await bind_all(shop)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


async def final(cast, days: int, training: int | None = None):
    """A final assessment of 林子轩, or of another agreement, in so many days."""
    training = training or cast.lin_training
    return await set_deadline(
        Door.TIMETABLE,
        Wanted(DeadlineKind.FINAL, subject_of(training), in_days(days), apprenticeship_id=training),
        now=NOON,
    )


async def ask(now: datetime = MORNING) -> int:
    return await remind_deadlines(NOBODY_FREE, now=now)


async def test_the_apprentice_the_mentor_and_the_administrators_hear_of_it(cast):
    school_admin = await person("许静", Role.ADMINISTRATOR, await Organization.get(id=cast.school))
    await contact(school_admin)
    await final(cast, 7)
    assert await ask() == 4
    assert await told("deadlines") == ids(cast.lin, cast.wang, cast.admin, school_admin)


async def test_before_nine_and_at_night_nobody_is_told(cast):
    await final(cast, 7)
    assert await ask(MORNING - timedelta(minutes=1)) == 0
    assert await ask(instant(TODAY, time(21, 30))) == 0
    assert await ask(MORNING) == 3


async def test_all_that_is_due_makes_one_message_a_person(cast):
    await final(cast, 7)
    await final(cast, 7, cast.huang_training)
    await final(cast, 14, cast.lin_training)  # moved
    await set_deadline(
        Door.TIMETABLE,
        Wanted(
            DeadlineKind.OWN, "own:1", in_days(3), title="年审", todo="交材料。", organization_id=cast.firm
        ),
        now=NOON,
    )
    await ask()
    rows = await Delivery.filter(kind="deadlines").order_by("person_id")
    assert len(rows) == len({row.person_id for row in rows}) == 5
    wangs = next(row for row in rows if row.person_id == cast.wang.person_id)
    text = word("deadlines", wangs.facts).text.splitlines()
    assert text[1].startswith("· 11月23日 周一（还有 3天） 年审。交材料。")
    assert text[2].startswith("· 11月27日 周五（还有 7天） 黄雨桐的终结性岗位胜任力评价")
    assert text[3].startswith("· 12月4日 周五（还有 14天） 林子轩的终结性岗位胜任力评价")


async def test_many_apprentices_of_one_day_make_one_line(cast):
    await final(cast, 7)
    await final(cast, 7, cast.huang_training)
    await ask()
    row = await Delivery.get(kind="deadlines", person_id=cast.admin.person_id)
    assert "林子轩、黄雨桐的终结性岗位胜任力评价" in word("deadlines", row.facts).text
    assert row.facts["lines"][0]["count"] == 2


async def test_asking_again_and_two_at_once_tell_once(cast):
    await final(cast, 7)
    await asyncio.gather(*(ask() for _ in range(4)))
    assert await ask(MORNING + timedelta(hours=5)) == 0
    assert await ask(MORNING + timedelta(days=1)) == 0
    assert await Delivery.filter(kind="deadlines").count() == 3
    assert await Firing.filter(rule="deadline").count() == 3
    assert await ask(MORNING + timedelta(days=4)) == 3


async def test_a_moved_deadline_tells_anew(cast):
    stored = await final(cast, 7)
    await ask()
    moved = await move_deadline(Door.COMMAND_LINE, stored.id, in_days(3), now=NOON)
    assert moved.revision == 2
    await ask(MORNING + timedelta(minutes=15))
    assert await Firing.filter(rule="deadline").count() == 6
    row = await Delivery.get(kind="deadlines", person_id=cast.lin.person_id)
    assert [line["day"] for line in row.facts["lines"]] == [in_days(3).isoformat()]


async def test_what_is_found_after_the_message_has_left_makes_another(cast):
    await final(cast, 7)
    await ask()
    platform = Platform()
    platform.clock.now = MORNING
    await platform.round()
    await final(cast, 3)
    assert await ask(MORNING + timedelta(minutes=15)) == 3
    assert await Delivery.filter(kind="deadlines").count() == 6


@pytest.mark.parametrize("how", ["done", "cancelled", "suspended"])
async def test_what_is_done_or_cancelled_is_told_no_more(cast, how):
    stored = await final(cast, 7)
    if how == "done":
        await close_deadline(Door.TIMETABLE, DeadlineKind.FINAL, subject_of(cast.lin_training), now=NOON)
    elif how == "cancelled":
        await cancel_deadline(Door.COMMAND_LINE, stored.id, now=NOON)
    else:
        await Apprenticeship.filter(id=cast.lin_training).update(status=ApprenticeshipStatus.SUSPENDED)
    assert await ask() == 0


async def test_who_paused_is_left_in_peace_and_told_afterwards(cast):
    await Person.filter(id=cast.lin.person_id).update(reminders_paused_until=in_days(2))
    await Person.filter(id=cast.wang.person_id).update(reminders_on=False)
    await Identity.filter(person_id=cast.admin.person_id).update(person_id=None)
    await final(cast, 7)
    await ask()
    assert await told("deadlines") == ids(cast.wang)
    await ask(MORNING + timedelta(days=2))  # a Sunday
    assert await told("deadlines") == ids(cast.wang)
    await ask(MORNING + timedelta(days=3))
    assert await told("deadlines") == ids(cast.lin, cast.wang)


async def test_what_is_done_before_the_message_leaves_is_not_sent(cast):
    await final(cast, 7)
    await ask()
    await close_deadline(Door.TIMETABLE, DeadlineKind.FINAL, subject_of(cast.lin_training), now=NOON)
    platform = Platform()
    platform.clock.now = MORNING
    assert await platform.round() == {"cancelled": 3}


async def test_messages_leave_at_once_and_before_digests(cast):
    await final(cast, 7)
    await ask()
    platform = Platform()
    platform.clock.now = MORNING
    assert await platform.round() == {"sent": 3}


async def test_an_agreement_brings_its_deadlines_and_takes_them_away(cast):
    await arrange_deadlines(Door.COMMAND_LINE, [cast.lin_training], now=NOON)
    rows = {row.kind: row for row in await Deadline.all()}
    assert rows[DeadlineKind.MIDTERM].day == date(2026, 12, 31)
    assert (
        rows[DeadlineKind.MIDTERM].source
        == "《关于推动实施产业技能根基工程的通知》（粤人社规〔2022〕26号）二（二）5"
    )
    assert rows[DeadlineKind.FINAL].day == date(2027, 6, 23)
    assert rows[DeadlineKind.AGREEMENT_END].day == ENDS
    await Apprenticeship.filter(id=cast.lin_training).update(status=ApprenticeshipStatus.SUSPENDED)
    await arrange_deadlines(Door.COMMAND_LINE, [cast.lin_training], now=NOON)
    assert {row.state for row in await Deadline.all()} == {DeadlineState.CANCELLED}
    await Apprenticeship.filter(id=cast.lin_training).update(status=ApprenticeshipStatus.ACTIVE)
    await arrange_deadlines(Door.COMMAND_LINE, [cast.lin_training], now=NOON)
    assert {(row.state, row.revision) for row in await Deadline.all()} == {(DeadlineState.OPEN, 2)}


async def test_a_paper_that_lapses_is_told_to_administrators(cast):
    await ask(instant(date(2026, 12, 1), time(9)))
    assert await told("deadlines") == ids(cast.admin)
    row = await Deadline.get(kind=DeadlineKind.POLICY_EXPIRY)
    assert (row.day, row.source) == (
        date(2026, 12, 31),
        "《关于推动实施产业技能根基工程的通知》（粤人社规〔2022〕26号）文末",
    )


async def test_a_message_has_the_nearest_and_says_that_there_are_more(cast):
    for days in range(30):
        wanted = Wanted(
            DeadlineKind.OWN, f"own:{days}", in_days(days), title=f"第{days}件", organization_id=cast.firm
        )
        await set_deadline(Door.TIMETABLE, wanted, now=NOON)
    await final(cast, 2)
    await final(cast, 20, cast.huang_training)
    await ask()
    facts = (await Delivery.get(kind="deadlines", person_id=cast.wang.person_id)).facts
    assert [line["day"] for line in facts["lines"]] == sorted(line["day"] for line in facts["lines"])
    assert [line["kind"] for line in facts["lines"]][:4] == ["own", "own", "final", "own"]
    assert facts["full_until"] == facts["lines"][-1]["day"]
    assert "后面还有别的期限。" in word("deadlines", facts).text
