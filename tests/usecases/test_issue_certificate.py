"""Issuing: from a passed assessment, once whatever happens, with all that is missing named."""

import asyncio
from datetime import date
from itertools import pairwise

import pytest

from domain.certificates import RequirementsMissing, digest_of
from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Door, Role
from models.audit import AuditEntry
from models.certificates import Certificate, NumberSequence
from models.deliveries import Delivery
from models.organizations import Organization
from models.people import Person
from models.secrecy import keyring
from tests.cast import NOON, person
from tests.certified import ENOUGH, GRADE, POST, TRAINING, decided, freeze
from texts.notices import word
from texts.refusals import sentence
from usecases.certificate_kinds import KindUnknown, kind_named
from usecases.certificate_standing import AssessmentUnknown
from usecases.issue_certificate import issue_certificate
from usecases.manages import PersonUnknown


async def test_a_passed_apprentice_gets_the_certificate_of_the_training(shop):
    issued = await issue_certificate(shop.admin, await decided(shop, shop.lin), TRAINING, now=NOON)
    made = issued.document
    assert issued.new
    assert made.number == f"PX2026-{shop.firm:04}-000001"
    assert len(made.code) == 22
    assert (made.issued_on, made.expires_on) == (date(2026, 11, 20), None)
    says = made.snapshot
    assert (says["name"], says["occupation"], says["issuer"]) == ("林子轩", "数控车工", "海晟智能装备")
    assert says["body"].startswith("于2026年7月1日至2026年11月20日在海晟智能装备参加数控车工岗位学徒培训")
    assert says["assessors"] == [{"name": "赵磊", "employer": "云帆精密模具"}]
    assert {line["name"]: line["minutes"] for line in says["hours"]} == {
        "理论": 9000,
        "实操": 14400,
        "岗位": 36000,
        "公共实训": 2700,
        "安全": 900,
    }
    assert says["source"] == "《关于推动实施产业技能根基工程的通知》（粤人社规〔2022〕26号）二（一）6"
    assert made.digest == digest_of(says)


async def test_issuing_twice_is_issuing_once(shop):
    assessment = await decided(shop, shop.lin)
    first = await issue_certificate(Door.COMMAND_LINE, assessment, TRAINING, now=NOON)
    again = await issue_certificate(shop.admin, assessment, TRAINING, now=NOON)
    assert not again.new
    assert again.document == first.document
    assert await Certificate.all().count() == 1
    assert await Delivery.filter(kind="certificate_issued").count() == 1


async def test_issuing_at_the_same_moment_is_issuing_once(shop):
    assessment = await decided(shop, shop.lin)
    made = await asyncio.gather(
        *(issue_certificate(Door.COMMAND_LINE, assessment, TRAINING, now=NOON) for _ in range(8))
    )
    assert {each.document.number for each in made} == {f"PX2026-{shop.firm:04}-000001"}
    assert sum(each.new for each in made) == 1


async def test_numbers_follow_one_another_without_a_gap_even_after_a_refusal(shop):
    first = await issue_certificate(shop.admin, await decided(shop, shop.lin), TRAINING, now=NOON)
    with pytest.raises(RequirementsMissing):
        await issue_certificate(shop.admin, await decided(shop, shop.huang, minutes={}), TRAINING, now=NOON)
    second = await issue_certificate(
        shop.admin, await decided(shop, shop.huang, attempt=2), TRAINING, now=NOON
    )
    assert [each.document.number[-6:] for each in (first, second)] == ["000001", "000002"]
    rows = await Certificate.all().order_by("id")
    assert all(after.status_index == before.status_index + 1 for before, after in pairwise(rows))
    assert len({row.code for row in rows}) == 2
    assert (await NumberSequence.get(series=f"PX2026-{shop.firm:04}")).last_number == 2


async def test_a_refusal_names_all_that_is_missing(shop):
    short = ENOUGH | {"theory": ENOUGH["theory"] - 90, "safety": 0}
    assessment = await decided(shop, shop.lin, minutes=short, by=None, state=AssessmentState.FAILED)
    with pytest.raises(RequirementsMissing) as refused:
        await issue_certificate(shop.admin, assessment, TRAINING, now=NOON)
    assert sentence(refused.value) == (
        "没有颁发林子轩的学徒培训合格证书：评价还没有合格；没有登记评价员；学时不足：理论差 2学时、安全差 20学时。"
    )


