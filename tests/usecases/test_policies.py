"""The caps in force, as the papers say."""

from datetime import date

import pytest

from domain.limits import NoLimits
from domain.paper_format import PaperUnfit, Problem
from domain.programmes import Programme
from tests.cast import TODAY
from usecases.policies import FOLDER, all_grade_rules, limits_for, read_papers


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


def test_the_papers_at_hand_can_be_used():
    ids = {rule.id for rule in all_grade_rules()}
    assert {"own-assessment", "first-grading", "stock", "direct-senior", "contest"} <= ids
    assert all(rule.source.startswith("《") for rule in all_grade_rules())


def test_a_file_that_is_no_toml_is_named(tmp_path):
    (tmp_path / "new.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(PaperUnfit) as refused:
        read_papers(tmp_path)
    assert (refused.value.file, refused.value.problem) == ("new.toml", Problem.NOT_TOML)


def test_a_new_version_of_a_paper_follows_the_old_one(tmp_path):
    old = (FOLDER / "guangdong-2022-26.toml").read_text(encoding="utf-8")
    new = old.replace("2022-10-31", "2027-01-01").replace("2026-12-31", "2031-12-31")
    (tmp_path / "guangdong-2022-26.toml").write_text(old, encoding="utf-8")
    (tmp_path / "guangdong-2027.toml").write_text(new, encoding="utf-8")
    assert len(read_papers(tmp_path)) == 2
    (tmp_path / "guangdong-2027.toml").write_text(old, encoding="utf-8")
    with pytest.raises(PaperUnfit) as refused:
        read_papers(tmp_path)
    assert refused.value.problem is Problem.OVERLAP
