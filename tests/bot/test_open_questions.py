"""What closes an open question and what doesn't, and how one is left."""

import itertools

import pytest

from bot.dispatch import Dispatch
from bot.message import Message
from models.hours import Evidence, HoursEntry
from models.notices import Notice
from models.people import RoleHeld
from tests.cast import APP, NOON, contact
from tests.conversation import say
from texts import replies

_keys = itertools.count(1)


async def send(actor, kind: str, **fields: str) -> str:
    """The answer to something that is no written words."""
    known = await contact(actor)
    message = Message(f"sent:{next(_keys)}", APP, known.openid, "gh_account", kind, fields)
    return await Dispatch().answer(message, now=NOON)


async def test_a_refused_line_closes_the_older_question(shop):
    assert "做了什么" in await say(shop.lin, "学时 6小时 岗位")
    assert "没有找到编号 99" in await say(shop.lin, "撤回 99")
    assert "没看懂这句" in await say(shop.lin, "师傅在吗")
    assert not await HoursEntry.exists()


async def test_any_command_closes_the_older_question(shop):
    await say(shop.lin, "学时 6小时 岗位")
    await say(shop.lin, "进度")
    assert "没看懂这句" in await say(shop.lin, "师傅在吗")


@pytest.mark.parametrize("kind", ["event:location", "event:view", "location", "voice"])
async def test_what_is_no_answer_leaves_the_question_open(shop, kind):
    await say(shop.lin, "学时 6小时 岗位")
    await send(shop.lin, kind)
    assert "已记录" in await say(shop.lin, "装配")


async def test_a_picture_waits_for_the_entry_being_written(shop):
    await say(shop.lin, "学时 1小时 理论 识图")
    assert "是哪一类" in await say(shop.lin, "学时 2小时 今天")
    assert "写完这条就附上" in await send(shop.lin, "image", MediaId="m1")
    assert "做了什么" in await say(shop.lin, "岗位")
    assert "收到 2份" in await send(shop.lin, "image", MediaId="m2")
    assert "附有 2份照片或视频" in await say(shop.lin, "装配")
    assert [entry.number for entry in await HoursEntry.filter(id__in=await entries_with_pictures())] == [2]


async def entries_with_pictures() -> list[int]:
    return [piece.entry_id for piece in await Evidence.all()]


async def test_a_picture_is_no_mentors_business(shop):
    assert "请先记学时" not in await send(shop.wang, "image", MediaId="m1")


async def test_who_is_misunderstood_twice_is_let_go(shop):
    await say(shop.lin, "学时 2小时")
    assert "取消" in await say(shop.lin, "师傅在吗")
    assert "这条先不记了" in await say(shop.lin, "今天能请假吗")
    assert "没看懂这句" in await say(shop.lin, "岗位")


async def test_one_miss_is_forgiven(shop):
    await say(shop.lin, "学时")
    await say(shop.lin, "师傅在吗")
    await say(shop.lin, "2小时")
    assert "没看懂“哦”" in await say(shop.lin, "哦")
    await say(shop.lin, "岗位")
    assert "已记录" in await say(shop.lin, "装配")


async def draft(admin) -> None:
    await say(admin, "广播 学徒")
    assert "回“发送”" in await say(admin, "放假\n周五放假")


@pytest.mark.parametrize("word", ["发送", "确认", "是", "发", "好的。"])
async def test_a_notice_goes_out_on_any_plain_yes(shop, word):
    await draft(shop.admin)
    assert "已发送" in await say(shop.admin, word)


async def test_a_yes_is_one_for_a_mentor_who_administers_too(shop):
    await RoleHeld.create(person_id=shop.admin.person_id, role="mentor", organization_id=shop.firm)
    await draft(shop.admin)
    assert "已发送" in await say(shop.admin, "确认")


async def test_a_draft_survives_words_that_are_no_yes(shop):
    await draft(shop.admin)
    assert "还没有发送" in await say(shop.admin, "等一下")
    assert "已发送" in await say(shop.admin, "发送")


@pytest.mark.parametrize(
    "title", ["通知：年底补录学时", "通知 关于补录", "统计：十一月", "统计表请填好", "学时 补录"]
)
async def test_a_title_may_begin_with_the_word_of_a_command(shop, title):
    await say(shop.admin, "广播 学徒")
    assert f"\n{title}\n" in await say(shop.admin, f"{title}\n请在周五前办完")


@pytest.mark.parametrize("line", ["通知", "统计", "通知 3", "帮助。", "统计 1 2"])
async def test_a_command_alone_leaves_the_notice(shop, line):
    await say(shop.admin, "广播 学徒")
    await say(shop.admin, line)
    assert not await Notice.exists()
    assert "没看懂" in await say(shop.admin, "放假")


def test_every_question_says_how_to_leave_it():
    assert replies.with_way_out("几点？") == "几点？（回“取消”可退出）"
    assert replies.with_way_out("回“取消”不发") == "回“取消”不发"
    assert replies.with_way_out("哪类？\n1. 理论").endswith("\n（回“取消”可退出）")


@pytest.mark.parametrize("line", ["学时", "学时 4小时", "学时 4小时 实操", "改", "改 1", "撤回", "催办"])
async def test_a_question_to_an_apprentice_names_the_way_out(shop, line):
    await shop.entry(shop.lin, minutes=60)
    assert "取消" in await say(shop.lin, line)
