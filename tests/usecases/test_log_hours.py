"""An apprentice writes down hours."""

from datetime import date, timedelta

import pytest

from domain import hours_refusals as refused
from domain.caps import Room
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import HoursEntry
from models.people import Person
from models.training import Apprenticeship, Deputyship, Mentorship
from tests.cast import NOON, TODAY
from tests.usecases.claims import claim, second_training, spanned
from usecases.log_hours import OnlyApprentices, log_hours
from usecases.training_of import NotInTraining

YESTERDAY = TODAY - timedelta(days=1)


async def numbers_taken(actor):
    return (await Person.get(id=actor.person_id)).last_entry_number


async def test_hours_are_recorded_and_wait_for_the_mentor(shop):
    logged = await log_hours(shop.lin, claim(place="三号车间"), now=NOON)
    entry = await HoursEntry.get(person_id=shop.lin.person_id, number=1)
    assert (logged.number, logged.room, [mentor.name for mentor in logged.mentors]) == (
        1,
        Room(240, 240),
        ["王建国"],
    )
    assert (entry.minutes, entry.category, entry.place, entry.status) == (
        240,
        "practice",
        "三号车间",
        "submitted",
    )
    assert (entry.work_date, entry.entered_at, entry.apprenticeship_id) == (TODAY, NOON, shop.lin_training)


async def test_the_mentor_is_told_and_the_change_is_on_record(shop):
    await log_hours(shop.lin, claim(), now=NOON)
    delivery = await Delivery.get(kind="hours_to_confirm")
    assert delivery.person_id == shop.wang.person_id
    assert (delivery.facts["name"], delivery.facts["minutes"], delivery.facts["day"]) == (
        "林子轩",
        240,
        "2026-11-20",
    )
    trail = await AuditEntry.get(event="hours.logged")
    assert (trail.actor_id, trail.after["minutes"], trail.after["content"]) == (
        shop.lin.person_id,
        240,
        "车床外圆",
    )


async def test_every_mentor_of_the_day_is_told(shop):
    logged = await log_hours(shop.huang, claim(), now=NOON)
    told = await Delivery.all().values_list("person_id", flat=True)
    assert sorted(told) == sorted([shop.wang.person_id, shop.chen.person_id])
    assert [mentor.name for mentor in logged.mentors] == ["王建国", "陈志明"]


async def test_a_mentor_who_left_before_the_day_is_not_told(shop):
    await Mentorship.filter(apprenticeship_id=shop.huang_training, mentor_id=shop.wang.person_id).update(
        until=YESTERDAY
    )
    logged = await log_hours(shop.huang, claim(), now=NOON)
    assert [mentor.name for mentor in logged.mentors] == ["陈志明"]


async def test_while_a_mentor_is_away_the_deputy_is_told_once(shop):
    await Deputyship.create(
        mentor_id=shop.wang.person_id, deputy_id=shop.chen.person_id, since=TODAY, until=TODAY, ref="away"
    )
    await log_hours(shop.huang, claim(), now=NOON)
    told = await Delivery.all()
    assert [delivery.person_id for delivery in told] == [shop.chen.person_id]
    assert told[0].facts["instead_of"] == "王建国"


async def test_hours_without_a_mentor_are_kept(shop):
    await Mentorship.filter(apprenticeship_id=shop.lin_training).delete()
    assert (await log_hours(shop.lin, claim(), now=NOON)).mentors == ()
    assert await Delivery.all().count() == 0


async def test_telling_twice_logs_once_and_answers_alike(shop):
    told = claim()
    first = await log_hours(shop.lin, told, now=NOON)
    assert await log_hours(shop.lin, told, now=NOON + timedelta(seconds=5)) == first
    assert (await HoursEntry.all().count(), await Delivery.all().count(), await numbers_taken(shop.lin)) == (
        1,
        1,
        1,
    )


async def test_a_refused_claim_leaves_nothing_and_takes_no_number(shop):
    with pytest.raises(refused.OverDailyCap):
        await log_hours(shop.lin, claim(481), now=NOON)
    assert (await HoursEntry.all().count(), await Delivery.all().count(), await AuditEntry.all().count()) == (
        0,
        0,
        0,
    )
    assert (await log_hours(shop.lin, claim(480), now=NOON)).number == 1


async def test_each_person_counts_from_one(shop):
    assert [
        (await log_hours(who, claim(minutes), now=NOON)).number
        for who, minutes in ((shop.lin, 60), (shop.huang, 60), (shop.lin, 61))
    ] == [1, 1, 2]


