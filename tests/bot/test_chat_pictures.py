"""A picture behind an answer: through the real client to the sandbox, within the window, once, or not at all."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from PIL import Image

from bot.sender import Sender
from domain.roles import Actor, Door
from models.deliveries import Delivery
from sandbox import Phone, Sandbox
from tests.bot.platform import platform
from tests.cast import APP, NOON, contact
from tests.certified import TRAINING, decided
from tests.conversation import say
from tests.outbox import LIMITS, Clock, enqueue, wrote
from usecases.chat_pictures import Shows, send_picture
from usecases.deliver_due import Post, deliver_due
from usecases.inbox import open_inbox
from usecases.issue_certificate import issue_certificate
from usecases.suspend_certificates import suspend_certificate

UPLOAD = "/cgi-bin/media/upload"


@dataclass
class Office:
    """林子轩's phone, the platform, and a sender before it."""

    lin: Actor
    sandbox: Sandbox
    clock: Clock
    phone: Phone
    post: Post

    async def ask(self, shows: Shows, ref: str = "1", **facts: object) -> None:
        await send_picture(self.lin.person_id, shows, ref=ref, now=self.clock.now, **facts)

    async def ask_progress(self, ref: str = "1") -> None:
        await self.ask(Shows.PROGRESS, ref, person=self.lin.person_id)

    async def write(self) -> None:
        await wrote(self.lin, at=self.clock.now)
        self.phone.windows.after_message(self.sandbox.clock())

    async def round(self, **later: float) -> dict[str, int]:
        self.clock.turn(**later or {"seconds": 1})
        tally = await deliver_due(self.post, clock=self.clock)
        return {str(state): count for state, count in tally.items()}

    @property
    def pictures(self) -> list[bytes]:
        """Those on the screen of the phone."""
        shown = [
            self.sandbox.media.get(one.extra["media_id"]) for one in self.phone.bubbles if one.kind == "image"
        ]
        return [media.data for media in shown if media]

    @property
    def uploads(self) -> int:
        return sum(call.path == UPLOAD for call in self.sandbox.calls)


@asynccontextmanager
async def office(shop) -> AsyncIterator[Office]:
    openid = (await contact(shop.lin)).openid
    async with platform() as (sandbox, client, clock):
        sender = Sender(client, {"reminder": "SANDBOX_reminder"}, clock)
        yield Office(shop.lin, sandbox, clock, sandbox.phone(openid), Post(APP, LIMITS, sender.send))


def width(picture: bytes) -> int:
    with Image.open(io.BytesIO(picture)) as image:
        return image.size[0]


async def test_the_card_arrives_as_a_picture_behind_the_answer(shop):
    async with office(shop) as there:
        await there.write()
        await there.ask_progress()
        assert await there.round(seconds=0.5) == {}
        assert await there.round() == {"sent": 1}
        assert [width(picture) for picture in there.pictures] == [1080]


async def test_the_same_message_told_twice_asks_once(shop):
    async with office(shop) as there:
        await there.write()
        await there.ask_progress()
        await there.ask_progress()
        assert await there.round() == {"sent": 1}


async def test_the_same_card_again_is_not_drawn_again(shop):
    async with office(shop) as there:
        await there.write()
        await there.ask_progress("1")
        await there.round()
        await there.ask_progress("2")
        assert await there.round(minutes=2) == {"sent": 1}
        assert (len(there.pictures), there.uploads) == (2, 1)


async def test_what_the_platform_has_lost_is_uploaded_anew(shop):
    async with office(shop) as there:
        await there.write()
        await there.ask_progress("1")
        await there.round()
        there.sandbox.media.items.clear()
        await there.ask_progress("2")
        assert await there.round() == {"waiting": 1}
        assert await there.round(minutes=1) == {"sent": 1}
        assert there.uploads == 2


async def test_without_a_window_nothing_is_left_of_it(shop):
    async with office(shop) as there:
        await there.ask_progress()
        assert await there.round() == {"expired": 1}
        assert there.phone.bubbles == []
        assert (await open_inbox(shop.lin, now=NOON)).items == ()


