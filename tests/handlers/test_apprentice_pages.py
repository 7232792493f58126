"""An apprentice's pages: write hours down once however often the form comes, see the month, follow an entry."""

from datetime import date, timedelta

from models.hours import ClosedWeek, Dispute, HoursEntry, Nudge
from tests.cast import NOON
from tests.conversation import say
from tests.handlers.reader import Answer, counter

__all__ = ["counter"]

FOUR_HOURS: dict[str, object] = {
    "day": "2026-11-19",
    "category": "practice",
    "amount": "4",
    "content": "车床外圆",
}


def kept(answer: Answer, *values: str) -> bool:
    return all(value in answer.html for value in values)


async def test_hours_are_written_and_the_same_form_twice_is_one_entry(counter, shop):
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/today")).token
    first = await reader.send("/m/today", token, FOUR_HOURS)
    again = await reader.send("/m/today", token, FOUR_HOURS)
    assert (first.status, first.place) == (303, "/m/today?day=2026-11-19&logged=1")
    assert again.place == first.place
    entry = await HoursEntry.get()
    assert (entry.minutes, entry.work_date, entry.category) == (240, date(2026, 11, 19), "practice")
    page = await reader.open(first.place)
    assert "已记录，编号 1" in page.text
    assert "已记 4小时，还可记 4小时" in page.text


async def test_a_form_that_comes_back_with_other_words_is_not_swallowed(counter, shop):
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/today")).token
    await reader.send("/m/today", token, FOUR_HOURS)
    answer = await reader.send("/m/today", token, {**FOUR_HOURS, "content": "铣床平面"})
    assert (answer.status, "已经交过，记成了编号 1" in answer.text) == (422, True)
    assert kept(answer, "铣床平面")
    assert (await reader.send("/m/today", answer.token, {**FOUR_HOURS, "content": "铣床平面"})).status == 303
    assert await HoursEntry.all().count() == 2


async def test_a_double_is_asked_about(counter, shop):
    reader = await counter.reader(shop.lin)
    await reader.fill("/m/today", "/m/today", FOUR_HOURS)
    answer = await reader.fill("/m/today", "/m/today", FOUR_HOURS)
    assert "刚才已经记过，编号 1" in answer.text
    assert (await reader.send("/m/today", answer.token, {**FOUR_HOURS, "again": 1})).place.endswith(
        "logged=2"
    )


async def test_times_give_the_length_and_a_break_makes_it_shorter(counter, shop):
    reader = await counter.reader(shop.lin)
    times = {**FOUR_HOURS, "starts": "08:00", "ends": "12:00"}
    await reader.fill("/m/today", "/m/today", {**times, "amount": ""})
    await reader.fill("/m/today", "/m/today", {**times, "starts": "13:00", "ends": "17:00", "amount": "3.5"})
    rows = [(row.starts, row.ends, row.minutes) for row in await HoursEntry.all().order_by("id")]
    assert rows == [(480, 720, 240), (780, 1020, 210)]


async def test_what_a_rule_refuses_is_said_on_the_same_page_with_the_words_kept(counter, shop):
    reader = await counter.reader(shop.lin)
    refused = {
        "当天最多 8小时": {"amount": "9"},
        "请填写时长": {"amount": ""},
        "请填写类别": {"category": ""},
        "没看懂时长": {"amount": "nan"},
        "没看懂日期": {"day": "x"},
        "没看懂开始时间": {"starts": "99:99", "ends": "12:00"},
        "起止时间要写全": {"starts": "08:00"},
        "这个培养方案没有": {"category": "<script>alert(1)</script>"},
    }
    for sentence, change in refused.items():
        answer = await reader.fill(
            "/m/today", "/m/today", {**FOUR_HOURS, "content": "</textarea><b>", **change}
        )
        assert answer.status == 422
        assert kept(answer, "&lt;/textarea&gt;&lt;b&gt;")
        assert "<script>alert" not in answer.html
        if not sentence.startswith("这个"):
            assert sentence in answer.text
    assert await HoursEntry.all().count() == 0


async def test_what_one_wrote_before_is_suggested(counter, shop):
    await shop.entry(shop.lin, content="数控车床对刀")
    await shop.entry(shop.huang, content="别人的内容")
    page = await (await counter.reader(shop.lin)).open("/m/today")
    assert "数控车床对刀" in page.text
    assert "别人的内容" not in page.text


