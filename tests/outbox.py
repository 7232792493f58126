"""What tests of the outbox share: a platform that remembers, and a clock to turn."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from domain.channels import Allowance, Limits
from domain.deliveries import Answer, Channel, Sent
from models.conversation import InboundMessage
from models.deliveries import Delivery
from models.training import Deputyship
from tests.cast import APP, NOON, TODAY, contact
from usecases.deliver_due import Parcel, Post, deliver_due

LIMITS = Limits(Allowance(5, timedelta(hours=48)), Allowance(3, timedelta(minutes=1)))


class Clock:
    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **length: float) -> None:
        self.now += timedelta(**length)


class Platform:
    """Takes everything, unless `answer` says otherwise."""

    def __init__(
        self,
        answer: Callable[[Parcel], Answer | None] = lambda parcel: None,
        *,
        mini_app: str = "",
        rates: Mapping[Channel, float] | None = None,
    ) -> None:
        self.parcels: list[Parcel] = []
        self.answer = answer
        self.clock = Clock()
        self.mini_app = mini_app
        self.rates = rates or {}
        self.concurrency = 4

    async def send(self, parcel: Parcel) -> Answer:
        self.parcels.append(parcel)
        return self.answer(parcel) or Sent(parcel.channel, f"msg-{len(self.parcels)}")

    @property
    def channels(self) -> list[Channel]:
        return [parcel.channel for parcel in self.parcels]

    async def round(self) -> dict[str, int]:
        post = Post(
            APP, LIMITS, self.send, concurrency=self.concurrency, rates=self.rates, mini_app=self.mini_app
        )
        return {str(state): count for state, count in (await deliver_due(post, clock=self.clock)).items()}


async def enqueue(person: Any, kind: str = "deputy_ended", **how: Any) -> Delivery:
    """A message in the outbox for someone who is bound."""
    await contact(person)
    number = await Delivery.all().count()
    now = how.pop("now", NOON)
    key = how.pop("key", f"test:{number}")
    await Delivery.enqueue(person.person_id, kind, key=key, now=now, **how)
    return await Delivery.get(key=key)


async def wrote(person: Any, *, at: datetime, window: str = "message") -> None:
    """The person opened a customer-message window."""
    known = await contact(person)
    number = await InboundMessage.all().count()
    await InboundMessage.create(
        key=f"wrote:{number}", openid=known.openid, kind="text", opens_window=window, received_at=at
    )


async def bind_all(shop: Any) -> Any:
    """The shop, with everybody bound."""
    for actor in (shop.lin, shop.huang, shop.wang, shop.chen, shop.zhao, shop.admin, shop.teacher):
        await contact(actor)
    return shop


async def told(kind: str) -> list[int]:
    """The persons to whom messages of this kind are in the outbox."""
    return sorted(await Delivery.filter(kind=kind).values_list("person_id", flat=True))


def ids(*actors: Any) -> list[int]:
    return sorted(actor.person_id for actor in actors)


def days_ago(days: int) -> datetime:
    return NOON - timedelta(days=days)


async def stand_in(mentor: Any, deputy: Any) -> None:
    """The deputy acts for the mentor for ten days from today."""
    await Deputyship.create(
        mentor_id=mentor.person_id,
        deputy_id=deputy.person_id,
        since=TODAY,
        until=TODAY + timedelta(days=9),
        ref=f"test:{mentor.person_id}",
    )
