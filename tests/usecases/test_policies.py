"""The caps in force, as the papers say."""

from datetime import date

import pytest

from domain.limits import NoLimits
from domain.programmes import Programme
from tests.cast import TODAY
from usecases.policies import limits_for


def test_students_have_the_caps_of_the_internship_rules():
    limits = limits_for(Programme.STUDENT_APPRENTICESHIP, TODAY, 18)
    assert (limits.daily_minutes, limits.weekly_minutes, limits.night) == (480, 2400, (1320, 360))
    assert limits.source == "《职业学校学生实习管理规定》（教职成〔2021〕4号）第十七条"


@pytest.mark.parametrize("programme", [Programme.TRAINEE_HIRE, Programme.NEW_APPRENTICESHIP])
def test_employees_have_the_caps_of_the_labour_law(programme):
    limits = limits_for(programme, TODAY, None)
    assert (limits.daily_minutes, limits.weekly_minutes, limits.night) == (660, None, None)
    assert limits.source.endswith("第三十六条、第四十一条")


@pytest.mark.parametrize("programme", list(Programme))
def test_every_cap_names_its_rule(programme):
    limits = limits_for(programme, TODAY, None)
    assert limits.rule
    assert bool(limits.weekly_rule) == (limits.weekly_minutes is not None)
    assert bool(limits.night_rule) == (limits.night is not None)


def test_before_a_paper_there_is_no_cap_to_guess():
    with pytest.raises(NoLimits):
        limits_for(Programme.STUDENT_APPRENTICESHIP, date(2021, 12, 30), None)