async def test_the_month_shows_what_is_confirmed_waits_was_returned_and_is_missing(counter, shop):
    await shop.entry(shop.lin, work_date=date(2026, 11, 16), status="confirmed")
    await shop.entry(shop.lin, work_date=date(2026, 11, 17))
    await shop.entry(shop.lin, work_date=date(2026, 11, 18), status="returned")
    await shop.entry(shop.lin, work_date=date(2026, 11, 19), status="withdrawn")
    reader = await counter.reader(shop.lin)
    html = (await reader.open("/m/month")).html
    for words in ("16日 周一 已确认", "17日 周二 待确认", "18日 周三 退回", "19日 周四 没有记录"):
        assert f"11月{words}" in html
    assert "11月20日 周五 没有记录" not in html
    assert "11月14日 周六 没有记录" not in html
    assert 'href="/m/month?of=2026-10"' in html
    assert "of=2026-12" not in html
    assert (await reader.open("/m/month?of=2026-13")).status == 200
    assert "2026年7月" in (await reader.open("/m/month?of=2026-07")).text


async def test_an_entry_tells_its_whole_thread(counter, shop):
    await say(shop.lin, "学时 昨天 4小时 实操 车床外圆")
    await say(shop.wang, "待确认")
    await say(shop.wang, "退回 1 时间不符", now=NOON + timedelta(minutes=5))
    reader = await counter.reader(shop.lin)
    counter.now = NOON + timedelta(minutes=10)
    form = await reader.open("/m/entries/1/amend")
    assert kept(form, 'value="2026-11-19"', 'value="4"')
    shorter = {**FOUR_HOURS, "amount": "3", "revision": 1}
    sent = await reader.send("/m/entries/1/amend", form.token, shorter)
    again = await reader.send("/m/entries/1/amend", form.token, shorter)
    assert (sent.status, again.place) == (303, sent.place)
    page = await reader.open(sent.place)
    for words in ("王建国 退回", "原因：时间不符", "时长 4小时 → 3小时", "等待", "王师傅", "已经改好"):
        assert words in page.text
    same = await reader.send("/m/entries/1/amend", form.token, {**shorter, "revision": 2})
    assert same.status == 422


async def test_an_entry_is_withdrawn_pressed_and_disputed(counter, shop):
    old = NOON - timedelta(days=12)
    entry = await shop.entry(shop.lin, entered_at=old, waiting_since=old)
    reader = await counter.reader(shop.lin)
    path = f"/m/entries/{entry.number}"
    token = (await reader.open(path)).token
    assert (await reader.send(f"{path}/press", token)).status == 303
    again = await reader.send(f"{path}/press", token)
    after = await reader.open(again.place)
    assert ("今天已经催过了" in after.text, "今天 12:00 已经催办" in after.text) == (True, True)
    assert ('role="alert"' in after.html, ">催办<" in after.html) == (False, False)
    assert (await reader.send(f"{path}/dispute", token, {"why": ""})).status == 422
    assert (await reader.send(f"{path}/dispute", token, {"why": "当天在岗"})).status == 303
    same = await reader.send(f"{path}/dispute", token, {"why": "当天在岗"})
    other = await reader.send(f"{path}/dispute", token, {"why": "别的原因"})
    assert "申诉已经交给管理员" in (await reader.open(same.place)).text
    after = await reader.open(other.place)
    assert ("这次写的没有另外记下" in after.text, "提交申诉" in after.text) == (True, False)
    assert (await Nudge.all().count(), (await Dispute.get()).reason) == (1, "当天在岗")
    assert (await reader.send(f"{path}/withdraw", token)).status == 303
    assert (await reader.send(f"{path}/withdraw", token)).status == 303
    assert str((await HoursEntry.get()).status) == "withdrawn"
    assert "林子轩 撤回" in (await reader.open(path)).text


async def test_a_draft_is_sent_after_the_next_sign_in_and_makes_one_entry(counter, shop):
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/today")).token
    await reader.send("/m/today", token, FOUR_HOURS)
    counter.now = NOON + timedelta(hours=13)
    over = await reader.send("/m/today", token, FOUR_HOURS)
    assert (over.status, "没有提交" in over.text) == (403, True)
    await reader.sign_in(shop.lin)
    assert (await reader.send("/m/today", token, FOUR_HOURS)).place.endswith("logged=1")
    assert await HoursEntry.all().count() == 1


async def test_a_week_without_training_is_said_once_and_not_of_one_with_hours(counter, shop):
    await shop.entry(shop.lin, work_date=date(2026, 11, 12))
    reader = await counter.reader(shop.lin)
    page = await reader.open("/m/week")
    assert "这一周已记 4小时" in page.text
    for _ in range(2):
        answer = await reader.send("/m/week", page.token, {"ago": "0", "why": "<b>停产</b>"})
        assert (answer.status, answer.place) == (303, "/m/week?said=closed")
    assert (await ClosedWeek.get()).monday == date(2026, 11, 16)
    after = await reader.open("/m/week")
    assert "已登记无训练：<b>停产</b>" in after.text
    assert "<b>停产" not in after.html
    assert (await reader.fill("/m/me", "/m/week", {"ago": "1", "why": "停产"})).status == 422
    assert (await reader.fill("/m/me", "/m/week", {"ago": "9", "why": "停产"})).status == 422
    assert (await reader.fill("/m/me", "/m/week", {"ago": "0", "why": ""})).status == 422
