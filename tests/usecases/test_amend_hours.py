"""An apprentice corrects an entry: a new revision that waits again, the old one kept."""

from datetime import timedelta

import pytest

from domain import hours_refusals as refused
from domain.caps import Room
from domain.flags import Flag
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import ClosedWeek, EntryRevision, HoursEntry
from models.people import Person
from models.training import Apprenticeship
from tests.cast import NOON, TODAY
from tests.usecases.claims import claim, second_training, spanned
from usecases.amend_hours import Change, NothingChanged, WithdrawnAlready, amend_hours
from usecases.log_hours import log_hours
from usecases.own_entry import NoSuchEntry
from usecases.withdraw_hours import withdraw_hours

LATER = NOON + timedelta(hours=1)


async def entry_of(actor):
    return await HoursEntry.get(person_id=actor.person_id, number=1)


async def test_a_new_revision_waits_again_under_the_same_number(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    amended = await amend_hours(shop.lin, 1, Change(minutes=180), now=LATER)
    entry = await entry_of(shop.lin)
    assert (entry.minutes, entry.revision, entry.status, entry.waiting_since) == (180, 2, "submitted", LATER)
    assert (entry.entered_at, entry.content, entry.category) == (NOON, "车床外圆", "practice")
    assert (amended.before.minutes, amended.after.minutes, amended.after.room) == (240, 180, Room(180, 300))


async def test_the_old_revision_is_kept_as_it_was(shop):
    await log_hours(shop.lin, spanned(8, 10, place="三号车间"), now=NOON)
    await amend_hours(shop.lin, 1, Change(category="theory", content="识图"), now=LATER)
    kept = await EntryRevision.get()
    assert (kept.revision, kept.status, kept.replaced_at) == (1, "submitted", LATER)
    assert kept.facts == {
        "work_date": "2026-11-20",
        "minutes": 120,
        "starts": 480,
        "ends": 600,
        "category": "practice",
        "place": "三号车间",
        "content": "车床外圆",
    }


async def test_every_revision_is_kept(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    for minutes in (180, 120, 60):
        await amend_hours(shop.lin, 1, Change(minutes=minutes), now=LATER)
    facts = await EntryRevision.all().order_by("revision").values_list("facts", flat=True)
    assert [kept["minutes"] for kept in facts] == [240, 180, 120]


async def test_the_mentor_is_told_of_each_revision(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    await amend_hours(shop.lin, 1, Change(minutes=180), now=LATER)
    told = await Delivery.filter(kind="hours_to_confirm").order_by("id")
    assert [delivery.facts["minutes"] for delivery in told] == [240, 180]
    trail = await AuditEntry.get(event="hours.amended")
    assert (trail.before["minutes"], trail.after["minutes"]) == (240, 180)


async def test_another_day_needs_its_reason(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    day = TODAY - timedelta(days=9)
    with pytest.raises(refused.ReasonNeeded):
        await amend_hours(shop.lin, 1, Change(day=day), now=NOON)
    amended = await amend_hours(shop.lin, 1, Change(day=day, reason="记错了"), now=NOON)
    assert (amended.after.day, amended.after.flags) == (day, (Flag.LATE, Flag.AMENDED))


async def test_a_placeholder_does_not_grow_into_hours_of_long_ago(shop):
    await log_hours(shop.lin, claim(1, content="占位"), now=NOON)
    with pytest.raises(refused.ReasonNeeded):
        await amend_hours(shop.lin, 1, Change(minutes=360, content="装配"), now=NOON + timedelta(days=8))
    with pytest.raises(refused.TooLongAgo):
        await amend_hours(shop.lin, 1, Change(minutes=360, content="装配"), now=NOON + timedelta(days=31))
    assert (await entry_of(shop.lin)).revision == 1


async def test_what_is_rewritten_late_is_flagged_and_stays_so(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    late = NOON + timedelta(days=8)
    assert (await amend_hours(shop.lin, 1, Change(reason="补充"), now=late)).after.flags == ()
    amended = (Flag.LATE, Flag.AMENDED)
    assert (await amend_hours(shop.lin, 1, Change(content="装配"), now=late)).after.flags == amended
    assert (await amend_hours(shop.lin, 1, Change(reason="又补充"), now=late)).after.flags == amended


async def test_what_changes_nothing_is_refused(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    with pytest.raises(NothingChanged):
        await amend_hours(shop.lin, 1, Change(minutes=240, category="practice"), now=LATER)
    with pytest.raises(NothingChanged):
        await amend_hours(shop.lin, 1, Change(), now=LATER)
    assert (await entry_of(shop.lin)).revision == 1


async def test_what_was_withdrawn_is_not_amended(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    await withdraw_hours(shop.lin, 1, now=NOON)
    with pytest.raises(WithdrawnAlready):
        await amend_hours(shop.lin, 1, Change(minutes=180), now=LATER)


@pytest.mark.parametrize("number", [0, 2, 2**31, 10**15])
async def test_there_is_no_such_entry(shop, number):
    await log_hours(shop.lin, claim(), now=NOON)
    with pytest.raises(NoSuchEntry):
        await amend_hours(shop.lin, number, Change(minutes=180), now=LATER)


async def test_the_entries_of_others_are_out_of_reach(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    with pytest.raises(NoSuchEntry):
        await amend_hours(shop.huang, 1, Change(minutes=180), now=LATER)


async def test_a_new_length_without_times_drops_the_times(shop):
    await log_hours(shop.lin, spanned(8, 10), now=NOON)
    await amend_hours(shop.lin, 1, Change(minutes=180), now=LATER)
    assert ((await entry_of(shop.lin)).starts, (await entry_of(shop.lin)).ends) == (None, None)


async def test_the_own_old_times_are_no_overlap(shop):
    await log_hours(shop.lin, spanned(8, 10), now=NOON)
    await log_hours(shop.lin, spanned(10, 11), now=NOON)
    amended = await amend_hours(shop.lin, 1, Change(minutes=150, starts=450, ends=600), now=LATER)
    assert amended.after.room.day_total == 210
    with pytest.raises(refused.Overlapping):
        await amend_hours(shop.lin, 1, Change(minutes=180, starts=480, ends=660), now=LATER)


async def test_caps_hold_for_the_amended_entry(shop):
    await log_hours(shop.lin, claim(240), now=NOON)
    await log_hours(shop.lin, claim(180), now=NOON)
    with pytest.raises(refused.OverDailyCap) as refusal:
        await amend_hours(shop.lin, 1, Change(minutes=301), now=LATER)
    assert refusal.value.cap - refusal.value.already == 300
    assert (await amend_hours(shop.lin, 1, Change(minutes=300), now=LATER)).after.room.left == 0


async def test_no_number_is_used_up(shop):
    await log_hours(shop.lin, claim(60), now=NOON)
    await amend_hours(shop.lin, 1, Change(minutes=30), now=LATER)
    assert (await Person.get(id=shop.lin.person_id)).last_entry_number == 1
    assert (await log_hours(shop.lin, claim(60), now=LATER)).number == 2


async def test_an_entry_stays_with_its_employer(shop):
    await log_hours(shop.huang, claim(60, category="safety"), now=NOON)
    await second_training(shop.huang)
    await amend_hours(shop.huang, 1, Change(minutes=30), now=LATER)
    assert (await entry_of(shop.huang)).apprenticeship_id == shop.huang_training


async def test_a_suspended_training_holds_no_amended_hours(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    await Apprenticeship.filter(id=shop.lin_training).update(status="suspended")
    with pytest.raises(refused.Suspended):
        await amend_hours(shop.lin, 1, Change(minutes=60), now=LATER)


async def test_hours_moved_into_a_closed_week_reopen_it(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    last_week = TODAY - timedelta(days=7)
    await ClosedWeek.create(
        apprenticeship_id=shop.lin_training,
        monday=last_week - timedelta(days=4),
        reason="停产",
        closed_at=NOON,
    )
    await amend_hours(shop.lin, 1, Change(day=last_week), now=LATER)
    assert await ClosedWeek.all().count() == 0
