"""Deliveries go through the real client to the sandbox, and its answers become outcomes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.client import Client
from bot.errcodes import answer
from bot.sender import Sender
from bot.template_fields import read_template
from domain.clock import local
from domain.deliveries import Barred, Busy, Channel, Closed, DeliveryState, Never, Sent
from models.deliveries import Delivery
from sandbox import Phone, Sandbox
from tests.bot.platform import platform
from tests.cast import APP, NOON, contact
from tests.outbox import LIMITS, Clock, enqueue, wrote
from usecases.deliver_due import Post, deliver_due

ENDED = {"mentor": "王建国", "day": "2026-11-20"}
TEMPLATES = {"reminder": "SANDBOX_reminder"}


@dataclass
class Office:
    """陈师傅's phone, the platform, and a sender before it."""

    sandbox: Sandbox
    client: Client
    clock: Clock
    phone: Phone
    post: Post

    async def round(self) -> dict[str, int]:
        tally = await deliver_due(self.post, clock=self.clock)
        return {str(state): count for state, count in tally.items()}

    def calls(self, part: str) -> int:
        return sum(part in call.path for call in self.sandbox.calls)


@asynccontextmanager
async def office(shop, templates=TEMPLATES) -> AsyncIterator[Office]:
    openid = (await contact(shop.chen)).openid
    async with platform() as (sandbox, client, clock):
        phone = sandbox.phone(openid)
        sender = Sender(client, templates, clock)
        yield Office(sandbox, client, clock, phone, Post(APP, LIMITS, sender.send))


async def wrote_just_now(shop, office: Office) -> None:
    await wrote(shop.chen, at=office.clock.now)
    office.phone.windows.after_message(office.sandbox.clock())


async def test_within_the_window_the_words_arrive_as_a_message(shop):
    await enqueue(shop.chen, **ENDED)
    async with office(shop) as there:
        await wrote_just_now(shop, there)
        assert await there.round() == {"sent": 1}
        assert there.phone.bubbles[-1].text.startswith("王建国已结束代理")


async def test_outside_it_they_arrive_as_a_template_with_its_number(shop):
    await enqueue(shop.chen, **ENDED)
    async with office(shop) as there:
        assert await there.round() == {"sent": 1}
        row = await Delivery.get()
        assert row.channel == "template"
        assert int(row.platform_id) > 2**53
        assert "代王师傅确认学时" in there.phone.bubbles[-1].text


async def test_without_a_template_they_stand_in_the_inbox(shop):
    await enqueue(shop.chen, **ENDED)
    async with office(shop, {}) as there:
        assert await there.round() == {"sent": 1}
        assert (await Delivery.get()).channel == "inbox"
        assert there.calls("/message/") == 0


async def test_when_the_platform_counts_otherwise_the_template_goes(shop):
    await enqueue(shop.chen, **ENDED)
    async with office(shop) as there:
        await wrote(shop.chen, at=there.clock.now)  # but the platform knows nothing of it: 45015
        assert await there.round() == {"sent": 1}
        assert (await Delivery.get()).channel == "template"


async def test_a_template_whose_answer_was_lost_arrives_once(shop):
    await enqueue(shop.chen, **ENDED)
    async with office(shop) as there:
        there.sandbox.faults.add("lost", "/cgi-bin/message/template/send", times=1)
        assert await there.round() == {"waiting": 1}
        there.clock.turn(minutes=1)
        assert await there.round() == {"sent": 1}
        assert len(there.phone.bubbles) == 1


async def test_a_message_whose_answer_was_lost_is_not_repeated(shop):
    await enqueue(shop.chen, **ENDED)
    async with office(shop) as there:
        await wrote_just_now(shop, there)
        there.sandbox.faults.add("lost", "/cgi-bin/message/custom/send", times=1)
        assert await there.round() == {"sent": 1}
        there.clock.turn(hours=2)
        assert await there.round() == {}
        assert len(there.phone.bubbles) == 1
        assert (await Delivery.get()).outcome.startswith("unknown")


async def test_a_busy_platform_gets_it_later(shop):
    await enqueue(shop.chen, **ENDED)
    async with office(shop) as there:
        there.sandbox.faults.errcode(-1, times=1)
        assert await there.round() == {"waiting": 1}
        there.clock.turn(minutes=1)
        assert await there.round() == {"sent": 1}


async def test_an_exhausted_quota_stops_a_channel_and_not_the_other(shop):
    for _ in range(6):
        await enqueue(shop.chen, **ENDED)
    async with office(shop) as there:
        await wrote_just_now(shop, there)
        there.sandbox.faults.errcode(45009, "/cgi-bin/message/template/send")
        # Five go as customer messages; the sixth waits for tomorrow's quota.
        assert await there.round() == {"sent": 5, "waiting": 1}
        row = await Delivery.get(state=DeliveryState.WAITING)
        assert local(row.due_at).day == local(NOON).day + 1
        await enqueue(shop.chen, **ENDED)
        await there.round()
        assert there.calls("/template/send") == 1


async def test_a_wrong_setting_stops_everything_for_an_hour(shop):
    await enqueue(shop.chen, **ENDED)
    async with office(shop) as there:
        there.sandbox.faults.errcode(40164)
        assert await there.round() == {"waiting": 1}
        assert (await Delivery.get()).due_at == NOON + timedelta(hours=1)
        there.sandbox.faults.clear()
        there.clock.turn(hours=1)
        assert await there.round() == {"sent": 1}


async def test_who_blocks_the_account_does_not_stop_the_others(shop):
    await enqueue(shop.chen, **ENDED)
    await enqueue(shop.wang, **ENDED)
    async with office(shop) as there:
        there.sandbox.phone((await contact(shop.wang)).openid)
        there.phone.follows = False
        assert await there.round() == {"sent": 2}
        assert sorted(await Delivery.all().values_list("channel", flat=True)) == ["inbox", "template"]


async def test_a_kind_without_words_fails_alone(shop):
    await enqueue(shop.chen, "unheard_of")
    await enqueue(shop.chen, **ENDED)
    async with office(shop) as there:
        assert await there.round() == {"waiting": 1, "sent": 1}


@pytest.mark.parametrize(
    ("code", "kind"),
    [(-1, Busy), (45011, Busy), (43004, Barred), (45047, Barred), (40037, Barred), (45009, Closed), (40125, Closed),
     (40001, Closed), (47003, Never), (45002, Never), (65413, Never), (99999, Busy), (40241, Busy)],
)  # fmt: skip
def test_every_code_asks_for_something(code, kind):
    assert isinstance(answer(code, "", Channel.TEMPLATE, again=False, now=NOON), kind)


def test_a_double_that_we_made_ourselves_has_arrived():
    assert isinstance(answer(40241, "", Channel.TEMPLATE, again=True, now=NOON), Sent)


def test_a_template_may_name_its_fields_otherwise():
    template = read_template("abc thing1=thing8 date2=time12")
    assert template.id == "abc"
    assert template.named({"thing1": "学时", "date2": "2026年11月20日", "thing3": "看"}) == {
        "thing8": "学时",
        "time12": "2026年11月20日 00:00",
        "thing3": "看",
    }
