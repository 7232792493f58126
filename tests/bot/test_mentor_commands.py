"""The mentor's conversation, as in the product's sample dialogues."""

from datetime import timedelta

from models.hours import Confirmation, HoursEntry
from tests.cast import NOON
from tests.conversation import say


async def three_waiting(shop):
    return (
        await shop.entry(shop.lin, entered_at=NOON - timedelta(days=2)),
        await shop.entry(shop.lin, minutes=90, category="theory", content="识图"),
        await shop.entry(shop.huang, minutes=480, category="on_the_job", content="装配", flags="long"),
    )


async def statuses(*entries):
    return [(await HoursEntry.get(id=entry.id)).status for entry in entries]


async def test_the_list_looks_as_promised(shop):
    await three_waiting(shop)
    assert await say(shop.wang, "待确认") == (
        "3条待确认（最早已等 2天）\n"
        "1. 林子轩 11-19 实操 4小时 车床外圆\n"
        "2. 林子轩 11-19 理论 1.5小时 识图\n"
        "3. 黄雨桐 11-19 岗位 8小时 装配 ⚑ 连续超过6小时无休息，请打开查看\n"
        "回“确认 1 2”或“确认 全部”；有 ⚑ 的先回“看 3”打开；回“退回 2 原因”退回。"
    )


async def test_what_was_confirmed_in_the_chat_is_not_taken_back_and_a_way_out_is_told(shop):
    await three_waiting(shop)
    await say(shop.wang, "待确认")
    await say(shop.wang, "确认 1")
    for words in ("撤销", "撤回 1", "撤销上一条"):
        answer = await say(shop.wang, words)
        assert "撤不回" in answer
        assert "请让学徒改一改" in answer
        assert "10 秒内可以撤销" in answer


async def test_an_empty_list_says_so(shop):
    assert await say(shop.wang, "待确认") == "现在没有待确认的学时。"


async def test_some_are_confirmed_by_their_numbers(shop):
    entries = await three_waiting(shop)
    await say(shop.wang, "待确认")
    answer = await say(shop.wang, "确认1、2 9")
    assert "已确认 2 条（林子轩 2条）" in answer
    assert "名单里没有第9条（共 3条）" in answer
    assert "还有 1 条待确认" in answer
    assert await statuses(*entries) == ["confirmed", "confirmed", "submitted"]


async def test_all_leaves_the_flagged_ones(shop):
    entries = await three_waiting(shop)
    await say(shop.wang, "待确认")
    await shop.entry(shop.lin, content="后来写的")
    answer = await say(shop.wang, "确认 全部")
    assert "已确认 2 条" in answer
    assert "第3条有 ⚑，请先回“看 3”打开，再确认。" in answer
    assert "还有 2 条待确认，其中 1条您还没有看过" in answer
    assert await statuses(*entries) == ["confirmed", "confirmed", "submitted"]


async def test_a_flagged_one_is_opened_and_then_confirmed(shop):
    entries = await three_waiting(shop)
    await say(shop.wang, "待确认")
    assert "请先回“看 3”打开" in await say(shop.wang, "确认 3")
    opened = await say(shop.wang, "看 3")
    assert "黄雨桐 11月19日 周四" in opened
    assert "内容：装配" in opened
    assert "⚑ 连续超过6小时无休息" in opened
    assert "已确认 1 条" in await say(shop.wang, "确认 3")
    assert await statuses(entries[2]) == ["confirmed"]


async def test_nothing_is_confirmed_before_the_list_was_seen(shop):
    entries = await three_waiting(shop)
    answer = await say(shop.wang, "确认 全部")
    assert answer.startswith("请先看一下名单，再确认。\n3条待确认")
    assert await statuses(*entries) == ["submitted"] * 3
    assert "已确认 2 条" in await say(shop.wang, "确认 全部")


async def test_the_same_message_three_times_is_one_confirmation_and_one_answer(shop):
    await three_waiting(shop)
    await say(shop.wang, "待确认")
    answers = {await say(shop.wang, "确认 1", key="told-again") for _ in range(3)}
    assert len(answers) == 1
    assert await Confirmation.all().count() == 1


async def test_what_another_mentor_decided_is_told(shop):
    await shop.entry(shop.huang)
    await say(shop.wang, "待确认")
    await say(shop.chen, "待确认")
    await say(shop.chen, "确认 1")
    assert "第1条已由陈师傅确认。" in await say(shop.wang, "确认 1")
    assert "第1条您之前已经确认过了。" in await say(shop.chen, "确认 1")


async def test_an_entry_changed_meanwhile_is_shown_as_it_is_now(shop):
    entry = await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    await say(shop.lin, "改 1 3小时")
    answer = await say(shop.wang, "确认 1")
    assert "下面的刚被学徒改过，没有确认" in answer
    assert "1. 林子轩 11-19 实操 3小时 车床外圆 ⚑ 改过，请打开查看" in answer
    assert await statuses(entry) == ["submitted"]
    assert "请先回“看 1”打开" in await say(shop.wang, "确认 1")
    assert "时长 4小时 → 3小时" in await say(shop.wang, "看 1")
    assert "已确认 1 条" in await say(shop.wang, "确认 1")


