"""A notice goes to the people its author may reach, once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.audiences import NobodyReached, OrganizationUnknown
from domain.notice_text import NoticeText
from domain.notices import NoticeState
from domain.organizations import OrganizationKind
from domain.roles import Role
from models.deliveries import Delivery
from models.notices import Notice, Receipt
from models.organizations import Organization
from models.people import Person, RoleHeld
from models.training import Apprenticeship
from tests.cast import NOON, contact, person
from tests.notices import names, send, wish
from usecases.administered import OnlyAdministrators
from usecases.broadcast_notice import DraftGone, broadcast_notice
from usecases.draft_notice import draft_notice
from usecases.notice_words import words_of

LATER = NOON + timedelta(hours=2)


async def test_a_preview_counts_whom_it_would_reach_and_sends_nothing(shop):
    await contact(shop.lin)
    found = await draft_notice(shop.admin, wish(), now=NOON)
    assert (found.headcount.people, found.headcount.following) == (2, 1)
    assert await Receipt.all().count() == await Delivery.all().count() == 0


async def test_a_notice_reaches_each_of_its_audience_once(shop):
    number = await send(shop.admin)
    assert await names(number) == {"林子轩", "黄雨桐"}
    deliveries = await Delivery.all()
    assert {delivery.person_id for delivery in deliveries} == {shop.lin.person_id, shop.huang.person_id}
    assert {delivery.key for delivery in deliveries} == {
        f"notice:{number}:{shop.lin.person_id}",
        f"notice:{number}:{shop.huang.person_id}",
    }
    assert (deliveries[0].facts, deliveries[0].notice_id) == ({"notice": number}, number)
    assert await words_of(number) == {
        "notice": number,
        "title": "冬季安全培训",
        "body": "周五三点，三号车间。",
        "whole": True,
        "acknowledge": True,
        "day": "2026-11-20",
        "corrects": 0,
        "corrected": "",
    }


async def test_sending_twice_sends_once(shop):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    first = await broadcast_notice(shop.admin, draft.number, now=NOON)
    second = await broadcast_notice(shop.admin, draft.number, now=LATER)
    assert (first.again, second.again, second.recipients) == (False, True, 2)
    assert await Delivery.all().count() == 2


async def test_two_who_send_at_the_same_moment_send_once(shop):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    both = await asyncio.gather(*(broadcast_notice(shop.admin, draft.number, now=NOON) for _ in range(2)))
    assert sorted(sent.again for sent in both) == [False, True]
    assert await Delivery.all().count() == 2


async def test_the_same_wish_told_twice_is_one_notice(shop):
    number = await send(shop.admin)
    again = await draft_notice(shop.admin, wish(), now=LATER)
    assert (again.number, again.state) == (number, NoticeState.SENDING)
    assert await Notice.all().count() == 1


async def test_a_draft_left_lying_is_dropped_and_can_be_told_again(shop):
    first = await draft_notice(shop.admin, wish(), now=NOON)
    await draft_notice(shop.admin, wish(ref="message:2"), now=LATER)
    with pytest.raises(DraftGone):
        await broadcast_notice(shop.admin, first.number, now=LATER)
    again = await draft_notice(shop.admin, wish(), now=LATER)
    assert (again.number, again.state) == (first.number, NoticeState.DRAFT)


async def test_a_long_body_stands_once_in_the_notice_and_shortened_in_the_outbox(shop):
    long = replace(wish(), text=NoticeText("长通知", "长" * 400))
    draft = await draft_notice(shop.admin, long, now=NOON)
    await broadcast_notice(shop.admin, draft.number, now=NOON)
    assert (await Delivery.first()).facts == {"notice": draft.number}
    facts = await words_of(draft.number)
    assert facts["body"] == "长" * 300
    assert facts["whole"] is False


async def test_an_urgent_notice_is_urgent_in_the_outbox(shop):
    await send(shop.admin, urgent=True)
    assert all(await Delivery.all().values_list("urgent", flat=True))


async def test_a_leading_firm_reaches_its_chain_and_a_member_only_itself(shop):
    member = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    assert await names(await send(shop.admin, Role.MENTOR)) == {"王建国", "陈志明", "赵磊"}
    assert await names(await send(member, Role.MENTOR, ref="message:2")) == {"赵磊"}


async def test_an_authority_reaches_everybody(shop):
    office = await Organization.create(name="市人社局", kind=OrganizationKind.AUTHORITY)
    clerk = await person("吴科", Role.ADMINISTRATOR, office)
    stranger = await Organization.create(name="链外企业", kind=OrganizationKind.ENTERPRISE)
    await person("郑六", Role.MENTOR, stranger)
    assert "郑六" in await names(await send(clerk, None))
    assert "郑六" not in await names(await send(shop.admin, None, ref="message:2"))


async def test_a_school_reaches_the_students_who_work_elsewhere(shop):
    dean = await person("许主任", Role.ADMINISTRATOR, await Organization.get(id=shop.school))
    assert await names(await send(dean)) == {"林子轩"}
    assert await names(await send(dean, None, ref="message:2")) == {"林子轩", "何静", "许主任"}


async def test_one_organization_can_be_named(shop):
    assert await names(await send(shop.admin, Role.MENTOR, "云帆精密模具")) == {"赵磊"}


@pytest.mark.parametrize("name", ["没有这家", "链外企业"])
async def test_an_organization_out_of_reach_looks_like_none(shop, name):
    await Organization.create(name="链外企业", kind=OrganizationKind.ENTERPRISE)
    with pytest.raises(OrganizationUnknown):
        await draft_notice(shop.admin, wish(organization=name), now=NOON)


async def test_who_is_erased_gets_nothing(shop):
    await Person.filter(id=shop.huang.person_id).update(erased_at=NOON)
    assert await names(await send(shop.admin)) == {"林子轩"}


async def test_an_audience_of_nobody_is_refused(shop):
    with pytest.raises(NobodyReached):
        await draft_notice(shop.admin, wish(Role.TEACHER, "云帆精密模具"), now=NOON)
    assert await Notice.all().count() == 0


@pytest.mark.parametrize("who", ["lin", "wang", "teacher"])
async def test_only_administrators_send(shop, who):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    outsider = getattr(shop, who)
    with pytest.raises(OnlyAdministrators):
        await draft_notice(outsider, wish(ref="message:2"), now=NOON)
    with pytest.raises(OnlyAdministrators):
        await broadcast_notice(outsider, draft.number, now=NOON)


async def test_nobody_sends_the_draft_of_another(shop):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    other = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.firm))
    with pytest.raises(DraftGone):
        await broadcast_notice(other, draft.number, now=NOON)


async def test_an_administrator_who_was_dismissed_meanwhile_reaches_nobody(shop):
    draft = await draft_notice(shop.admin, wish(), now=NOON)
    await RoleHeld.filter(person_id=shop.admin.person_id).delete()
    with pytest.raises(NobodyReached):
        await broadcast_notice(shop.admin, draft.number, now=NOON)
    assert (await Notice.get(id=draft.number)).state is NoticeState.DRAFT


async def test_a_student_of_two_agreements_gets_it_once(shop):
    agreement = await Apprenticeship.get(id=shop.lin_training)
    agreement.id, agreement.employer_id, agreement._saved_in_db = None, shop.other_firm, False
    await agreement.save(force_create=True)
    assert await names(await send(shop.admin)) == {"林子轩", "黄雨桐"}
