"""Which caps hold for whom, and since when: data of a paper in force."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain.limits import NoLimits, age_on, limits_in_force, minute_of
from domain.programmes import Programme
from tests.domain.claims import EMPLOYEE, STUDENT, TODAY

STUDENTS, EMPLOYEES = Programme.STUDENT_APPRENTICESHIP, Programme.NEW_APPRENTICESHIP


def test_each_programme_has_its_own_caps():
    assert limits_in_force([STUDENT, EMPLOYEE], STUDENTS, TODAY, None) == STUDENT
    assert limits_in_force([STUDENT, EMPLOYEE], EMPLOYEES, TODAY, None) == EMPLOYEE


def test_a_paper_holds_from_its_first_day_to_its_last():
    old = replace(STUDENT, daily_minutes=360, until=date(2026, 11, 20))
    new = replace(STUDENT, daily_minutes=420, since=date(2026, 11, 21))
    assert limits_in_force([old, new], STUDENTS, date(2026, 11, 20), None) == old
    assert limits_in_force([old, new], STUDENTS, date(2026, 11, 21), None) == new


def test_without_a_paper_in_force_nothing_is_guessed():
    with pytest.raises(NoLimits):
        limits_in_force([STUDENT], STUDENTS, date(2021, 12, 30), None)


def test_the_young_have_stricter_caps_until_their_birthday():
    young = replace(EMPLOYEE, daily_minutes=480, under_age=18)
    assert limits_in_force([EMPLOYEE, young], EMPLOYEES, TODAY, 17) == young
    assert limits_in_force([EMPLOYEE, young], EMPLOYEES, TODAY, 18) == EMPLOYEE
    assert limits_in_force([EMPLOYEE, young], EMPLOYEES, TODAY, None) == EMPLOYEE


def test_of_two_papers_the_stricter_holds():
    weekly = replace(EMPLOYEE, weekly_minutes=2640)
    assert limits_in_force([EMPLOYEE, weekly], EMPLOYEES, TODAY, None) == weekly


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 5, 5), 17), (date(2026, 5, 6), 18), (date(2026, 12, 31), 18), (date(2008, 5, 6), 0)],
)
def test_an_age_is_completed_on_the_birthday(day, age):
    assert age_on(date(2008, 5, 6), day) == age


def test_an_age_that_nobody_knows_stays_unknown():
    assert age_on(None, TODAY) is None


def test_a_time_of_day_in_minutes():
    assert minute_of(time(22, 30)) == 1350
