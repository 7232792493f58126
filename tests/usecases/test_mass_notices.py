"""A notice goes to its followers by tag with one call; who is left out gets it alone."""

from datetime import timedelta
from typing import Any

from domain.audit import Event
from domain.mass_sends import TAG_KEPT
from domain.notices import NoticeState
from models.audit import AuditEntry
from models.deliveries import ChannelBar, Delivery
from models.mass_sends import MassSend
from models.notices import Notice
from models.people import Identity
from tests.cast import APP, NOON, contact
from tests.mass_office import office, states
from tests.notices import send, wish
from usecases.broadcast_notice import broadcast_notice
from usecases.draft_notice import draft_notice
from usecases.finish_notices import finish_notices
from usecases.notice_report import notice_report
from usecases.pause_notice import pause_notice, resume_notice
from usecases.record_mass_receipt import JobFinished, record_mass_receipt
from usecases.schedule_draft import send_draft_by_mass
from usecases.ways import Ways, use

__all__ = ["office"]


async def test_all_followers_get_one_bubble_by_one_call(office):
    number = await office.mass()
    assert await office.deliver() == {}
    await office.advance()
    assert (office.calls(), office.bubbles("mass")) == (1, 7)
    assert await states(number) == {"sent mass": 7}
    assert await office.deliver() == {}
    assert office.bubbles("mass", "custom", "template") == 7
    await finish_notices(now=office.clock())
    assert (await Notice.get(id=number)).state is NoticeState.SENT
    assert await AuditEntry.filter(event=str(Event.NOTICE_MASS_SENT)).count() == 1


async def test_the_tag_goes_once_the_platform_has_told_its_sums(office):
    number = await office.mass()
    await office.advance()
    assert len(office.box.tags.names) == 1
    row = await MassSend.get(notice_id=number)
    await record_mass_receipt(JobFinished(row.msg_id, "send success", 7, 6, 5, 1), now=office.clock())
    await office.advance()
    assert office.box.tags.names == {}
    found = (await notice_report(office.shop.admin, number)).mass
    assert (found.people, found.kept, found.sent, found.errors) == (7, 6, 5, 1)


async def test_the_tag_goes_after_a_day_where_the_platform_tells_nothing(office):
    await office.mass()
    await office.advance()
    office.clock.turn(days=1, seconds=1)
    assert timedelta(days=1) == TAG_KEPT
    await office.advance()
    assert office.box.tags.names == {}
    assert str((await MassSend.get()).state) == "done"


async def test_a_tag_too_large_to_be_deleted_is_emptied_first(office):
    await office.mass()
    await office.advance()
    office.box.tags.deletable = 3
    office.clock.turn(days=1, seconds=1)
    await office.advance()
    assert office.box.tags.names == {}
    assert office.calls("/cgi-bin/tags/members/batchuntagging") == 1


async def test_who_does_not_follow_or_had_four_this_month_is_left_out_and_gets_it_alone(office):
    shop = office.shop
    gone = await contact(shop.huang)
    await Identity.filter(id=gone.identity_id).update(follows=False)
    office.box.phone(gone.openid).follows = False
    await Identity.filter(id=(await contact(shop.zhao)).identity_id).delete()
    barred = await contact(shop.chen)
    await ChannelBar.create(identity_id=barred.identity_id, channel="mass", since=NOON)
    for number in range(4):
        await _had_one(shop.lin, await send(shop.admin, ref=f"before:{number}"))
    number = await office.mass()
    ways = (await draft_notice(shop.admin, wish(None, ref="message:2", by_mass=True), now=NOON)).ways
    await office.advance()
    assert await states(number) == {"sent mass": 3, "waiting": 4}
    assert ways["mass"] == 3
    await office.deliver()
    assert await states(number) == {"sent mass": 3, "sent template": 2, "sent inbox": 1, "refused": 1}


async def _had_one(person: Any, number: int) -> None:
    await Delivery.filter(notice_id=number).update(state="cancelled")
    await Delivery.filter(notice_id=number, person_id=person.person_id).update(
        state="sent", channel="mass", ended_at=NOON - timedelta(days=2)
    )
    await Notice.filter(id=number).update(state="sent")


async def test_one_whom_the_platform_refuses_the_tag_holds_up_nobody_else(office):
    stranger = (await contact(office.shop.lin)).openid
    del office.box.phones[stranger]
    number = await office.mass()
    await office.advance()
    assert await states(number) == {"sent mass": 6, "waiting": 1}


async def test_a_paused_notice_is_not_called_until_it_goes_on(office):
    number = await office.mass()
    await pause_notice(office.shop.admin, number, now=NOON)
    assert await office.advance() == 0
    await resume_notice(office.shop.admin, number, now=NOON)
    await office.advance()
    assert office.bubbles("mass") == 7


async def test_nothing_is_tagged_or_called_at_night_unless_it_is_urgent(office):
    office.clock.turn(hours=11)
    await office.mass()
    await office.advance()
    assert (office.calls(), office.box.tags.names) == (0, {})
    await office.mass(ref="message:2", urgent=True)
    await office.advance()
    assert office.calls() == 1
    office.clock.turn(hours=10)
    await office.advance()
    assert office.calls() == 2


async def test_a_large_audience_is_proposed_for_it_and_can_be_changed_before_it_goes(office):
    use(Ways(APP, mass_from=7))
    try:
        draft = await draft_notice(office.shop.admin, wish(None), now=NOON)
        assert (draft.proposes_mass, draft.ways["mass"]) == (True, 0)
        await send_draft_by_mass(office.shop.admin, draft.number, now=NOON)
        await broadcast_notice(office.shop.admin, draft.number, now=NOON)
        again = await draft_notice(office.shop.admin, wish(None, ref="message:2", by_mass=True), now=NOON)
        assert not again.proposes_mass
    finally:
        use(Ways())
    await office.advance()
    assert office.bubbles("mass") == 7


async def test_a_draft_told_again_without_it_goes_to_each_alone(office):
    await draft_notice(office.shop.admin, wish(None, by_mass=True), now=NOON)
    await send(office.shop.admin, None)
    assert await MassSend.all().count() == 0
    assert await office.deliver() == {"sent": 7}
