"""期限: everybody sees the own ones; administrators set, move and cancel them in one line."""

from datetime import timedelta

import pytest

from domain.deadlines import DeadlineState
from domain.roles import Door, Role
from models.audit import AuditEntry
from models.deadlines import Deadline
from models.organizations import Organization
from tests.cast import NOON, person
from tests.conversation import say
from usecases.arrange_deadlines import arrange_deadlines


@pytest.fixture
async def cast(shop):
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training, shop.huang_training], now=NOON)
    return shop


async def test_an_apprentice_sees_the_own_deadlines_with_what_to_do_and_the_clause(cast):
    assert (await say(cast.lin, "期限")).splitlines() == [
        "您的期限：",
        "· 12月31日 周四（还有 41天） 中期评估。请和师傅约好时间，补齐学时。",
        "  依据：《关于推动实施产业技能根基工程的通知》（粤人社规〔2022〕26号）二（二）5",
        "· 2027年6月23日 周三（还有 215天） 终结性岗位胜任力评价。请回“进度”看还差什么，做好准备。",
        "  依据：《关于推动实施产业技能根基工程的通知》（粤人社规〔2022〕26号）二（一）6",
        "· 2027年6月30日 周三（还有 222天） 培养协议到期。请在到期前补记学时，回“进度”看还差多少。",
    ]


async def test_a_mentor_and_an_administrator_see_whose_they_are(cast):
    assert "林子轩等 2人的中期评估。请安排评估，并确认好学时。" in await say(cast.wang, "期限")
    said = await say(cast.admin, "期限")
    assert "等 2人的培养协议到期" in said
    assert said.endswith("改日期：期限 改 编号 日期　取消：期限 取消 编号")
    assert await say(cast.zhao, "期限") == "现在没有期限。"


async def test_an_administrator_sets_one_after_seeing_it(shop):
    assert await say(shop.admin, "期限 12月31日 设备年检 请交检验报告") == (
        "将给您单位的全部人员设一个期限：\n"
        "12月31日 周四（还有 41天） 设备年检\n"
        "要做的事：请交检验报告\n"
        "前 30、14、7、3、1天和当天会提醒，过期 1、3、7天再提醒。\n"
        "回“确定”设好，回“取消”不设。"
    )
    assert await Deadline.all().count() == 0
    assert (await say(shop.admin, "嗯？")).startswith("还没有设。")
    assert await say(shop.admin, "确定", key="yes") == (
        "已设好，编号 1：12月31日 周四（还有 41天） 设备年检。\n改日期：期限 改 1 日期　取消：期限 取消 1"
    )
    await say(shop.admin, "确定", key="yes")
    assert await Deadline.all().count() == 1
    assert "设备年检。请交检验报告" in await say(shop.lin, "期限")
    assert "设备年检" not in await say(shop.zhao, "期限")
    assert await AuditEntry.filter(event="deadline.set").count() == 1


async def test_one_may_be_for_apprentices_alone(shop):
    assert (await say(shop.admin, "期限 学徒 明天 安全考试")).startswith("将给您单位的学徒设一个期限")
    await say(shop.admin, "好的")
    assert "安全考试" in await say(shop.lin, "期限")
    assert await say(shop.wang, "期限") == "现在没有期限。"


async def test_it_can_be_moved_and_cancelled(shop):
    await say(shop.admin, "期限 12月31日 设备年检")
    await say(shop.admin, "确定")
    assert await say(shop.admin, "期限 改 1 1月15日") == (
        "期限 1“设备年检”改到 2027年1月15日 周五（还有 56天），会按新日期重新提醒。"
    )
    assert await say(shop.admin, "期限 取消 1") == "已取消期限 1“设备年检”，不再提醒。"
    assert (await Deadline.get()).state is DeadlineState.CANCELLED
    assert "没有编号 1 的期限" in await say(shop.admin, "期限 取消 1")
    assert "请写期限的编号" in await say(shop.admin, "期限 改 12月31日")


async def test_an_administrator_moves_only_deadlines_of_the_own_organizations(cast):

    stranger = await person("孙丽", Role.ADMINISTRATOR, await Organization.get(id=cast.other_firm))
    number = (await Deadline.all().order_by("id").first()).id
    assert "没有编号" in await say(stranger, f"期限 取消 {number}")
    assert "改到 12月20日" in await say(cast.admin, f"期限 改 {number} 12月20日")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("期限 设备年检", "没看懂日期“设备年检”"),
        ("期限 2月30日 年检", "没看懂日期“2月30日 年检”"),
        ("期限 2025年12月31日 年检", "2025年12月31日 周三不能作为期限"),
        ("期限 12月31日", "标题最多 30个字"),
        (f"期限 12月31日 {'长' * 31}", "标题最多 30个字"),
    ],
)
async def test_what_can_not_be_set_is_explained_with_an_example(shop, said, answer):
    assert (await say(shop.admin, said)).startswith(answer)


async def test_others_set_none(shop):
    assert await say(shop.lin, "期限 12月31日 考试") == "期限由管理员设置。回“期限”看您自己的期限。"


async def test_what_is_long_over_is_not_shown(cast):
    later = NOON + timedelta(days=60)
    assert "中期评估" not in await say(cast.lin, "期限", now=later)
