"""A mentor's pages: see what waits, confirm it as it was seen, take it back at once, send it back with a reason."""

import re
from datetime import date, timedelta

from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import Confirmation, HoursEntry, Nudge
from tests.cast import NOON, TODAY
from tests.conversation import say
from tests.handlers.reader import counter

__all__ = ["counter"]


def seen(entry: HoursEntry) -> str:
    return f"{entry.id}:{entry.revision}"


def proof(html: str) -> str:
    field = re.search(r'name="proof" value="([^"]+)"', html)
    assert field
    return field[1]


def done(html: str) -> dict[str, object]:
    field = re.search(r'name="done" value="([^"]+)"', html)
    assert field
    return {"done": field[1]}


async def status(entry: HoursEntry) -> tuple[str, int]:
    row = await HoursEntry.get(id=entry.id)
    return str(row.status), row.revision


async def test_the_queue_is_grouped_by_apprentice_the_longest_wait_first(counter, shop):
    await shop.entry(shop.huang, content="识图", entered_at=NOON - timedelta(days=2))
    await shop.entry(shop.lin, content="<b>车床外圆</b>", entered_at=NOON - timedelta(days=3))
    await shop.entry(shop.lin, minutes=480, flags="long", entered_at=NOON)
    page = await (await counter.reader(shop.wang)).open("/m/queue")
    assert "共 3 条，最早已等 3 天" in page.text
    assert page.text.index("林子轩 · 2 条") < page.text.index("黄雨桐 · 1 条")
    assert "连续超过6小时无休息" in page.text
    assert "<b>车床外圆" not in page.html
    assert page.html.count('name="only"') == 2


async def test_what_an_apprentice_pressed_for_comes_first(counter, shop):
    await shop.entry(shop.huang, entered_at=NOON - timedelta(days=5))
    pressed = await shop.entry(shop.lin, entered_at=NOON - timedelta(days=4))
    amended = await shop.entry(shop.huang, entered_at=NOON - timedelta(days=1))
    for entry, day in ((pressed, TODAY - timedelta(days=1)), (amended, TODAY - timedelta(days=2))):
        await Nudge.create(entry_id=entry.id, day=day)
    page = await (await counter.reader(shop.wang)).open("/m/queue")
    assert page.text.index("林子轩 · 1 条") < page.text.index("黄雨桐 · 2 条")
    assert page.text.count("催办") == 1
    assert "催办 · 已等 4 天" in page.text


async def test_those_ticked_together_are_one_batch(counter, shop):
    entries = [await shop.entry(shop.lin, work_date=date(2026, 11, day)) for day in (16, 17)]
    alone = await shop.entry(shop.huang)
    reader = await counter.reader(shop.wang)
    await reader.fill("/m/queue", "/m/queue/confirm", {"seen": [seen(one) for one in entries]})
    await reader.fill("/m/queue", "/m/queue/confirm", {"only": seen(alone)})
    batches = {row.entry_id: row.batch for row in await Confirmation.all()}
    assert batches[entries[0].id] == batches[entries[1].id] != batches[alone.id]
    told = await AuditEntry.get(event="hours.confirmed", subject=f"hours_entry:{entries[0].id}")
    assert told.after["batch"] == batches[entries[0].id]


async def test_one_tap_confirms_and_the_same_form_twice_is_once(counter, shop):
    entry = await shop.entry(shop.lin)
    reader = await counter.reader(shop.wang)
    token = (await reader.open("/m/queue")).token
    first = await reader.send("/m/queue/confirm", token, {"only": seen(entry), "seen": seen(entry)})
    again = await reader.send("/m/queue/confirm", token, {"only": seen(entry)})
    assert (first.status, first.place, await status(entry)) == (303, again.place, ("confirmed", 1))
    assert "已确认 1 条" in (await reader.open(first.place)).text
    assert await Confirmation.all().count() == 1
    told = await Delivery.get(kind="hours_confirmed")
    assert told.due_at == NOON + timedelta(seconds=15)


async def test_several_are_ticked_and_a_flagged_one_is_not_among_them(counter, shop):
    entries = [await shop.entry(shop.lin, work_date=date(2026, 11, day)) for day in (16, 17)]
    flagged = await shop.entry(shop.lin, flags="late")
    reader = await counter.reader(shop.wang)
    answer = await reader.fill(
        "/m/queue", "/m/queue/confirm", {"seen": [seen(one) for one in (*entries, flagged)]}
    )
    assert "已确认 2 条。" in answer.text
    assert "有 ⚑，请先打开看。" in answer.text
    assert await status(flagged) == ("submitted", 1)


