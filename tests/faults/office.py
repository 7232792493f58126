"""The engine with its real client before a bad platform, and somebody who can be reached in one way."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp

from bot.client import Client
from bot.sender import Sender
from bot.subscriptions import of_account, of_mini_program
from bot.template_fields import read_templates
from domain.deliveries import Channel
from models.deliveries import Consent, Delivery
from models.people import Identity
from models.statement import as_instant
from tests.cast import APP, contact
from tests.faults.bad_platform import SENDING, BadPlatform, bad_platform
from tests.outbox import LIMITS, Clock, enqueue, wrote
from usecases.deliver_due import Post, deliver_due

TEMPLATES = {"reminder": "template-1", "notice": "template-2"}
TICKED = {"reminder": "ticked-1"}
MINI_APP = "wx0123456789mini"
ENDED = {"mentor": "王建国", "day": "2026-11-20"}
NEVER_ANSWERING = ("a byte a second", "half-open")
OPEN_STATES = ("waiting", "sending")
# Everything has ended after this many turns of the clock to what is due next.
TURNS = 100


@dataclass
class Office:
    platform: BadPlatform
    client: Client
    clock: Clock
    post: Post

    async def round(self) -> dict[str, int]:
        tally = await deliver_due(self.post, clock=self.clock)
        return {str(state): count for state, count in tally.items()}

    async def to_the_end(self) -> None:
        """Rounds, each when the next message is due, until every message has ended."""
        for _ in range(TURNS):
            await self.round()
            if not await Delivery.filter(state__in=OPEN_STATES).count():
                return
            await self._turn_to_what_is_next()
        raise AssertionError(f"still open: {await states()}")

    async def _turn_to_what_is_next(self) -> None:
        """What is due already waits for the end of quiet hours."""
        coming = Delivery.filter(state__in=OPEN_STATES, due_at__gt=self.clock.now).order_by("due_at")
        row = await coming.first()
        due = as_instant(row.due_at) if row else None
        self.clock.now = due + timedelta(seconds=1) if due else self.clock.now + timedelta(hours=1)

    def calls(self, channel: str) -> int:
        return self.platform.count(SENDING[channel])


@asynccontextmanager
async def office(fault: str = "", **more: Any) -> AsyncIterator[Office]:
    """Patient, unless `fault` is one of those that only patience ends: a busy machine is no fault."""
    patience = 0.8 if fault in NEVER_ANSWERING else 10.0
    clock = Clock()
    async with bad_platform() as platform, aiohttp.ClientSession() as http:
        client = Client(http, platform.url, APP, "secret", clock, timeout_seconds=patience)
        mini = Client(http, platform.url, MINI_APP, "secret", clock, timeout_seconds=patience)
        by_consent = {
            Channel.SUBSCRIBE: of_account(client, read_templates(TICKED)),
            Channel.MINI: of_mini_program(mini, read_templates(TICKED)),
        }
        sender = Sender(client, TEMPLATES, clock, by_consent)
        yield Office(platform, client, clock, Post(APP, LIMITS, sender.send, mini_app=MINI_APP, **more))


async def reachable(person: Any, channel: str, clock: Clock) -> None:
    """By this channel first; by customer message falls to the template, by consent to the inbox."""
    known = await contact(person)
    if channel == "customer":
        await wrote(person, at=clock.now)
    if channel in ("subscribe", "mini"):
        await Identity.filter(id=known.identity_id).update(follows=False)
        app = APP if channel == "subscribe" else MINI_APP
        openid = f"{channel}-{known.openid}" if channel == "mini" else known.openid
        ticked, _ = await Identity.get_or_create(
            app=app, openid=openid, defaults={"person_id": person.person_id, "bound_at": clock.now}
        )
        await Consent.create(identity_id=ticked.id, template_id="ticked-1", remaining=1, updated_at=clock.now)


async def one_by_each_channel(shop: Any, clock: Clock) -> None:
    """A message for 林子轩 by customer message, 陈师傅 by template and 王师傅 by subscription message."""
    for person, channel in ((shop.lin, "customer"), (shop.chen, "template"), (shop.wang, "subscribe")):
        await reachable(person, channel, clock)
        await enqueue(person, **ENDED)


async def states() -> Counter[str]:
    """How many messages are in which state."""
    return Counter(str(state) for state in await Delivery.all().values_list("state", flat=True))
