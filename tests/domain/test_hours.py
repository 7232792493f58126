"""Which hours may be recorded: days, states, categories, lengths, nights and overlaps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import hours_refusals as refused
from domain.caps import Recorded
from domain.claims import Claim
from domain.hours import check
from domain.programmes import ApprenticeshipStatus
from tests.domain.claims import EMPLOYEE, NOON, STUDENT, TERM, TODAY, at, claim, spanned


def checked(told, *recorded, term=TERM, limits=EMPLOYEE, now=NOON, **how):
    return check(told, term, list(recorded), (limits,), now=now, **how)


def days_ago(days):
    return TODAY - timedelta(days=days)


def test_an_ordinary_claim_says_what_the_day_holds():
    room = checked(claim(minutes=240), limits=STUDENT)
    assert (room.day_total, room.left) == (240, 240)


def test_the_first_day_and_the_last_belong_to_the_training():
    term = replace(TERM, starts_on=TODAY, ends_on=TODAY)
    assert checked(claim(), term=term).day_total == 240


def test_a_day_before_the_start_is_refused_with_the_start():
    with pytest.raises(refused.BeforeStart) as refusal:
        checked(claim(days_ago(1)), term=replace(TERM, starts_on=TODAY))
    assert refusal.value.starts_on == TODAY


def test_a_day_after_the_end_is_refused_with_the_end():
    with pytest.raises(refused.AfterEnd) as refusal:
        checked(claim(), term=replace(TERM, ends_on=days_ago(1)))
    assert refusal.value.ends_on == days_ago(1)


@pytest.mark.parametrize("status", [ApprenticeshipStatus.SUSPENDED, ApprenticeshipStatus.FINISHED])
def test_a_training_that_does_not_run_holds_no_hours(status):
    with pytest.raises(refused.Suspended):
        checked(claim(), term=replace(TERM, status=status))


def test_tomorrow_is_refused():
    with pytest.raises(refused.InFuture):
        checked(claim(TODAY + timedelta(days=1)))


@pytest.mark.parametrize(("ends", "possible"), [(12 * 60, True), (12 * 60 + 5, True), (12 * 60 + 6, False)])
def test_a_span_may_end_five_minutes_from_now(ends, possible):
    told = spanned(TODAY, 8 * 60, ends)
    if possible:
        assert checked(told).day_total == told.minutes
    else:
        with pytest.raises(refused.InFuture):
            checked(told)


def test_a_night_shift_is_recorded_once_it_is_over():
    night = spanned(TODAY, 22 * 60, 6 * 60)
    with pytest.raises(refused.InFuture):
        checked(night, now=at(23))
    assert checked(night, now=at(6, days=1)).day_total == 480


@pytest.mark.parametrize(("days", "reason"), [(0, ""), (7, ""), (8, "手机坏了"), (30, "手机坏了")])
def test_a_week_back_is_free_and_a_month_back_needs_a_reason(days, reason):
    assert checked(claim(days_ago(days), reason=reason)).day_total == 240


@pytest.mark.parametrize("days", [8, 30])
def test_more_than_a_week_back_without_a_reason_is_refused(days):
    with pytest.raises(refused.ReasonNeeded):
        checked(claim(days_ago(days)))


def test_more_than_a_month_back_no_reason_helps():
    with pytest.raises(refused.TooLongAgo) as refusal:
        checked(claim(days_ago(31), reason="手机坏了"))
    assert refusal.value.earliest == days_ago(30)


def test_an_entry_under_discussion_is_amended_whenever_it_was():
    assert checked(claim(days_ago(60)), reopened=True).day_total == 240


def test_the_day_is_that_of_shanghai():
    evening_in_utc = at(0, 30, days=1)
    assert checked(claim(TODAY + timedelta(days=1), 20), now=evening_in_utc).day_total == 20


def test_two_agreements_leave_what_the_stricter_one_leaves():
    def under_both(told, *recorded):
        return check(told, TERM, list(recorded), (EMPLOYEE, STUDENT), now=NOON)

    assert under_both(claim(minutes=480)).left == 0
    with pytest.raises(refused.OverDailyCap) as refusal:
        under_both(claim(minutes=481))
    assert (refusal.value.cap, refusal.value.source) == (480, STUDENT.source)
    with pytest.raises(refused.NightShift):
        under_both(spanned(days_ago(1), 22 * 60, 2 * 60))


def test_a_category_outside_the_plan_is_refused_with_those_inside():
    with pytest.raises(refused.CategoryNotInPlan) as refusal:
        checked(claim(category="safety"))
    assert refusal.value.allowed == ("on_the_job", "practice", "theory")


def test_one_entry_holds_twelve_hours_at_most():
    limits = replace(EMPLOYEE, daily_minutes=24 * 60)
    assert checked(claim(minutes=720), limits=limits).left == 720
    with pytest.raises(refused.OverEntryCap):
        checked(claim(minutes=721), limits=limits)


@pytest.mark.parametrize("limits", [STUDENT, EMPLOYEE])
def test_of_all_limits_the_one_that_leaves_least_is_named_first(limits):
    fourteen = claim(days_ago(1), minutes=14 * 60)
    with pytest.raises(refused.OverDailyCap) as refusal:
        checked(fourteen, Recorded(1, days_ago(1), 60, None, None), limits=limits)
    assert (refusal.value.already, refusal.value.cap) == (60, limits.daily_minutes)
    with pytest.raises(refused.OverDailyCap):
        checked(claim(minutes=14 * 60), limits=limits)
    with pytest.raises(refused.NotYetLived):
        checked(claim(minutes=14 * 60), limits=limits, now=at(7))


@pytest.mark.parametrize(
    ("starts", "ends", "possible"),
    [(6, 8, True), (20, 22, True), (5, 7, False), (21, 23, False), (22, 2, False), (0, 2, False)],
)
def test_students_are_not_trained_at_night(starts, ends, possible):
    told = spanned(days_ago(1), starts * 60, ends * 60)
    if possible:
        assert checked(told, limits=STUDENT).day_total == 120
    else:
        with pytest.raises(refused.NightShift):
            checked(told, limits=STUDENT)


def test_employees_may_work_at_night():
    assert checked(spanned(days_ago(1), 22 * 60, 2 * 60)).day_total == 240


def test_spans_that_touch_do_not_overlap():
    morning = Recorded(1, TODAY, 120, 8 * 60, 10 * 60)
    assert checked(spanned(TODAY, 10 * 60, 12 * 60), morning).day_total == 240


def test_spans_that_overlap_are_refused_with_the_other_entry():
    morning = Recorded(7, TODAY, 120, 8 * 60, 10 * 60)
    with pytest.raises(refused.Overlapping) as refusal:
        checked(spanned(TODAY, 9 * 60, 11 * 60), morning)
    assert (refusal.value.number, refusal.value.starts, refusal.value.ends) == (7, 480, 600)


def test_last_night_reaches_into_this_morning():
    night = Recorded(7, days_ago(1), 480, 22 * 60, 6 * 60)
    with pytest.raises(refused.Overlapping):
        checked(spanned(TODAY, 5 * 60, 7 * 60), night)
    assert checked(spanned(TODAY, 6 * 60, 7 * 60), night).day_total == 60


def test_a_shift_into_a_morning_that_is_written_down_is_refused():
    morning = Recorded(7, days_ago(1), 120, 5 * 60, 7 * 60)
    with pytest.raises(refused.Overlapping):
        checked(spanned(days_ago(2), 22 * 60, 6 * 60), morning)


def test_hours_without_times_stand_beside_spans():
    morning = Recorded(7, TODAY, 120, 8 * 60, 10 * 60)
    assert checked(claim(minutes=60), morning).day_total == 180
    assert checked(spanned(TODAY, 9 * 60, 10 * 60), Recorded(8, TODAY, 60, None, None)).day_total == 120


@pytest.mark.parametrize("field", ["content", "place", "reason"])
def test_texts_are_stored_whole_or_not_at_all(field):
    with pytest.raises(refused.TooLongText) as refusal:
        checked(claim(**{field: "长" * 2001}))
    assert (refusal.value.field, refusal.value.length) == (field, 2001)


@pytest.mark.parametrize("text", ["车\x00床", "车\ud842床"])
def test_what_no_database_can_hold_is_refused(text):
    with pytest.raises(refused.Unstorable):
        checked(claim(content=text))


@pytest.mark.parametrize(
    "facts", [{"minutes": 0}, {"minutes": -60}, {"starts": 480}, {"minutes": 61, "starts": 480, "ends": 540}]
)
def test_no_door_can_build_an_impossible_claim(facts):
    with pytest.raises(ValueError, match=r"hours|fit"):
        Claim(**{"day": TODAY, "minutes": 60, "category": "practice", "content": "", "ref": "", **facts})


def test_a_shift_with_a_break_counts_less_than_its_span():
    assert checked(claim(days_ago(1), 480, starts=480, ends=17 * 60)).day_total == 480


def test_a_leap_day_can_be_worked():
    term = replace(TERM, starts_on=date(2028, 1, 1), ends_on=date(2028, 12, 31))
    assert checked(claim(date(2028, 2, 29)), term=term, now=at(12, days=466)).day_total == 240
