"""An apprentice takes a mentor by the mentor's own QR, and it holds once the mentor accepts."""

import asyncio
import itertools
from datetime import timedelta

import pytest

from bot.dispatch import Dispatch
from bot.message import Message
from domain.programmes import ApprenticeshipStatus
from domain.roles import Actor, Role
from models.audit import AuditEntry
from models.bonds import BondProposal, MentorCode
from models.deliveries import Delivery
from models.organizations import Organization
from models.people import RoleHeld
from models.training import Apprenticeship, Mentorship
from tests.cast import APP, NOON, TODAY, contact, person
from tests.conversation import say
from tests.outbox import ids, told
from texts import links

_keys = itertools.count(1)


async def scan(actor: Actor, mentor: Actor, *, now=NOON, event: str = "scan", key: str = "") -> str:
    """The answer to scanning the mentor's QR."""
    known = await contact(actor)
    code = (await MentorCode.get(mentor_id=mentor.person_id)).code
    scene = f"{'qrscene_' if event == 'subscribe' else ''}bond:{code}"
    fields = {"Event": event, "EventKey": scene}
    message = Message(key or f"scan:{next(_keys)}", APP, known.openid, "gh_account", f"event:{event}", fields)
    return await Dispatch().answer(message, now=now)


async def bonds(shop, mentor) -> list:
    rows = Mentorship.filter(apprenticeship_id=shop.lin_training, mentor_id=mentor.person_id)
    return await rows.values_list("since", "until")


@pytest.fixture
async def chens_code(shop):
    await say(shop.chen, "我的二维码")
    return (await MentorCode.get(mentor_id=shop.chen.person_id)).code


async def test_a_mentors_code_stays_the_same_and_its_page_is_named(shop):
    links.use("https://xuetu.example.cn")
    first, second = await say(shop.chen, "我的二维码"), await say(shop.chen, "二维码")
    code = (await MentorCode.get(mentor_id=shop.chen.person_id)).code
    assert first == second
    assert f"https://xuetu.example.cn/m/mentor/{code}\n" in first
    assert f"拜师 {code}" in first


async def test_only_mentors_have_a_code(shop):
    assert "是给导师用的" in await say(shop.lin, "我的二维码")


async def test_a_scan_asks_the_mentor_and_the_bond_holds_once_accepted(shop, chens_code):
    assert "已告诉陈师傅您想拜师" in await scan(shop.lin, shop.chen)
    assert await bonds(shop, shop.chen) == []
    proposal = await BondProposal.get()
    asked = await Delivery.get(kind="bond_proposed")
    assert (asked.person_id, asked.facts["name"], asked.facts["number"]) == (
        shop.chen.person_id,
        "林子轩",
        proposal.id,
    )
    assert await say(shop.chen, f"接受 {proposal.id}") == (
        "已接受。从11月20日 周五起，林子轩的学时由您确认。回“我的学徒”查看。"
    )
    assert await bonds(shop, shop.chen) == [(TODAY, None)]
    assert await told("bond_accepted") == ids(shop.lin)
    events = await AuditEntry.filter(event__startswith="bond").order_by("id").values_list("event", flat=True)
    assert events == ["bond.proposed", "bond.accepted"]


async def test_from_then_on_the_mentor_confirms(shop, chens_code):
    await scan(shop.lin, shop.chen)
    await say(shop.chen, "接受")
    await shop.entry(shop.lin, work_date=TODAY, content="装夹工件")
    assert "林子轩" in await say(shop.chen, "待确认")


async def test_a_scan_by_a_new_follower_and_a_typed_code_do_the_same(shop, chens_code):
    assert "已告诉陈师傅" in await scan(shop.lin, shop.chen, event="subscribe")
    await BondProposal.all().delete()
    assert "已告诉陈师傅" in await say(shop.lin, f"拜师 {chens_code.lower()}")
    await BondProposal.all().delete()
    assert "扫师傅的二维码" in await say(shop.lin, "拜师")
    assert "已告诉陈师傅" in await say(shop.lin, chens_code)


async def test_scanning_twice_is_one_proposal_and_one_message(shop, chens_code):
    await scan(shop.lin, shop.chen)
    assert "正在等师傅答复（11-27前有效）" in await scan(shop.lin, shop.chen)
    assert await BondProposal.all().count() == 1
    assert await told("bond_proposed") == ids(shop.chen)


async def test_many_scans_at_once_are_one_proposal(shop, chens_code):
    await asyncio.gather(*(scan(shop.lin, shop.chen) for _ in range(5)))
    assert await BondProposal.all().values_list("round", flat=True) == [1]
    assert await told("bond_proposed") == ids(shop.chen)


async def test_accepting_many_times_at_once_is_one_bond(shop, chens_code):
    await scan(shop.lin, shop.chen)
    await contact(shop.chen)
    answers = await asyncio.gather(*(say(shop.chen, "接受 1") for _ in range(5)))
    assert sorted(answer[:3] for answer in answers) == ["已接受", "您之前", "您之前", "您之前", "您之前"]
    assert await bonds(shop, shop.chen) == [(TODAY, None)]
    assert await told("bond_accepted") == ids(shop.lin)


async def test_who_is_bonded_already_is_told_kindly(shop):
    await say(shop.wang, "我的二维码")
    assert await scan(shop.lin, shop.wang) == "王师傅已经是您的导师了，不用再扫。回“我的学时”看记录。"
    assert await BondProposal.all().count() == 0


