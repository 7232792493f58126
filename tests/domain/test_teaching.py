"""What a school and a training base vouch for, and how long the code of a lesson holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lessons import (
    CODE_SECONDS,
    CodeOver,
    DayUnfit,
    Lesson,
    TimesUnfit,
    TooEarly,
    TooLate,
    check_code,
    check_lesson,
    check_scan,
    code_window,
    seconds_left,
    usual_times,
)
from domain.organizations import OrganizationKind
from domain.roles import Role
from domain.teaching import holds_lessons, may_confirm

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
LESSON = Lesson(date(2026, 11, 20), 10 * 60 + 30, 12 * 60, "theory", "机械识图")
INSTANTS = st.integers(1_770_000_000_000, 1_900_000_000_000).map(
    lambda milliseconds: datetime.fromtimestamp(milliseconds / 1000, UTC)
)


@pytest.mark.parametrize("category", ["theory", "practice", "on_the_job", "public_base", "safety"])
def test_the_school_confirms_theory_and_the_firm_everything(category):
    assert may_confirm(Role.TEACHER, category) is (category == "theory")
    assert may_confirm(Role.MENTOR, category)
    assert may_confirm(Role.ADMINISTRATOR, category)
    assert not may_confirm(Role.APPRENTICE, category)


@pytest.mark.parametrize(
    ("role", "kind", "holds"),
    [
        (Role.TEACHER, OrganizationKind.SCHOOL, True),
        (Role.TEACHER, OrganizationKind.TRAINING_BASE, True),
        (Role.ADMINISTRATOR, OrganizationKind.TRAINING_BASE, True),
        (Role.ADMINISTRATOR, OrganizationKind.SCHOOL, False),
        (Role.TEACHER, OrganizationKind.ENTERPRISE, False),
        (Role.MENTOR, OrganizationKind.TRAINING_BASE, False),
    ],
)
def test_lessons_are_held_by_teachers_and_training_bases(role, kind, holds):
    assert holds_lessons(role, kind) is holds


@given(INSTANTS, st.integers(0, 19_999))
def test_a_code_holds_for_the_rest_of_its_20_seconds_and_the_next_20(shown, milliseconds):
    window = code_window(shown)
    check_code(window, shown)
    left = seconds_left(shown)
    assert 1 <= left <= CODE_SECONDS
    ends = shown.replace(microsecond=0) + timedelta(seconds=left)
    assert code_window(ends) == window + 1
    check_code(window, ends + timedelta(milliseconds=milliseconds))
    with pytest.raises(CodeOver):
        check_code(window, ends + timedelta(seconds=CODE_SECONDS))
    with pytest.raises(CodeOver):
        check_code(window + 1, shown)


def test_a_lesson_is_scanned_from_five_minutes_before_its_end_until_half_an_hour_after():
    def at(minutes: int) -> datetime:
        return NOON + timedelta(minutes=minutes)

    for minutes in (-5, 0, 30):
        check_scan(LESSON, closed=False, now=at(minutes))
    with pytest.raises(TooEarly) as early:
        check_scan(LESSON, closed=False, now=at(-6))
    assert early.value.scanned_from == at(-5)
    with pytest.raises(TooLate):
        check_scan(LESSON, closed=False, now=at(31))
    with pytest.raises(TooLate):
        check_scan(LESSON, closed=True, now=NOON)


def test_a_lesson_has_times_of_one_day_and_is_not_too_long_or_far_away():
    check_lesson(LESSON, NOON)
    check_lesson(replace(LESSON, day=date(2026, 11, 27)), NOON)
    for times in ((720, 720), (720, 630), (480, 841), (-1, 60)):
        with pytest.raises(TimesUnfit):
            check_lesson(replace(LESSON, starts=times[0], ends=times[1]), NOON)
    for day in (date(2026, 11, 19), date(2026, 11, 28)):
        with pytest.raises(DayUnfit):
            check_lesson(replace(LESSON, day=day), NOON)


@given(INSTANTS)
def test_the_times_offered_can_be_opened_and_scanned_at_once(now):
    starts, ends = usual_times(now)
    lesson = Lesson((now + timedelta(hours=8)).date(), starts, ends, "theory", "识图")
    check_lesson(lesson, now)
    check_scan(lesson, closed=False, now=now)
