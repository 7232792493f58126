"""Kinds of certificates as data: what is there can be issued and printed, and a slip in a file is named."""

from pathlib import Path

import pytest

from texts.refusals import sentence
from texts.typeset import FOLDER as TEMPLATES
from usecases.certificate_kinds import KindUnfit, kinds, read_kinds
from usecases.policies import FOLDER

WHOLE = (FOLDER / "certificates" / "skill_grade.toml").read_text("utf-8")


def test_the_three_kinds_are_there_and_can_be_printed():
    names = {kind.name for kind in kinds().values()}
    assert names == {"学徒培训合格证书", "职业技能等级证书", "岗位聘用通知书"}
    templates = {version.template for kind in kinds().values() for version in kind.versions}
    assert [name for name in templates if not Path(TEMPLATES, f"{name}.typ").exists()] == []


def test_another_kind_is_another_file(tmp_path):
    (tmp_path / "contest.toml").write_text(WHOLE.replace("职业技能等级证书", "技能竞赛证书"), "utf-8")
    assert read_kinds(tmp_path)["contest"].name == "技能竞赛证书"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"assessment_passed"', '"hours_paid"'),
        ("digits = 6", "digit = 6"),
        ('stands_on = "grade"', 'stands_on = "exam"'),
        ("{occupation}", "{wage}"),
        ("{issuer:04}", "{region}"),
        ('clause = "二（一）6"', ""),
        ("[[versions]]", "[[versions"),
        ("[[versions]]", "[versions]"),
    ],
)
def test_a_slip_is_named_with_its_file(tmp_path, right, wrong):
    assert right in WHOLE
    (tmp_path / "contest.toml").write_text(WHOLE.replace(right, wrong), "utf-8")
    with pytest.raises(KindUnfit) as refused:
        read_kinds(tmp_path)
    assert sentence(refused.value).startswith("policies/certificates/contest.toml 写得不对")
