"""Today's figures are those of the organizations an administrator reaches."""

from datetime import timedelta

import pytest

from domain.roles import Role
from models.organizations import Organization
from models.training import Apprenticeship
from tests.cast import NOON, TODAY, person
from usecases.administered import OnlyAdministrators
from usecases.statistics import statistics


async def test_the_day_is_counted(shop):
    await shop.entry(shop.lin, work_date=TODAY, minutes=240)
    await shop.entry(shop.lin, work_date=TODAY, minutes=60, status="confirmed")
    await shop.entry(shop.lin, work_date=TODAY, minutes=60, status="withdrawn")
    await shop.entry(shop.huang, entered_at=NOON - timedelta(days=4))
    found = await statistics(shop.admin, now=NOON)
    assert (found.apprentices, found.logged, found.minutes) == (2, 1, 300)
    assert (found.waiting, found.overdue) == (2, 1)


async def test_a_firm_without_apprentices_has_zeros(shop):
    member = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    await shop.entry(shop.lin, work_date=TODAY)
    found = await statistics(member, now=NOON)
    assert (found.apprentices, found.logged, found.minutes, found.waiting) == (0, 0, 0, 0)


async def test_a_school_sees_its_students(shop):
    dean = await person("许主任", Role.ADMINISTRATOR, await Organization.get(id=shop.school))
    await shop.entry(shop.lin, work_date=TODAY)
    await shop.entry(shop.huang, work_date=TODAY)
    found = await statistics(dean, now=NOON)
    assert (found.apprentices, found.logged, found.waiting) == (1, 1, 1)


async def test_who_is_suspended_is_not_missed(shop):
    await Apprenticeship.filter(id=shop.huang_training).update(status="suspended")
    assert (await statistics(shop.admin, now=NOON)).apprentices == 1


async def test_only_administrators_see_figures(shop):
    with pytest.raises(OnlyAdministrators):
        await statistics(shop.wang, now=NOON)
