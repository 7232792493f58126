"""An administrator resends, revokes and unbinds for the own people, and for nobody else's."""

from datetime import timedelta

import pytest

from domain.roles import Door, Role
from models.audit import AuditEntry
from models.organizations import Organization
from models.people import Identity, Invitation, Person
from tests.cast import NOON, Shop, contact, person
from usecases.administered import OnlyAdministrators
from usecases.bind_person import Bound, Failure, bind_person
from usecases.invite_people import AlreadyBound, NoCode, resend, revoke
from usecases.manages import PersonUnknown, person_by_phone
from usecases.unbind_person import NobodyBound, unbind_by_administrator


async def stranger() -> int:
    return (await Identity.create(app="wx", openid="o-new")).id


async def bind(code: str, shop: Shop, *, now=NOON):
    digits = (await Person.get(id=shop.lin.person_id)).phone[-4:]
    identity, _ = await Identity.get_or_create(app="wx", openid="o-new")
    return await bind_person(identity.id, code, digits, now=now, request="test")


async def test_a_new_code_takes_the_place_of_the_old_one(shop: Shop):
    first = (await resend(shop.admin, shop.lin.person_id, now=NOON)).code
    second = (await resend(shop.admin, shop.lin.person_id, now=NOON)).code
    assert (await bind(first, shop)).why is Failure.REVOKED
    assert isinstance(await bind(second, shop), Bound)
    events = await AuditEntry.all().order_by("id").values_list("event", flat=True)
    assert events == ["invitation.issued", "invitation.revoked", "invitation.issued", "identity.bound"]


async def test_a_new_code_lasts_thirty_days_again(shop: Shop):
    row = await resend(shop.admin, shop.lin.person_id, now=NOON)
    assert row.expires_at == NOON + timedelta(days=30)
    assert (await bind(row.code, shop, now=NOON + timedelta(days=30))).why is Failure.EXPIRED


async def test_a_revoked_code_lets_nobody_in(shop: Shop):
    row = await resend(shop.admin, shop.lin.person_id, now=NOON)
    assert await revoke(shop.admin, shop.lin.person_id, now=NOON) == 1
    assert (await bind(row.code, shop)).why is Failure.REVOKED
    with pytest.raises(NoCode):
        await revoke(shop.admin, shop.lin.person_id, now=NOON)


async def test_who_is_bound_is_unbound_first(shop: Shop):
    await contact(shop.lin)
    with pytest.raises(AlreadyBound):
        await resend(shop.admin, shop.lin.person_id, now=NOON)
    assert await unbind_by_administrator(shop.admin, shop.lin.person_id, "换了手机", now=NOON) == 1
    assert isinstance(await bind((await resend(shop.admin, shop.lin.person_id, now=NOON)).code, shop), Bound)
    with pytest.raises(NobodyBound):
        await unbind_by_administrator(shop.admin, shop.wang.person_id, "换了手机", now=NOON)


async def test_an_administrator_of_elsewhere_finds_nobody(shop: Shop):
    other = await Organization.get(id=shop.other_firm)
    elsewhere = await person("许敏", Role.ADMINISTRATOR, other)
    await contact(shop.lin)
    for act in (resend, revoke):
        with pytest.raises(PersonUnknown):
            await act(elsewhere, shop.lin.person_id, now=NOON)
    with pytest.raises(PersonUnknown):
        await unbind_by_administrator(elsewhere, shop.lin.person_id, "换了手机", now=NOON)
    assert await Identity.filter(person_id=shop.lin.person_id).exists()


async def test_the_lead_reaches_its_chain_and_the_school_its_students(shop: Shop):
    assert (await resend(shop.admin, shop.zhao.person_id, now=NOON)).code
    head = await person("罗丽", Role.ADMINISTRATOR, await Organization.get(id=shop.school))
    assert (await resend(head, shop.lin.person_id, now=NOON)).code
    with pytest.raises(PersonUnknown):
        await resend(head, shop.huang.person_id, now=NOON)


async def test_mentors_invite_nobody_and_the_operator_everybody(shop: Shop):
    with pytest.raises(OnlyAdministrators):
        await resend(shop.wang, shop.lin.person_id, now=NOON)
    assert (await resend(Door.COMMAND_LINE, shop.lin.person_id, now=NOON)).code
    assert await Invitation.all().count() == 1


async def test_a_person_is_found_by_phone(shop: Shop):
    phone = (await Person.get(id=shop.lin.person_id)).phone
    assert await person_by_phone(phone) == shop.lin.person_id
    with pytest.raises(PersonUnknown):
        await person_by_phone("17099999999")