async def test_what_was_returned_or_withdrawn_frees_the_day(shop):
    await shop.entry(shop.lin, work_date=TODAY, minutes=240, status="returned")
    await shop.entry(shop.lin, work_date=TODAY, minutes=240, status="withdrawn")
    await shop.entry(shop.lin, work_date=TODAY, minutes=240, status="confirmed")
    assert (await log_hours(shop.lin, claim(60), now=NOON)).room == Room(300, 180)


async def test_students_have_forty_hours_a_week(shop):
    for day in (16, 17, 18, 19):
        await shop.entry(shop.lin, work_date=date(2026, 11, day), minutes=480)
    await shop.entry(shop.lin, work_date=TODAY, minutes=450)
    with pytest.raises(refused.OverWeeklyCap) as refusal:
        await log_hours(shop.lin, claim(60, date(2026, 11, 21)), now=NOON + timedelta(days=1))
    assert refusal.value.cap - refusal.value.already == 30


async def test_students_are_not_trained_at_night_but_employees_may_be(shop):
    with pytest.raises(refused.NightShift):
        await log_hours(shop.lin, spanned(22, 2, YESTERDAY), now=NOON)
    assert (await log_hours(shop.huang, spanned(22, 2, YESTERDAY), now=NOON)).room.day_total == 240


async def test_times_do_not_overlap_across_employers(shop):
    other = await second_training(shop.huang)
    await log_hours(shop.huang, spanned(8, 10), now=NOON)
    with pytest.raises(refused.Overlapping):
        await log_hours(shop.huang, spanned(9, 11, category="welding"), now=NOON)
    await log_hours(shop.huang, spanned(10, 11, category="welding"), now=NOON)
    assert await HoursEntry.filter(apprenticeship=other).count() == 1


async def test_a_cap_holds_across_employers(shop):
    await second_training(shop.huang)
    await log_hours(shop.huang, claim(600), now=NOON)
    with pytest.raises(refused.OverDailyCap):
        await log_hours(shop.huang, claim(61, category="welding"), now=NOON)


async def test_a_student_keeps_a_students_limits_at_a_second_firm(shop):
    await second_training(shop.lin)
    assert (await log_hours(shop.lin, claim(480, category="welding"), now=NOON)).room.left == 0
    with pytest.raises(refused.OverDailyCap) as refusal:
        await log_hours(shop.lin, claim(1, category="welding"), now=NOON)
    assert refusal.value.cap == 480
    with pytest.raises(refused.NightShift):
        await log_hours(shop.lin, spanned(22, 2, YESTERDAY, category="welding"), now=NOON)


async def test_an_agreement_that_is_over_limits_nothing(shop):
    await second_training(shop.lin)
    await Apprenticeship.filter(id=shop.lin_training).update(status="finished")
    assert (await log_hours(shop.lin, claim(600, category="welding"), now=NOON)).room.left == 60


async def test_hours_told_twice_are_answered_with_what_the_stricter_agreement_leaves(shop):
    await second_training(shop.lin)
    told = claim(60, category="welding")
    assert await log_hours(shop.lin, told, now=NOON) == await log_hours(shop.lin, told, now=NOON)


async def test_hours_go_to_the_training_whose_plan_has_the_category(shop):
    other = await second_training(shop.huang)
    await log_hours(shop.huang, claim(60, category="welding"), now=NOON)
    await log_hours(shop.huang, claim(60, category="safety"), now=NOON)
    assert await HoursEntry.all().order_by("number").values_list("apprenticeship_id", flat=True) == [
        other.id,
        shop.huang_training,
    ]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"starts_on": TODAY + timedelta(days=1)}, refused.BeforeStart),
        ({"ends_on": YESTERDAY}, refused.AfterEnd),
        ({"status": "suspended"}, refused.Suspended),
        ({"status": "finished"}, refused.Suspended),
    ],
)
async def test_hours_outside_the_agreement_are_refused(shop, change, refusal):
    await Apprenticeship.filter(id=shop.lin_training).update(**change)
    with pytest.raises(refusal):
        await log_hours(shop.lin, claim(), now=NOON)


async def test_a_category_outside_the_plan_is_refused(shop):
    with pytest.raises(refused.CategoryNotInPlan):
        await log_hours(shop.lin, claim(category="welding"), now=NOON)


async def test_a_mentor_logs_no_hours(shop):
    with pytest.raises(OnlyApprentices):
        await log_hours(shop.wang, claim(), now=NOON)


async def test_an_apprentice_without_an_agreement_is_told_so(shop):
    await Apprenticeship.filter(id=shop.lin_training).delete()
    with pytest.raises(NotInTraining):
        await log_hours(shop.lin, claim(), now=NOON)