async def test_a_mentor_of_another_firm_is_not_asked(shop):
    await say(shop.zhao, "我的二维码")
    assert "赵师傅是其他单位的导师" in await scan(shop.lin, shop.zhao)
    assert await told("bond_proposed") == []


async def test_nobody_takes_themselves(shop):
    firm = await Organization.get(id=shop.firm)
    await RoleHeld.create(person_id=shop.lin.person_id, role=Role.MENTOR, organization=firm)
    await say(shop.lin, "我的二维码")
    assert await scan(shop.lin, shop.lin) == "这是您自己的二维码，请让您的学徒来扫。"


@pytest.mark.parametrize(
    "facts", [{"status": ApprenticeshipStatus.SUSPENDED}, {"ends_on": TODAY - timedelta(days=1)}]
)
async def test_training_that_does_not_go_on_gets_no_mentor(shop, chens_code, facts):
    await Apprenticeship.filter(id=shop.lin_training).update(**facts)
    assert "您现在没有进行中的学徒培养" in await scan(shop.lin, shop.chen)


async def test_others_than_apprentices_and_strangers_propose_nothing(shop, chens_code):
    assert "没有进行中的学徒培养" in await scan(shop.admin, shop.chen)
    message = Message("s:1", APP, "o-stranger", "gh", "event:scan", {"EventKey": f"bond:{chens_code}"})
    assert "请先绑定" in await Dispatch().answer(message, now=NOON)
    assert await BondProposal.all().count() == 0


@pytest.mark.parametrize("code", ["22222222", "bond", "；DROP TABLE", "x" * 64])
async def test_a_code_of_nobody_is_refused(shop, code):
    assert "没有找到这位导师" in await say(shop.lin, f"拜师 {code}")


async def test_a_former_mentor_is_not_found(shop, chens_code):
    await RoleHeld.filter(person_id=shop.chen.person_id).delete()
    assert "没有找到这位导师" in await scan(shop.lin, shop.chen)


async def test_a_proposal_ends_after_a_week_and_can_be_made_anew(shop, chens_code):
    await scan(shop.lin, shop.chen)
    later = NOON + timedelta(days=7)
    assert "拜师申请已过期" in await say(shop.chen, "接受 1", now=later)
    assert "没有在等您答复的拜师申请" in await say(shop.chen, "接受", now=later)
    assert "已告诉陈师傅" in await scan(shop.lin, shop.chen, now=later)
    assert "已接受" in await say(shop.chen, "接受", now=later)
    assert await told("bond_proposed") == ids(shop.chen, shop.chen)


async def test_a_declined_apprentice_hears_of_it_and_waits_a_day(shop, chens_code):
    await scan(shop.lin, shop.chen)
    assert await say(shop.chen, "谢绝 1") == "已谢绝林子轩，会告诉学徒。"
    assert await told("bond_declined") == ids(shop.lin)
    assert "陈师傅刚谢绝过" in await scan(shop.lin, shop.chen)
    assert "已告诉陈师傅" in await scan(shop.lin, shop.chen, now=NOON + timedelta(days=1))


async def test_a_mentor_may_think_again_but_not_undo(shop, chens_code):
    await scan(shop.lin, shop.chen)
    await say(shop.chen, "谢绝 1")
    assert "您之前已经谢绝了" in await say(shop.chen, "谢绝 1")
    assert "已接受" in await say(shop.chen, "接受 1")
    assert "要解除，请联系单位的管理员" in await say(shop.chen, "谢绝 1")
    assert await bonds(shop, shop.chen) == [(TODAY, None)]


async def test_only_the_mentor_who_was_asked_answers(shop, chens_code):
    await scan(shop.lin, shop.chen)
    assert "没有编号 1 的拜师申请" in await say(shop.wang, "接受 1")
    assert "没有编号 99999999999 的拜师申请" in await say(shop.chen, "接受 99999999999")
    assert "是给导师用的" in await say(shop.lin, "接受 1")
    assert await bonds(shop, shop.chen) == []


async def test_several_proposals_are_listed_and_answered_by_number_or_name(shop):
    firm = await Organization.get(id=shop.firm)
    xu = await person("徐浩", Role.MENTOR, firm)
    await say(xu, "我的二维码")
    await scan(shop.lin, xu)
    await scan(shop.huang, xu)
    listed = await say(xu, "接受")
    assert "1. 林子轩 数控车工（11-27前有效）\n2. 黄雨桐 数控车工（11-27前有效）\n" in listed
    assert await say(xu, "接受 这个周末再说") == listed
    assert "黄雨桐的学时由您确认" in await say(xu, "接受 黄雨桐")
    assert "已谢绝林子轩" in await say(xu, "谢绝")


async def test_what_has_changed_meanwhile_keeps_the_bond_from_holding(shop, chens_code):
    await scan(shop.lin, shop.chen)
    await Apprenticeship.filter(id=shop.lin_training).update(employer_id=shop.other_firm)
    assert "林子轩的单位或培养情况已经变了" in await say(shop.chen, "接受 1")
    assert await bonds(shop, shop.chen) == []


async def test_a_training_to_come_is_bonded_from_its_first_day(shop, chens_code):
    first = TODAY + timedelta(days=10)
    await Apprenticeship.filter(id=shop.lin_training).update(starts_on=first)
    await scan(shop.lin, shop.chen)
    assert "从11月30日 周一起" in await say(shop.chen, "接受")
    assert await bonds(shop, shop.chen) == [(first, None)]
