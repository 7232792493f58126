"""What apprentices read when a rule says no: which rule, and what is still possible."""

from datetime import date, timedelta

import pytest

from domain import claims
from domain import hours_refusals as refused
from domain.entries import EntryStatus
from texts import refusals, refusals_hours
from usecases import (
    add_evidence,
    amend_hours,
    close_week,
    dispute_hours,
    log_hours,
    own_entry,
    press_mentor,
    training_of,
    withdraw_hours,
)

TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
LATER = date(2026, 11, 23)
RULE, SOURCE = "学生学徒每日实习不超过 8小时", "《规定》第十七条"

SENTENCES = [
    (refused.BeforeStart(date(2026, 7, 1)), "没有记录：您的培养从 2026-07-01 开始，之前的日期不能记。"),
    (
        refused.AfterEnd(date(2027, 6, 30)),
        "没有记录：您的培养到 2027-06-30 结束，可以补记结束日及之前的学时。",
    ),
    (refused.Suspended(), "没有记录：您的培养目前暂停或已结束。如有疑问，请联系单位管理员。"),
    (refused.InFuture(TODAY, None), "没有记录：11月20日 周五还没有到。请在训练当天或之后再记。"),
    (refused.InFuture(TODAY, 750), "没有记录：11月20日 周五 12:30 还没有到。请在训练结束后再记。"),
    (
        refused.NotYetLived(TODAY, 240, 365),
        (
            "没有记录：今天到现在才过了 6小时5分，已记 4小时，加上这条就超过了。请做完再记。\n"
            "如果是昨天的班，请写“昨天”；夜班请写起止时间，例如：学时 昨天 22:00-6:00 岗位 内容"
        ),
    ),
    (
        refused.TooLongAgo(date(2026, 10, 1), date(2026, 10, 21)),
        "没有记录：只能补记 30天以内（2026-10-21 起）的学时。更早的请联系单位管理员补录。",
    ),
    (
        refused.ReasonNeeded(date(2026, 11, 10)),
        "没有记录：11月10日 周二已过去 7天以上，补记要写原因。写在末尾就行，例如：原因：当时手机坏了",
    ),
    (
        refused.CategoryNotInPlan("safety", ("practice", "theory")),
        "没有记录：您的培养方案里没有“安全”。可以记的类别：理论、实操。",
    ),
    (refused.OverEntryCap(1500, 720), "没有记录：一条最多 12小时，您写的是 25小时。请检查时长，或分几条记。"),
    (
        refused.OverDailyCap(TODAY, TODAY, 360, 480, RULE, SOURCE),
        "没有记录：当天最多 8小时，已记 6小时，今天还可记 2小时。\n依据：学生学徒每日实习不超过 8小时。",
    ),
    (
        refused.OverDailyCap(TODAY - timedelta(days=1), TODAY, 480, 480, RULE, SOURCE),
        "没有记录：当天最多 8小时，已记 8小时，11月19日 周四已经记满。\n依据：学生学徒每日实习不超过 8小时。",
    ),
    (
        refused.OverWeeklyCap(MONDAY, TODAY, 2355, 2400, "学生学徒每周实习不超过 40小时", SOURCE),
        "没有记录：一周最多 40小时，已记 39小时15分，本周还可记 45分钟。\n依据：学生学徒每周实习不超过 40小时。",
    ),
    (
        refused.OverWeeklyCap(date(2026, 11, 9), TODAY, 2400, 2400, "学生学徒每周实习不超过 40小时", SOURCE),
        "没有记录：一周最多 40小时，已记 40小时，11-09 那一周已经记满。\n依据：学生学徒每周实习不超过 40小时。",
    ),
    (
        refused.NightShift((1320, 360), "学生学徒不安排夜班实习", SOURCE),
        "没有记录：22:00 到次日 6:00 不安排训练，其余时间可以记。\n依据：学生学徒不安排夜班实习。",
    ),
    (
        refused.Overlapping(7, TODAY, 480, 600),
        "没有记录：与编号 7（11-20 8:00-10:00）时间重叠。请换一个时间段，或先回“撤回 7”。",
    ),
    (
        refused.TooLongText("content", 2001, 2000),
        "没有记录：内容有 2001 个字，最多 2000 个。请写短一些再发。",
    ),
    (refused.Unstorable("place"), "没有记录：地点里有无法保存的字符，请删去后再发。"),
    (log_hours.OnlyApprentices(), "只有学徒可以记学时。回“帮助”看看您能做什么。"),
    (training_of.NotInTraining(), "您还没有培养协议，不能记学时。请联系单位管理员登记。"),
    (own_entry.NoSuchEntry(9), "没有找到编号 9。回“我的学时”查看编号。"),
    (
        withdraw_hours.ConfirmedAlready(7, "王建国"),
        "编号 7 已由王建国确认，不能撤回。如有错误，回“改 7 …”更正，更正后重新确认。",
    ),
    (amend_hours.WithdrawnAlready(7), "编号 7 已经撤回了，不能再改。请重新记一条。"),
    (
        amend_hours.ChangedMeanwhile(7, 2, EntryStatus.SUBMITTED, ()),
        "没有改：编号 7 刚刚有变化，请看一下现在的内容再改。",
    ),
    (amend_hours.NothingChanged(7), "编号 7 没有变化。请写明要改成什么，例如“改 7 3小时”。"),
    (press_mentor.NotWaiting(7), "编号 7 不在等待确认。回“我的学时”查看现在的状态。"),
    (press_mentor.TooEarlyToPress(7, 1, LATER), "编号 7 等满 3天才可以催办，11月23日 周一起可以催。"),
    (
        dispute_hours.TooEarlyToDispute(7, LATER),
        "编号 7 还不能申诉：等满 10天（11月23日 周一起）或被退回后可以申诉。",
    ),
    (
        claims.NothingToRepeat(),
        "最近 10分钟没有记过学时，没有可以再记的。请写一句，例如：学时 4小时 实操 车床外圆",
    ),
    (
        amend_hours.ChangedMeanwhile(7, 2, EntryStatus.SUBMITTED, ()),
        "没有改：编号 7 刚刚有变化，请看一下现在的内容再改。",
    ),
    (add_evidence.MediaUnknown(), "这张照片没有收到，请再发一次。"),
    (
        amend_hours.ChangedMeanwhile(7, 2, EntryStatus.SUBMITTED, ()),
        "没有改：编号 7 刚刚有变化，请看一下现在的内容再改。",
    ),
    (close_week.WeekHasHours(240), "这一周已记 4小时，不能报“无训练”。如果记错了，请先撤回那些学时。"),
    (close_week.OutsideTraining(), "这一周不在您的培养期内，不需要报。"),
]


@pytest.mark.parametrize(("refusal", "said"), SENTENCES, ids=lambda value: getattr(value, "code", ""))
def test_the_sentence(refusal, said):
    assert refusals.sentence(refusal) == said


def test_every_sentence_of_hours_is_read_here():
    read = {refusal.code for refusal, _ in SENTENCES}
    assert read == refusals_hours.SENTENCES.keys()
