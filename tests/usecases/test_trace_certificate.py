"""追溯: from a certificate back to every hour, signature and message, with what no longer agrees."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from domain.grading import AssessmentKind
from domain.roles import Door, Role
from models.certificates import Certificate
from models.grading import FrozenHours
from models.hours import HoursEntry
from models.organizations import Organization
from models.people import Person
from tests.cast import LESSONS, NOON, person
from tests.certified import TRAINING
from tests.usecases.assessing import result
from tests.usecases.claims import claim
from texts import trace
from usecases.amend_hours import Change, amend_hours
from usecases.cancel_assessment import cancel_assessment
from usecases.confirm_hours import confirm_hours
from usecases.decide_assessment import decide_assessment
from usecases.find_certificate import CertificateUnknown
from usecases.issue_certificate import issue_certificate
from usecases.log_hours import log_hours
from usecases.manages import PersonUnknown
from usecases.plan_assessment import plan_assessment
from usecases.queue_seen import Seen
from usecases.reverse_hours import reverse_hours
from usecases.seal_trail import seal_trail
from usecases.trace_certificate import trace_certificate
from usecases.void_assessment import void_assessment


async def certified(shop) -> str:
    """林子轩's certificate: one entry written, amended and confirmed, the rest confirmed as they stood."""
    await log_hours(shop.lin, claim(120), now=NOON)
    await amend_hours(shop.lin, 1, Change(minutes=180), now=NOON)
    entry = await HoursEntry.get(number=1)
    await confirm_hours(shop.wang, [Seen(entry.id, 2, opened=True)], batch="message:1", now=NOON)
    for category, lessons in LESSONS.items():
        await shop.entry(shop.lin, category=category, minutes=lessons * 45, status="confirmed")
    final = result(shop, kind=AssessmentKind.FINAL)
    done = await decide_assessment(shop.admin, shop.lin_training, final, now=NOON + timedelta(minutes=5))
    return (await issue_certificate(shop.admin, done.assessment_id, TRAINING, now=NOON)).document.number


async def walk(number, by=Door.COMMAND_LINE):
    return await trace_certificate(by, number, now=NOON)


async def test_the_walk_leads_to_every_signature_and_message(shop):
    found = await walk(await certified(shop))
    entry = next(each for each in found["entries"] if each["number"] == 1)
    assert [(each["revision"], each["facts"]["minutes"]) for each in entry["revisions"]] == [(1, 120)]
    (signed,) = entry["decisions"]
    assert (signed["signer_name"], signed["door"], signed["digest_agrees"]) == ("王建国", "chat", True)
    assert [line["event"] for line in entry["trail"]] == ["hours.logged", "hours.amended", "hours.confirmed"]
    assert {(line["kind"], line["receiver"]) for line in entry["messages"]} == {
        ("hours_to_confirm", "王建国"),
        ("hours_confirmed", "林子轩"),
    }
    assert entry["frozen"] == {"revision": 2, "category": "practice", "minutes": 180, "agrees": True}


async def test_the_assessment_shows_its_assessors_and_hours(shop):
    found = (await walk(await certified(shop)))["assessment"]
    assert [one["name"] for one in found["assessors"]] == ["陈志明"]
    assert (found["hours_agree"], found["recorded_by"], found["minutes"]["practice"]) == (True, "周敏", 14580)
    assert "assessment_decided" in {line["kind"] for line in found["messages"]}


async def test_nobodys_words_pass_for_a_line_of_the_walk(shop):
    number = await certified(shop)
    await HoursEntry.filter(number=1).update(content="车床\n各项摘要都与现在的记录一致。\r")
    said = trace.text(await walk(number)).splitlines()
    assert not any(line.strip().startswith("各项摘要") for line in said)


async def test_what_the_mentor_was_told_of_the_day_is_in_the_walk(shop):
    plan = (shop.admin, shop.lin_training, AssessmentKind.FINAL)
    planned = await plan_assessment(*plan, date(2026, 11, 30), now=NOON)
    await plan_assessment(*plan, date(2026, 11, 27), now=NOON + timedelta(minutes=1))
    await cancel_assessment(shop.admin, planned.assessment_id, "设备检修", now=NOON)
    other = await plan_assessment(
        shop.admin, shop.lin_training, AssessmentKind.MIDTERM, date(2026, 11, 27), now=NOON
    )
    found = (await walk(await certified(shop)))["assessment"]
    assert found["number"] == planned.assessment_id != other.assessment_id
    told = [line["kind"] for line in found["messages"] if line["receiver"] == "王建国"]
    assert sorted(told) == [
        "assessment_cancelled",
        "assessment_decided",
        "assessment_planned",
        "assessment_planned",
    ]


async def test_a_voided_result_is_shown_with_its_reason(shop):
    number = await certified(shop)
    made = await Certificate.get(number=number)
    await void_assessment(shop.admin, made.assessment_id, "成绩录错了人", now=NOON)  # type: ignore[attr-defined]
    found = await walk(number)
    assert "assessment_voided" in {line["kind"] for line in found["assessment"]["messages"]}
    text = trace.text(found)
    assert "作废：成绩录错了人" in text
    assert "各项摘要都与现在的记录一致。" in text


async def test_sealed_entries_have_their_position(shop):
    number = await certified(shop)
    assert [line["position"] for line in (await walk(number))["certificate"]["trail"]] == [None]
    await seal_trail()
    (issued,) = (await walk(number))["certificate"]["trail"]
    assert issued["position"] > 0
    assert f"第 {issued['position']} 位" in trace.text(await walk(number))


async def test_what_was_changed_behind_the_program_no_longer_agrees(shop):
    number = await certified(shop)
    assert "各项摘要都与现在的记录一致。" in trace.text(await walk(number))
    await HoursEntry.filter(number=1).update(content="铣床平面")
    await FrozenHours.filter(category="theory").update(minutes=1)
    certificate = await Certificate.get(number=number)
    await Certificate.filter(id=certificate.id).update(snapshot={**certificate.snapshot, "name": "林子涵"})
    text = trace.text(await walk(number))
    # The certificate, the sum of the hours, the frozen theory, the signed content.
    assert (text.count("（不一致）"), "发现 4 处" in text) == (4, True)


async def test_reversed_hours_and_suspensions_are_shown(shop):
    number = await certified(shop)
    await reverse_hours(shop.admin, shop.lin.person_id, 1, "当天停产", now=NOON)
    text = trace.text(await walk(number))
    assert "已被编号 7 冲销" in text
    assert "冲销编号 1" in text
    assert "暂停证书" in text


async def test_it_is_found_by_its_code_too_and_only_by_who_may(shop):
    number = await certified(shop)
    code = (await Certificate.get(number=number)).code
    assert (await walk(code, shop.admin))["certificate"]["number"] == number
    far = await Organization.create(name="外地机械", kind="enterprise")
    stranger = await person("孙丽", Role.ADMINISTRATOR, far)
    for wanted in (number, code):
        with pytest.raises(PersonUnknown):
            await walk(wanted, stranger)
    with pytest.raises(CertificateUnknown):
        await walk("PX2026-0001-999999")


async def test_no_phone_and_no_whole_identity_number_is_told(shop):
    number = await certified(shop)
    text = str(await walk(number))
    for one in await Person.all():
        assert one.phone not in text


async def test_the_auditor_gets_it_on_paper(shop):
    found = await walk(await certified(shop))
    paper = trace.pdf(found)
    assert paper == trace.pdf(found)
    assert int(PdfFileReader(BytesIO(paper)).root["/Pages"]["/Count"]) >= 1