async def test_what_was_amended_meanwhile_is_not_confirmed(counter, shop):
    await say(shop.lin, "学时 昨天 4小时 实操 车床外圆")
    entry = await HoursEntry.get()
    reader = await counter.reader(shop.wang)
    page = await reader.open(f"/m/queue/{entry.id}")
    await say(shop.lin, "改 1 3小时")
    answer = await reader.send("/m/queue/confirm", page.token, {"only": seen(entry)})
    assert "刚被学徒改过" in answer.text
    answer = await reader.send(f"/m/queue/{entry.id}/confirm", page.token, {"proof": proof(page.html)})
    assert "时长 4小时 → 3小时" in answer.text
    assert await status(entry) == ("submitted", 2)
    sent = await reader.send(f"/m/queue/{entry.id}/confirm", answer.token, {"proof": proof(answer.html)})
    assert (sent.status, await status(entry)) == (303, ("confirmed", 2))


async def test_a_flagged_one_is_confirmed_on_its_own_page_alone(counter, shop):
    entry = await shop.entry(shop.lin, flags="late", late_reason="上周出差")
    other = await shop.entry(shop.lin, flags="late")
    reader = await counter.reader(shop.wang)
    page = await reader.open(f"/m/queue/{entry.id}")
    assert "补记超过7天" in page.text
    assert "上周出差" in page.text
    stolen = await reader.send(f"/m/queue/{other.id}/confirm", page.token, {"proof": proof(page.html)})
    assert (stolen.status, await status(other)) == (404, ("submitted", 1))
    sent = await reader.send(f"/m/queue/{entry.id}/confirm", page.token, {"proof": proof(page.html)})
    assert (sent.status, await status(entry)) == (303, ("confirmed", 1))
    after = await reader.open(sent.place)
    assert re.search(f'href="/m/queue/{other.id}">打开下一条要细看的：林子轩', after.html)
    assert "下一条" not in (await reader.open("/m/queue")).text


async def test_a_return_needs_a_reason_canned_or_in_own_words(counter, shop):
    entry = await shop.entry(shop.lin)
    reader = await counter.reader(shop.wang)
    path = f"/m/queue/{entry.id}"
    page = await reader.open(path)
    fields: dict[str, object] = {"proof": proof(page.html)}
    refused = await reader.send(f"{path}/return", page.token, fields)
    assert (refused.status, "请写明原因" in refused.text) == (422, True)
    long = await reader.send(f"{path}/return", page.token, {**fields, "words": "长" * 201})
    assert (long.status, "长" * 201 in long.html) == (422, True)
    sent = await reader.send(
        f"{path}/return", page.token, {**fields, "reason": "时间不符", "words": "少了图纸编号"}
    )
    assert "已退回 1 条" in (await reader.open(sent.place)).text
    assert ((await Confirmation.get()).reason, await status(entry)) == ("少了图纸编号", ("returned", 1))


async def test_entries_of_others_are_not_told_apart_from_none(counter, shop):
    entry = await shop.entry(shop.lin)
    zhao = await counter.reader(shop.zhao)
    assert (await zhao.open(f"/m/queue/{entry.id}")).status == 404
    assert (await zhao.open("/m/queue/999999")).status == 404
    answer = await zhao.fill("/m/queue/../me", "/m/queue/confirm", {"only": seen(entry)})
    assert (answer.status, await status(entry)) == (404, ("submitted", 1))
    junk = await zhao.fill("/m/me", "/m/queue/confirm", {"only": ["x", "1", "1:x", "9" * 40, "-1:1"]})
    assert junk.place == "/m/queue"


async def test_a_full_page_with_its_stylesheet_and_script_is_small(counter, shop):
    for day in range(1, 25):
        await shop.entry(shop.lin, work_date=date(2026, 10, day), content="数控车床加工阶梯轴并检验" * 20)
    reader = await counter.reader(shop.wang)
    page = await reader.open("/m/queue")
    assert page.html.count('name="only"') == 20
    assert "还有 4 条" in page.text
    whole = [
        page.html,
        *[(await reader.open(path)).html for path in re.findall(r'"(/m/static/[^"]+)"', page.html)],
    ]
    assert len(whole) == 2
    assert sum(len(part.encode()) for part in whole) < 60_000
    assert (await reader.open("/m/queue?page=2")).html.count('name="only"') == 4