async def test_it_is_asked_for_at_night_and_comes_at_night(shop):
    async with office(shop) as there:
        there.clock.turn(hours=11)
        await there.write()
        await there.ask_progress()
        assert await there.round() == {"sent": 1}


async def test_it_is_not_shown_in_the_inbox(shop):
    async with office(shop) as there:
        await there.write()
        await there.ask_progress()
        assert (await open_inbox(shop.lin, now=NOON)).items == ()
        await there.round()
        assert (await open_inbox(shop.lin, now=NOON)).items == ()


async def test_a_spent_quota_of_uploads_stops_pictures_alone(shop):
    async with office(shop) as there:
        await there.write()
        there.sandbox.quota.exhaust(UPLOAD)
        await there.ask_progress()
        assert await there.round() == {"expired": 1}
        await enqueue(shop.lin, mentor="王建国", day="2026-11-20")
        assert await there.round() == {"sent": 1}
        assert (await Delivery.get(kind="deputy_ended")).channel == "customer"


@pytest.mark.parametrize("code", [45009, 48001])
async def test_where_its_channel_is_closed_it_is_not_kept_for_tomorrow(shop, code):
    async with office(shop) as there:
        await there.write()
        there.sandbox.faults.errcode(code, "/cgi-bin/message/custom/send")
        await there.ask_progress()
        assert await there.round() == {"expired": 1}


async def test_a_busy_platform_is_tried_again_for_some_minutes(shop):
    async with office(shop) as there:
        await there.write()
        there.sandbox.faults.errcode(-1, UPLOAD, times=1)
        await there.ask_progress()
        assert await there.round() == {"waiting": 1}
        assert await there.round(minutes=1) == {"sent": 1}


async def test_one_whose_answer_was_lost_is_not_sent_twice(shop):
    async with office(shop) as there:
        await there.write()
        there.sandbox.faults.add("lost", "/cgi-bin/message/custom/send", times=1)
        await there.ask_progress()
        assert await there.round() == {"sent": 1}
        assert await there.round(minutes=1) == {}
        assert len(there.pictures) == 1


async def test_an_upload_whose_answer_was_lost_is_made_again(shop):
    async with office(shop) as there:
        await there.write()
        there.sandbox.faults.add("lost", UPLOAD, times=1)
        await there.ask_progress()
        assert await there.round() == {"waiting": 1}
        assert await there.round(minutes=1) == {"sent": 1}
        assert len(there.pictures) == 1


async def test_a_certificate_arrives_as_its_picture(shop):
    made = (
        await issue_certificate(Door.COMMAND_LINE, await decided(shop, shop.lin), TRAINING, now=NOON)
    ).document
    async with office(shop) as there:
        await there.write()
        await Delivery.all().delete()
        await there.ask(Shows.CERTIFICATE, code=made.code)
        assert await there.round() == {"sent": 1}
        assert width(there.pictures[0]) > 1080


async def test_one_that_holds_no_more_is_not_shown(shop):
    made = (
        await issue_certificate(Door.COMMAND_LINE, await decided(shop, shop.lin), TRAINING, now=NOON)
    ).document
    await suspend_certificate(Door.COMMAND_LINE, made.number, "学时有疑问", now=NOON)
    async with office(shop) as there:
        await there.write()
        await Delivery.all().delete()
        await there.ask(Shows.CERTIFICATE, code=made.code)
        assert await there.round() == {"cancelled": 1}
        assert there.pictures == []


async def test_the_word_for_it_answers_in_words_and_brings_the_picture(shop):
    said = await say(shop.lin, "进度图", key="asked")
    assert await say(shop.lin, "进度") == f"{said}\n\n看图：进度图"
    await say(shop.lin, "进度图", key="asked")
    async with office(shop) as there:
        await there.write()
        assert await there.round() == {"sent": 1}
        assert len(there.pictures) == 1


async def test_a_person_who_left_gets_none(shop):
    async with office(shop) as there:
        await there.write()
        await there.ask(Shows.PROGRESS, person=shop.admin.person_id)
        assert await there.round() == {"cancelled": 1}
