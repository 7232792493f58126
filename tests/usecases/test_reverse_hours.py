"""冲销: an administrator takes back hours that nobody may amend any more."""

import asyncio

import pytest

from domain.assessment_refusals import HoursReversed, NotReversible
from domain.certificate_states import CertificateState
from domain.claims import Claim
from domain.entries import EntryStatus
from domain.grading import AssessmentKind
from domain.roles import Role
from domain.signing import OwnHours, ReasonRequired
from models.audit import AuditEntry
from models.certificates import Certificate
from models.deliveries import Delivery
from models.hours import Confirmation, HoursEntry
from models.organizations import Organization
from tests.cast import NOON, person
from tests.certified import TRAINING
from tests.conversation import say
from tests.outbox import bind_all
from tests.usecases.assessing import SAT, confirmed, result
from texts.notices import word
from usecases.administered import OnlyAdministrators
from usecases.amend_hours import Change, amend_hours
from usecases.decide_assessment import decide_assessment
from usecases.issue_certificate import issue_certificate
from usecases.log_hours import log_hours
from usecases.own_entry import NoSuchEntry
from usecases.reverse_hours import reverse_hours
from usecases.show_progress import show_progress
from usecases.withdraw_hours import withdraw_hours

REASON = "当天停产，没有训练"


async def frozen(shop, **facts) -> HoursEntry:
    (entry,) = await confirmed(shop, {"practice": 4})
    if facts:
        await HoursEntry.filter(id=entry.id).update(**facts)
    await decide_assessment(shop.admin, shop.lin_training, result(shop), now=NOON)
    return entry


async def reverse(shop, number, by=None):
    return await reverse_hours(by or shop.admin, shop.lin.person_id, number, REASON, now=NOON)


async def confirmed_minutes(shop) -> int:
    (training,) = await show_progress(shop.lin, now=NOON)
    return training.progress.confirmed


async def test_reversed_hours_no_longer_count(shop):
    entry = await frozen(shop)
    assert await confirmed_minutes(shop) == 180
    done = await reverse(shop, entry.number)
    assert (done.number, done.by_number, done.minutes) == (1, 2, -180)
    assert await confirmed_minutes(shop) == 0
    reversing = await HoursEntry.get(number=2)
    assert (reversing.reverses_id, reversing.minutes, reversing.status) == (
        entry.id,
        -180,
        EntryStatus.CONFIRMED,
    )
    signed = await Confirmation.get(entry=reversing)
    assert (signed.signer_name, signed.signer_role, signed.reason) == ("周敏", "administrator", REASON)
    record = await AuditEntry.get(event="hours.reversed")
    assert (record.subject, record.after["reverses"]) == (f"hours_entry:{reversing.id}", entry.id)
    told = await Delivery.filter(kind="hours_reversed").order_by("id").values_list("person_id", flat=True)
    assert told == [shop.lin.person_id, shop.wang.person_id]


async def test_an_entry_is_reversed_once(shop):
    entry = await frozen(shop)
    await reverse(shop, entry.number)
    again = await reverse(shop, entry.number)
    assert (again.again, again.by_number) == (True, 2)
    assert await HoursEntry.all().count() == 2
    assert (await shop.entry(shop.lin)).number == 3


async def test_two_administrators_at_once_reverse_it_once(shop):
    entry = await frozen(shop)
    outcomes = await asyncio.gather(reverse(shop, entry.number), reverse(shop, entry.number))
    assert sorted(outcome.again for outcome in outcomes) == [False, True]
    assert await HoursEntry.all().count() == 2


async def test_neither_it_nor_what_reverses_it_is_amended(shop):
    entry = await frozen(shop)
    done = await reverse(shop, entry.number)
    for number in (entry.number, done.by_number):
        with pytest.raises(HoursReversed):
            await amend_hours(shop.lin, number, Change(minutes=60), now=NOON)
        with pytest.raises(HoursReversed):
            await withdraw_hours(shop.lin, number, now=NOON)
    with pytest.raises(HoursReversed):
        await reverse(shop, done.by_number)


async def test_the_time_is_free_again(shop):
    entry = await frozen(shop, work_date=SAT, starts=480, ends=660)
    await reverse(shop, entry.number)
    claim = Claim(SAT, 480, "practice", "铣床平面", "anew", starts=480, ends=960)
    logged = await log_hours(shop.lin, claim, now=NOON)
    assert (logged.number, logged.room.day_total) == (3, 480)


async def test_what_still_waits_needs_no_reversal(shop):
    entry = await shop.entry(shop.lin)
    with pytest.raises(NotReversible):
        await reverse(shop, entry.number)
    assert (await shop.entry(shop.lin)).number == 2


async def test_only_an_administrator_in_charge_reverses_with_a_reason(shop):
    entry = await frozen(shop)
    stranger = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    with pytest.raises(OnlyAdministrators):
        await reverse(shop, entry.number, by=shop.wang)
    for number, by in ((entry.number, stranger), (77, shop.admin), (2**70, shop.admin)):
        with pytest.raises(NoSuchEntry):
            await reverse(shop, number, by=by)
    with pytest.raises(ReasonRequired):
        await reverse_hours(shop.admin, shop.lin.person_id, entry.number, "", now=NOON)
    with pytest.raises(OwnHours):
        await reverse_hours(shop.admin, shop.admin.person_id, 1, REASON, now=NOON)
    assert await HoursEntry.all().count() == 1


async def test_the_apprentice_reads_which_entry_was_reversed(shop):
    await bind_all(shop)
    entry = await frozen(shop)
    done = await reverse(shop, entry.number)
    said = await say(shop.lin, "我的学时")
    assert f"{done.by_number} 11-19 实操 -3小时 车床外圆 · 冲销编号 {entry.number}" in said
    assert "本周已确认 0小时" in said
    assert "已由管理员冲销" in await say(shop.lin, f"改 {entry.number} 3小时")


async def test_certificates_that_stand_on_it_are_suspended(shop):
    entry, *_ = await confirmed(shop)
    final = result(shop, kind=AssessmentKind.FINAL)
    assessment = await decide_assessment(shop.admin, shop.lin_training, final, now=NOON)
    issued = await issue_certificate(shop.admin, assessment.assessment_id, TRAINING, now=NOON)
    done = await reverse(shop, entry.number)
    assert done.suspended == (issued.document.number,)
    kept = await Certificate.get(number=issued.document.number)
    assert (kept.state, kept.state_reason) == (CertificateState.SUSPENDED, REASON)
    told = await Delivery.get(kind="hours_reversed", person_id=shop.lin.person_id)
    assert "证书已暂停" in word(told.kind, told.facts).text
