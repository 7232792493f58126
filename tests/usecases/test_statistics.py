"""Today's figures are those of the organizations an administrator reaches."""

from datetime import timedelta

import pytest

from domain.organizations import OrganizationKind
from domain.roles import Role
from models.hours import Dispute
from models.organizations import Organization
from models.training import Apprenticeship
from tests.cast import NOON, TODAY, person
from tests.conversation import say
from usecases.administered import OnlyAdministrators
from usecases.scope import Scope
from usecases.statistics import statistics


async def test_the_day_is_counted(shop):
    await shop.entry(shop.lin, work_date=TODAY, minutes=240)
    await shop.entry(shop.lin, work_date=TODAY, minutes=60, status="confirmed")
    await shop.entry(shop.lin, work_date=TODAY, minutes=60, status="withdrawn")
    await shop.entry(shop.huang, entered_at=NOON - timedelta(days=4))
    found = await statistics(shop.admin, now=NOON)
    assert (found.apprentices, found.logged, found.minutes) == (2, 1, 300)
    assert (found.waiting, found.overdue) == (2, 1)


async def test_who_has_not_written_and_which_mentors_are_late_is_named(shop):
    await shop.entry(shop.lin, work_date=TODAY)
    for number in range(2):
        await shop.entry(shop.huang, entered_at=NOON - timedelta(days=4 + number))
    found = await statistics(shop.admin, now=NOON)
    assert found.missing == ("黄雨桐",)
    assert found.late == (("王建国", 2), ("陈志明", 2))


async def test_the_scope_is_the_own_firm_the_chain_or_everything(shop):
    member = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    authority = await Organization.create(name="珠海市人社局", kind=OrganizationKind.AUTHORITY)
    officer = await person("许科长", Role.ADMINISTRATOR, authority)
    found = [(await statistics(actor, now=NOON)).scope for actor in (member, shop.admin, officer)]
    assert found == [Scope("云帆精密模具", 1), Scope("海晟智能装备", 3), Scope("珠海市人社局", 4)]


async def test_in_chat_the_figures_say_whose_they_are_and_what_to_do(shop):
    await shop.entry(shop.huang, entered_at=NOON - timedelta(days=4))
    entry = await shop.entry(shop.lin, status="returned")
    await Dispute.create(entry=entry, revision=1, reason="当天在岗", opened_at=NOON)
    said = await say(shop.admin, "统计")
    for line in (
        "范围：海晟智能装备等 3个单位",
        "　还没记：林子轩、黄雨桐",
        "　超过3天的导师：王建国 1条、陈志明 1条",
        "申诉 1条，回“申诉”处理",
    ):
        assert line in said.splitlines()
    assert "将发给海晟智能装备等 3个单位的全部人员" in await say(shop.admin, "广播 全部 停电通知")


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
