"""Whatever people do, every row that the trail describes has a witness: nothing honest looks like tampering."""

from datetime import timedelta

import pytest

from models.audit import AuditEntry
from models.hours import Dispute
from tests.cast import NOON
from tests.certified import TRAINING, decided
from tests.conversation import say
from tests.rosters import CHEN, NOW, with_lin
from tests.trails import found
from tests.usecases.rosters_in import bring_in
from usecases.begin_trail import begin_anew
from usecases.issue_certificate import issue_certificate
from usecases.remind_deadlines import remind_deadlines
from usecases.seal_trail import seal_trail
from usecases.settle_dispute import settle_dispute
from usecases.working_days import holidays

MONDAY = NOON + timedelta(days=3)


async def test_a_week_of_the_trade_leaves_nothing_without_a_witness(shop, database, tmp_path):
    await begin_anew(now=NOON)
    await say(shop.lin, "本周无训练 车间停产", now=NOON)
    for day in ("昨天", "今天", "周三", "周二"):
        await say(shop.lin, f"学时 {day} 4小时 实操 车床外圆 {day}")
    await say(shop.huang, "学时 2小时 理论 识图")
    await say(shop.lin, "改 1 3小时")
    await say(shop.lin, "撤回 4")
    await say(shop.wang, "待确认")
    await say(shop.wang, "退回 2 内容太简单")
    await say(shop.wang, "确认 全部")
    await say(shop.lin, "改 1 2小时")
    await say(shop.lin, "申诉 2 当天确实在岗")
    await say(shop.lin, "提醒 20:00")
    await say(shop.wang, "代理 陈志明 3天")
    await say(shop.wang, "代理 取消")
    for dispute in await Dispute.filter(settled_at=None):
        await settle_dispute(shop.admin, dispute.id, "已核实", now=NOON)
    await remind_deadlines(holidays(), now=MONDAY)
    events = set(await AuditEntry.all().distinct().values_list("event", flat=True))
    assert events >= {
        "week.closed", "hours.logged", "hours.amended", "hours.withdrawn", "hours.confirmed", "hours.returned",
        "hours.disputed", "hours.dispute_settled", "preference.changed", "deputy.appointed", "deputy.ended",
        "deadline.set",
    }  # fmt: skip
    await seal_trail()
    assert await found(database, tmp_path) == []


async def test_a_certificate_stands_in_the_trail(shop, database, tmp_path):
    assessment = await decided(shop, shop.lin)
    await begin_anew(now=NOON)
    await issue_certificate(shop.admin, assessment, TRAINING, now=NOON)
    assert await found(database, tmp_path) == []


@pytest.mark.parametrize(
    "later", [{"导师手机": CHEN}, {"开始日期": "2026-06-15"}, {"结束日期": "2027-05-30"}]
)
async def test_a_roster_has_witnesses_for_all_it_brings_and_changes(database, tmp_path, later):
    await bring_in(now=NOW - timedelta(days=365))
    assert await found(database, tmp_path) == []
    await bring_in(with_lin(**later), now=NOW - timedelta(days=300))
    assert await found(database, tmp_path) == []