async def test_the_exact_difference_to_what_was_confirmed_is_shown(shop):
    await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    await say(shop.wang, "确认 1")
    await say(shop.lin, "改 1 3小时 车床端面")
    assert "⚑ 改过，请打开查看" in await say(shop.wang, "待确认")
    assert "这次没有确认" in await say(shop.wang, "确认 全部")
    opened = await say(shop.wang, "打开 1")
    assert "与上次确认的相比：\n时长 4小时 → 3小时\n内容 “车床外圆” → “车床端面”" in opened


async def test_a_return_in_one_line(shop):
    entries = await three_waiting(shop)
    await say(shop.wang, "待确认")
    answer = await say(shop.wang, "退回 2 时间不符")
    assert "已退回 1 条：林子轩 11-19 理论 1.5小时。" in answer
    assert "原因：时间不符" in answer
    assert await statuses(*entries) == ["submitted", "returned", "submitted"]


async def test_a_return_without_a_reason_offers_some(shop):
    entry = await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    assert "1 内容不清楚　2 时间不符　3 类别不对　4 重复记录　5 其他" in await say(shop.wang, "退回 1")
    assert "请写明原因" in await say(shop.wang, "５")
    assert "原因：日期写错了" in await say(shop.wang, "日期写错了")
    assert await statuses(entry) == ["returned"]


async def test_an_offered_reason_is_chosen_by_its_number(shop):
    await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    await say(shop.wang, "退回 1")
    assert "原因：重复记录" in await say(shop.wang, "4")


async def test_a_reason_that_is_too_long_leaves_the_question_open(shop):
    entry = await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    await say(shop.wang, "退回 1")
    assert "最多 200 个" in await say(shop.wang, "长" * 201)
    assert "已退回 1 条" in await say(shop.wang, "太长了，重写")
    assert await statuses(entry) == ["returned"]


async def test_a_return_names_a_line_of_the_list(shop):
    await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    assert "没看懂" in await say(shop.wang, "退回 时间不符")
    assert "请写要退回第几条" in await say(shop.wang, "退回")
    assert "名单里没有第7条" in await say(shop.wang, "退回 7 时间不符")


async def test_words_that_are_no_numbers_confirm_nothing(shop):
    entry = await shop.entry(shop.lin)
    await say(shop.wang, "待确认")
    assert "没看懂“收到”" in await say(shop.wang, "确认收到")
    assert "1条待确认" in await say(shop.wang, "确认")
    assert await statuses(entry) == ["submitted"]


async def test_a_page_holds_twenty_and_says_how_to_go_on(shop):
    for n in range(23):
        await shop.entry(shop.lin, entered_at=NOON + timedelta(minutes=n), content=f"第{n}件")
    first = await say(shop.wang, "待确认")
    assert "还有 3 条，回“待确认 2”" in first
    assert "20. 林子轩" in first
    second = await say(shop.wang, "待确认 2")
    assert "21. 林子轩 11-19 实操 4小时 第20件" in second
    assert "已确认 2 条" in await say(shop.wang, "确认 2 22")
    assert "已确认 21 条" in await say(shop.wang, "确认 全部")


async def test_the_fullest_page_fits_one_answer_with_every_line(shop):
    full = {"minutes": 719, "category": "public_base", "content": "内容" * 500, "revision": 2}
    for _ in range(22):
        await shop.entry(shop.huang, **full, flags="late long repeated same_words")
    answer = await say(shop.wang, "待确认")
    assert len(answer.encode()) <= 2048
    assert all(f"\n{number}. 黄雨桐 11-19" in answer for number in range(1, 21))
    assert "回“待确认 2”" in answer


async def test_a_long_entry_is_read_page_by_page(shop):
    await shop.entry(shop.lin, content="一" * 400 + "二" * 400, late_reason="因" * 200)
    await say(shop.wang, "待确认")
    first = await say(shop.wang, "看 1")
    assert "（第1页，共 2页，回“看 1 第2页”看下一页）" in first
    assert len(first.encode()) <= 2048
    assert "二" * 400 in await say(shop.wang, "看 1 第2页")


async def test_the_apprentices_at_a_glance(shop):
    await shop.entry(shop.lin, minutes=450, status="confirmed")
    await shop.entry(shop.lin, minutes=60)
    answer = await say(shop.wang, "我的学徒")
    assert "1. 林子轩 已确认 10/1400学时（0%，应为 39%，偏慢） · 待确认 1条 · 最近 11-19" in answer
    assert "2. 黄雨桐" in answer
    assert "学徒 1人" in await say(shop.teacher, "我的学徒")


async def test_mentors_words_are_not_for_apprentices(shop):
    await shop.entry(shop.lin)
    for words in ("待确认", "确认 1", "退回 1 太多"):
        assert "是给导师、教师用的" in await say(shop.lin, words)
    assert "是给导师用的" in await say(shop.lin, "代理 陈志明 3天")
