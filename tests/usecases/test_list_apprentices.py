"""A mentor's and a teacher's overview."""

from datetime import date, timedelta

import pytest

from domain.roles import Role
from models.organizations import Organization
from models.training import Apprenticeship, Mentorship
from tests.cast import NOON, TODAY, mentors, person
from usecases.list_apprentices import OnlyTrainers, list_apprentices


async def test_each_apprentice_shows_what_is_done_and_what_waits(shop):
    await shop.entry(shop.lin, minutes=450, status="confirmed", work_date=date(2026, 11, 18))
    await shop.entry(shop.lin, minutes=90, category="theory")
    await shop.entry(shop.lin, status="withdrawn", work_date=TODAY)
    lin, huang = (await list_apprentices(shop.wang, now=NOON)).lines
    assert (lin.name, lin.progress.confirmed, lin.progress.required) == ("林子轩", 450, 1400 * 45)
    assert (lin.waiting, lin.last_day, lin.late) == (1, date(2026, 11, 19), True)
    assert (huang.name, huang.waiting, huang.last_day) == ("黄雨桐", 0, None)


async def test_a_pace_that_keeps_up_is_not_late(shop):
    await Apprenticeship.filter(id=shop.lin_training).update(starts_on=TODAY)
    assert not (await list_apprentices(shop.wang, now=NOON)).lines[0].late


async def test_each_sees_the_own_apprentices(shop):
    names = {
        actor.name: [line.name for line in (await list_apprentices(actor, now=NOON)).lines]
        for actor in (shop.wang, shop.chen, shop.zhao, shop.teacher)
    }
    assert names == {"王建国": ["林子轩", "黄雨桐"], "陈志明": ["黄雨桐"], "赵磊": [], "何静": ["林子轩"]}


async def test_who_is_no_longer_trained_is_not_listed(shop):
    await Mentorship.filter(apprenticeship_id=shop.lin_training).update(until=TODAY - timedelta(days=1))
    await Apprenticeship.filter(id=shop.huang_training).update(status="finished")
    assert (await list_apprentices(shop.wang, now=NOON)).lines == ()


async def test_many_come_in_pages(shop):
    firm = await Organization.get(id=shop.firm)
    like = await Apprenticeship.get(id=shop.lin_training)
    for n in range(11):
        trained = await person(f"学徒{n}", Role.APPRENTICE, firm)
        training = await Apprenticeship.create(
            person_id=trained.person_id,
            programme=like.programme,
            employer=firm,
            occupation="钳工",
            target_grade=3,
            starts_on=like.starts_on,
            ends_on=like.ends_on,
            plan_id=shop.plan,
        )
        await mentors(training, shop.wang)
    first = await list_apprentices(shop.wang, now=NOON)
    second = await list_apprentices(shop.wang, page=2, now=NOON)
    assert (len(first.lines), first.total, first.more) == (10, 13, 3)
    assert ([line.name for line in second.lines], second.first, second.more) == (
        ["学徒8", "学徒9", "学徒10"],
        11,
        0,
    )


async def test_others_have_no_such_list(shop):
    for other in (shop.lin, shop.admin):
        with pytest.raises(OnlyTrainers):
            await list_apprentices(other, now=NOON)
