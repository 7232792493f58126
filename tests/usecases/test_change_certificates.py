"""Suspending, restoring, revoking and reissuing: each with a reason, each visible for good."""

import pytest

from domain.certificate_states import CertificateState
from domain.certificates import ReasonUnfit, RequirementsMissing, WrongState
from domain.roles import Door
from models.audit import AuditEntry
from models.certificates import Certificate
from models.deliveries import Delivery
from models.people import Person
from tests.cast import NOON
from tests.certified import TRAINING, decided, freeze
from texts.notices import word
from texts.refusals import sentence
from usecases.administered import OnlyAdministrators
from usecases.find_certificate import CertificateUnknown, find_certificate
from usecases.issue_certificate import issue_certificate
from usecases.reissue_certificate import reissue_certificate
from usecases.revoke_certificate import revoke_certificate
from usecases.suspend_certificates import restore_certificate, suspend_certificate, suspend_standing_on


async def issued(shop) -> str:
    made = await issue_certificate(shop.admin, await decided(shop, shop.lin), TRAINING, now=NOON)
    return made.document.number


async def test_a_suspended_certificate_can_be_restored(shop):
    number = await issued(shop)
    held = await suspend_certificate(shop.admin, number, "学时有疑问", now=NOON)
    assert (held.state, held.state_reason, held.state_at) == (CertificateState.SUSPENDED, "学时有疑问", NOON)
    back = await restore_certificate(shop.admin, number, "已核实", now=NOON)
    assert (back.state, back.state_reason) == (CertificateState.VALID, "已核实")
    events = [entry.event for entry in await AuditEntry.filter(subject__startswith="certificate:")]
    assert events == ["certificate.issued", "certificate.suspended", "certificate.restored"]


async def test_suspending_twice_is_suspending_once(shop):
    number = await issued(shop)
    for _ in range(2):
        await suspend_certificate(shop.admin, number, "学时有疑问", now=NOON)
    assert await AuditEntry.filter(event="certificate.suspended").count() == 1
    assert await Delivery.filter(kind="certificate_decided").count() == 1


async def test_a_revoked_one_stays_so_and_says_why(shop):
    number = await issued(shop)
    gone = await revoke_certificate(shop.admin, number, "冒用他人学时", now=NOON)
    assert (gone.state, gone.state_reason) == (CertificateState.REVOKED, "冒用他人学时")
    with pytest.raises(WrongState) as refused:
        await restore_certificate(shop.admin, number, "再想想", now=NOON)
    assert sentence(refused.value) == f"没有改：证书 {number} 现在是“已撤销”，不能变成“有效”。"
    assert await Certificate.all().count() == 1


async def test_the_holder_is_told_of_each_decision(shop):
    number = await issued(shop)
    await revoke_certificate(Door.COMMAND_LINE, number, "冒用他人学时", now=NOON)
    told = await Delivery.get(kind="certificate_decided")
    assert told.person_id == shop.lin.person_id
    said = word(told.kind, told.facts).text
    assert "已撤销" in said
    assert "原因：冒用他人学时" in said


async def test_a_reissued_one_and_the_new_one_name_each_other(shop):
    number = await issued(shop)
    await Person.filter(id=shop.lin.person_id).update(name="林梓轩")
    new = await reissue_certificate(shop.admin, number, "姓名有误", now=NOON)
    old = await find_certificate(shop.admin, number)
    assert (old.state, old.replaced_by, old.snapshot["name"]) == (
        CertificateState.REISSUED,
        new.number,
        "林子轩",
    )
    assert (new.state, new.replaces, new.snapshot["name"]) == (CertificateState.VALID, number, "林梓轩")
    assert new.code != old.code
    assert (await reissue_certificate(shop.admin, number, "姓名有误", now=NOON)).number == new.number
    assert await Certificate.all().count() == 2


async def test_a_suspended_one_is_not_reissued_until_it_is_restored(shop):
    number = await issued(shop)
    await suspend_certificate(shop.admin, number, "学时有疑问", now=NOON)
    with pytest.raises(WrongState) as refused:
        await reissue_certificate(shop.admin, number, "换新版", now=NOON)
    assert "先恢复" in sentence(refused.value)
    await restore_certificate(shop.admin, number, "已查清", now=NOON)
    assert (await reissue_certificate(shop.admin, number, "换新版", now=NOON)).replaces == number


async def test_what_no_longer_stands_is_not_reissued(shop):
    assessment = await decided(shop, shop.lin)
    number = (await issue_certificate(shop.admin, assessment, TRAINING, now=NOON)).document.number
    entry = await shop.entry(shop.lin, status="confirmed")
    await freeze(assessment, entry)
    await shop.entry(shop.lin, status="confirmed", minutes=-240, reverses=entry)
    with pytest.raises(RequirementsMissing):
        await reissue_certificate(shop.admin, number, "换新版", now=NOON)
    assert (await find_certificate(shop.admin, number)).state is CertificateState.VALID
    assert await Certificate.all().count() == 1


async def test_reversed_hours_suspend_what_stands_on_them_and_nothing_else(shop):
    lins, huangs = await decided(shop, shop.lin), await decided(shop, shop.huang)
    numbers = [
        (await issue_certificate(shop.admin, assessment, TRAINING, now=NOON)).document.number
        for assessment in (lins, huangs)
    ]
    entry = await shop.entry(shop.lin, status="confirmed")
    await freeze(lins, entry)
    assert await suspend_standing_on(entry.id, "学时冲销", actor=shop.admin, now=NOON) == (numbers[0],)
    assert await suspend_standing_on(entry.id, "学时冲销", actor=shop.admin, now=NOON) == ()
    states = [(await find_certificate(shop.admin, number)).state for number in numbers]
    assert states == [CertificateState.SUSPENDED, CertificateState.VALID]


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201, "不\x00行"])
async def test_a_decision_needs_a_reason(shop, reason):
    number = await issued(shop)
    with pytest.raises(ReasonUnfit):
        await revoke_certificate(shop.admin, number, reason, now=NOON)


async def test_only_who_administers_the_holder_decides(shop):
    number = await issued(shop)
    with pytest.raises(OnlyAdministrators):
        await revoke_certificate(shop.wang, number, "不行", now=NOON)
    with pytest.raises(CertificateUnknown):
        await revoke_certificate(shop.admin, "PX2026-0001-999999", "不行", now=NOON)
    with pytest.raises(CertificateUnknown):
        await find_certificate(shop.admin, "x" * 5000)


async def test_a_number_is_found_as_it_is_typed(shop):
    number = await issued(shop)
    assert (await find_certificate(shop.admin, f" {number.lower()} ")).number == number
