"""Pages on which people look at what is theirs: progress, messages, deadlines, certificates, data, preferences."""

import io
from datetime import date, timedelta

from openpyxl import load_workbook

from domain.audiences import Audience
from domain.invitations import PRIVACY_VERSION
from domain.notice_text import NoticeText
from domain.roles import Role
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.notices import Receipt
from models.people import Identity, Person
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


async def test_an_address_without_a_page_leads_back(counter, shop):
    reader = await counter.reader(shop.lin)
    for path in ("/m/nothing", "/m", "/m/entries/one", "/m/queue/1/confirm"):
        page = await reader.open(path)
        assert (page.status, "没有这一页" in page.text) == (404, True)
        assert 'href="/m/"' in page.html


async def test_the_bare_address_tells_where_the_doors_are(counter):
    page = await (await counter.reader()).open("/")
    assert page.status == 200
    assert "扫证书上的二维码" in page.text


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


async def test_reminders_are_paused_and_come_again(counter, shop):
    reader = await counter.reader(shop.lin)
    await reader.fill("/m/me", "/m/me/pause", {"days": "3"})
    assert "暂停到 11月23日" in (await reader.open("/m/me")).text
    assert (await reader.fill("/m/me", "/m/me/pause", {"days": "61"})).status == 422
    assert (await reader.fill("/m/me", "/m/me/pause", {"days": "x"})).status == 422
    await reader.fill("/m/me", "/m/me/pause")
    assert "18:00 提醒" in (await reader.open("/m/me")).text


async def test_larger_type_is_there_on_the_other_phone_too(counter, shop):
    await (await counter.reader(shop.lin)).fill("/m/me", "/m/me/care", {"care": "1"})
    other = await counter.reader(shop.lin)
    assert 'class="care"' in (await other.open("/m/today")).html
    await other.fill("/m/me", "/m/me/care")
    assert 'class="care"' not in (await other.open("/m/today")).html
    kept = await AuditEntry.filter(event="preference.changed").order_by("id")
    assert [entry.after for entry in kept] == [{"larger_type": True}, {"larger_type": False}]


async def test_a_new_privacy_text_is_agreed_to_once(counter, shop):
    reader = await counter.reader(shop.lin)
    await Identity.filter(person_id=shop.lin.person_id).update(
        consented_version="2025-01", consented_at=NOON - timedelta(days=300)
    )
    assert "有新版" in (await reader.open("/m/data")).text
    page = await reader.open("/m/privacy")
    assert "您同意过 2025-01 版" in page.text
    for _ in range(2):
        assert (await reader.send("/m/privacy/consent", page.token)).status == 303
    row = await Identity.get(person_id=shop.lin.person_id)
    assert (row.consented_version, row.consented_at) == (PRIVACY_VERSION, NOON)
    assert await AuditEntry.filter(event="privacy.consented").count() == 1
    assert "同意这一版" in (await reader.open("/m/privacy")).text


async def test_a_child_needs_the_guardian(counter, shop):
    reader = await counter.reader(shop.lin)
    await Person.filter(id=shop.lin.person_id).update(born_on=date(2014, 1, 1))
    assert "要由监护人同意" in (await reader.open("/m/privacy")).text
    answer = await reader.fill("/m/me", "/m/privacy/consent")
    assert (answer.status, "监护人" in answer.text) == (422, True)
    assert (await Identity.get(person_id=shop.lin.person_id)).consented_version is None
    await Person.filter(id=shop.lin.person_id).update(guardian="林大山", guardian_consented_at=NOON)
    assert "监护人 林大山 已书面同意" in (await reader.open("/m/privacy")).text


async def test_all_of_the_own_data_comes_as_a_workbook_but_not_all_the_time(counter, shop):
    await shop.entry(shop.lin, content="=SUM(A1)")
    await shop.entry(shop.huang, content="别人的内容")
    reader = await counter.reader(shop.lin)
    token = (await reader.open("/m/data")).token
    book = load_workbook(io.BytesIO(await reader.take("/m/data/export", token)))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert (await Person.get(id=shop.lin.person_id)).phone in cells
    assert "=SUM(A1)" in cells
    assert "别人的内容" not in cells
    assert await AuditEntry.filter(event="person.exported", actor_id=shop.lin.person_id).count() == 1
    for _ in range(2):
        await reader.take("/m/data/export", token)
    assert (await reader.send("/m/data/export", token)).status == 429


async def test_the_ladder_names_every_condition_with_its_clause(counter, shop):
    page = await (await counter.reader(shop.lin)).open("/m/progress")
    for words in ("学徒工", "首席技师", "目标：数控车工 中级工", "还差：", "依据：粤人社规〔2022〕26号"):
        assert words in page.text, words


async def test_messages_lead_to_their_page_in_words_of_pages(counter, shop):
    await shop.entry(shop.lin)
    await Delivery.enqueue(
        shop.wang.person_id, "mentor_digest", key="d", now=NOON, total=3, waited=2, day="2026-11-20"
    )
    page = await (await counter.reader(shop.wang)).open("/m/inbox")
    assert "打开“待确认”查看并确认" in page.text
    assert 'href="/m/queue"' in page.html
    assert "回“" not in page.text
