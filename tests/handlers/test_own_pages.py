"""Pages on which people look at what is theirs: progress, messages, deadlines, certificates, data, preferences."""

from domain.audiences import Audience
from domain.notice_text import NoticeText
from domain.roles import Role
from models.deliveries import Delivery
from models.notices import Receipt
from models.people import Person
from tests.cast import NOON
from tests.credentials.certificates import certificate
from tests.handlers.reader import counter
from usecases.broadcast_notice import broadcast_notice
from usecases.draft_notice import Wish, draft_notice

__all__ = ["counter"]


async def test_progress_shows_figures_and_pace(counter, shop):
    await shop.entry(shop.lin, status="confirmed")
    await shop.entry(shop.lin, minutes=90)
    page = await (await counter.reader(shop.lin)).open("/m/progress")
    for words in ("数控车工 → ", "已确认 5.3 学时 · 待确认 2", "5.3/320", "还差："):
        assert words in page.text


async def test_a_mentor_and_a_teacher_see_their_apprentices(counter, shop):
    for actor, names in ((shop.wang, ("林子轩", "黄雨桐")), (shop.teacher, ("林子轩",))):
        page = await (await counter.reader(actor)).open("/m/apprentices")
        assert [name for name in ("林子轩", "黄雨桐") if name in page.text] == list(names)
        assert "落后" in page.text


async def test_messages_can_be_read_and_a_notice_is_acknowledged_once(counter, shop):
    text = NoticeText("<b>停课</b>", "<script>alert(1)</script>\n周一停课")
    wish = Wish(text, Audience(Role.APPRENTICE, ""), "test:1", needs_acknowledgement=True)
    number = (await draft_notice(shop.admin, wish, now=NOON)).number
    await broadcast_notice(shop.admin, number, now=NOON)
    reader = await counter.reader(shop.lin)
    page = await reader.open("/m/inbox")
    assert "请确认已阅" in page.text
    assert "<script>alert" not in page.html
    path = f"/m/notices/{number}"
    notice = await reader.open(path)
    assert "周一停课" in notice.text
    for _ in range(2):
        answer = await reader.send(f"{path}/acknowledge", notice.token)
        assert (answer.status, answer.place) == (303, path)
    assert "确认已阅" in (await reader.open(path)).text
    assert await Receipt.filter(notice_id=number).exclude(acknowledged_at=None).count() == 1
    foreign = await counter.reader(shop.zhao)
    assert (await foreign.open(path)).status == 404
    assert (await foreign.fill("/m/me", f"{path}/acknowledge")).status == 404


async def test_a_message_that_waits_is_in_the_inbox(counter, shop):
    await Delivery.enqueue(shop.lin.person_id, "hours_returned", key="r", now=NOON, signer="王建国", role="mentor",
                           instead_of="", number=1, day="2026-11-19", minutes=240, category="practice",
                           content="<i>车床</i>", reason="时间不符")  # fmt: skip
    page = await (await counter.reader(shop.lin)).open("/m/inbox")
    assert "时间不符" in page.text
    assert "<i>" not in page.html


async def test_own_certificates_lead_to_their_public_page(counter, shop):
    row = await certificate(shop)
    page = await (await counter.reader(shop.lin)).open("/m/certificates")
    assert f'href="/v/{row.code}"' in page.html
    assert "有效" in page.text
    assert "还没有证书" in (await (await counter.reader(shop.huang)).open("/m/certificates")).text


async def test_the_daily_reminder_is_set_and_turned_off(counter, shop):
    reader = await counter.reader(shop.lin)
    await reader.fill("/m/me", "/m/me/reminders", {"at": "19:30"})
    assert "19:30 提醒" in (await reader.open("/m/me")).text
    night = await reader.fill("/m/me", "/m/me/reminders", {"at": "23:30"})
    assert night.status == 422
    assert (await reader.fill("/m/me", "/m/me/reminders", {"at": "x"})).status == 422
    await reader.fill("/m/me", "/m/me/reminders", {"off": "1", "at": "19:30"})
    assert not (await Person.get(id=shop.lin.person_id)).reminders_on


async def test_what_is_kept_is_shown_masked(counter, shop):
    phone = (await Person.get(id=shop.lin.person_id)).phone
    page = await (await counter.reader(shop.lin)).open("/m/data")
    assert "林子轩" in page.text
    assert phone not in page.html
    assert "现在没有期限" in (await (await counter.reader(shop.zhao)).open("/m/deadlines")).text