async def test_hours_reversed_since_the_assessment_no_longer_count(shop):
    assessment = await decided(shop, shop.lin)
    entry = await shop.entry(shop.lin, status="confirmed")
    await freeze(assessment, entry)
    await shop.entry(shop.lin, status="confirmed", minutes=-240, reverses=entry)
    with pytest.raises(RequirementsMissing) as refused:
        await issue_certificate(shop.admin, assessment, TRAINING, now=NOON)
    assert "实操差 5.4学时" in sentence(refused.value)


async def test_the_grade_certificate_is_issued_by_who_assessed_and_names_the_grade(shop):
    body = await Organization.create(name="珠海技能评价中心", kind="assessment_body", credit_code="9144")
    assessment = await decided(shop, shop.lin, kind=AssessmentKind.GRADE, grade=3, body=body)
    made = (await issue_certificate(shop.admin, assessment, GRADE, now=NOON)).document
    assert made.number == f"DJ2026-{body.id:04}-000001"
    assert (made.snapshot["issuer"], made.snapshot["grade_name"]) == ("珠海技能评价中心", "中级工")
    assert "数控车工中级工" in made.snapshot["body"]


async def test_one_assessment_may_bring_several_kinds(shop):
    assessment = await decided(shop, shop.lin)
    for kind in (TRAINING, POST):
        await issue_certificate(shop.admin, assessment, kind, now=NOON)
    assert sorted([row.kind for row in await Certificate.all()]) == [
        "post_appointment",
        "training_completion",
    ]


async def test_a_kind_stands_on_its_own_assessment(shop):
    with pytest.raises(AssessmentUnknown):
        await issue_certificate(shop.admin, await decided(shop, shop.lin), GRADE, now=NOON)
    with pytest.raises(AssessmentUnknown):
        await issue_certificate(shop.admin, 4711, TRAINING, now=NOON)
    with pytest.raises(KindUnknown) as refused:
        kind_named("奖状")
    assert "学徒培训合格证书" in sentence(refused.value)


async def test_nobody_else_issues(shop):
    assessment = await decided(shop, shop.lin)
    stranger = await Organization.create(name="别的企业", kind="enterprise")
    other = await person("外人", Role.ADMINISTRATOR, stranger)
    with pytest.raises(PersonUnknown):
        await issue_certificate(other, assessment, TRAINING, now=NOON)
    assert not await Certificate.exists()


async def test_the_plain_identity_number_is_nowhere_in_it(shop):
    number = "440402200805060011"
    lin = await Person.get(id=shop.lin.person_id)
    lin.id_number, lin.id_number_index = number, keyring().index(number)
    await lin.save()
    made = (await issue_certificate(shop.admin, await decided(shop, shop.lin), TRAINING, now=NOON)).document
    assert made.snapshot["id_number"] == "4404**********0011"
    assert number not in str(await Certificate.all().values())


async def test_it_is_written_down_and_the_apprentice_is_told_where_it_is(shop):
    made = (await issue_certificate(shop.admin, await decided(shop, shop.lin), TRAINING, now=NOON)).document
    entry = await AuditEntry.get(event="certificate.issued")
    assert (entry.subject, entry.after["digest"]) == (f"certificate:{made.id}", made.digest)
    told = await Delivery.get(kind="certificate_issued")
    assert told.person_id == shop.lin.person_id
    said = word(told.kind, told.facts)
    assert f"编号 {made.number}" in said.text
    assert f"/v/{made.code}" in said.text


async def test_after_the_paper_lapsed_it_is_cited_no_more(shop):
    late = await decided(shop, shop.lin, sat_on=date(2027, 3, 1))
    made = (await issue_certificate(shop.admin, late, TRAINING, now=NOON.replace(year=2027))).document
    assert made.snapshot["source"] == ""
    assert made.number.startswith("PX2027-")
