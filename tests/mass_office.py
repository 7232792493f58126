"""The cast before a platform that does mass sends: what it takes, who dies when."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.mass import Masses
from bot.sender import Sender
from models.deliveries import Delivery
from models.mass_sends import MassSend
from models.people import Identity
from sandbox import Sandbox
from tests.bot.platform import platform
from tests.cast import APP
from tests.notices import send
from tests.outbox import LIMITS, Clock, bind_all
from usecases.advance_mass_sends import advance_mass_sends
from usecases.deliver_due import Post, deliver_due

SENDALL = "/cgi-bin/message/mass/sendall"
TAGGING = "/cgi-bin/tags/members/batchtagging"


@dataclass
class Office:
    """The cast with a phone for each, the service's steps, and the platform."""

    shop: Any
    box: Sandbox
    clock: Clock
    masses: Masses
    post: Post

    async def mass(self, **facts: Any) -> int:
        return await send(self.shop.admin, None, by_mass=True, **facts)

    async def advance(self) -> int:
        steps = await advance_mass_sends(APP, self.masses, clock=self.clock)
        await self.box.settled()
        return steps

    async def deliver(self) -> dict[str, int]:
        tally = await deliver_due(self.post, clock=self.clock)
        return {str(state): count for state, count in tally.items()}

    async def to_the_end(self) -> None:
        """Steps, each when the next is due, until the call is answered."""
        for _ in range(60):
            await self.advance()
            row = await MassSend.get()
            if row.state in ("clearing", "done"):
                return
            self.clock.now = max(row.due_at, self.clock.now) + timedelta(seconds=1)
        raise AssertionError(f"still {row.state}")

    def bubbles(self, *channels: str) -> int:
        return sum(
            received.channel in channels
            for phone in self.box.phones.values()
            for received in phone.messages_received
        )

    def calls(self, path: str = SENDALL) -> int:
        return sum(call.path == path for call in self.box.calls)


@pytest.fixture
async def office(shop) -> AsyncIterator[Office]:
    await bind_all(shop)
    async with platform() as (box, client, clock):
        for identity in await Identity.all():
            box.phone(identity.openid)
        sender = Sender(client, {"notice": "SANDBOX_notice"}, clock)
        yield Office(shop, box, clock, Masses(client, clock), Post(APP, LIMITS, sender.send))


async def states(number: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for state, channel in await Delivery.filter(notice_id=number).values_list("state", "channel"):
        key = f"{state} {channel}".strip()
        found[key] = found.get(key, 0) + 1
    return found


def killed_in(office: Office, monkeypatch: pytest.MonkeyPatch, method: str, *, after: bool) -> None:
    """The process dies in its next call of this method, before or after the platform has carried it out."""
    real = getattr(office.masses, method)

    async def dies(*args: Any) -> Any:
        monkeypatch.setattr(office.masses, method, real)
        if after:
            await real(*args)
        raise SystemError("killed")

    monkeypatch.setattr(office.masses, method, dies)
