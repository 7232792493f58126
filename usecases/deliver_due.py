"""Take what is due in the outbox to the platform."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from domain.backoff import delay, is_last
from domain.channels import Limits, choose
from domain.deliveries import (
    Answer,
    Barred,
    Busy,
    Channel,
    Closed,
    DeliveryState,
    Later,
    Never,
    Outcome,
    Sent,
    Unsure,
)
from domain.reminders import quiet_until

from .find_account import Account, find_account
from .outbox import Leased, record, take_due
from .still_applies import still_applies

# What one round takes, for each of the sender's slots.
ROUND = 4
# A call that begins later than this before the lease's end could end after it.
SLOWEST_CALL = timedelta(seconds=45)
# How often a template message may be repeated under its client id before the platform forgets the id.
REPEATED = 2


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery on its way through one channel. `again`: an earlier call may have arrived."""

    delivery_id: int
    kind: str
    facts: Mapping[str, Any]
    openid: str
    channel: Channel
    again: bool

    @property
    def client_id(self) -> str:
        """The same for every attempt, so that the platform drops a double."""
        return f"jm-{self.delivery_id}"


@dataclass(frozen=True, slots=True)
class Post:
    """What deliveries go through: the official account, what it allows, and the sender."""

    app: str
    limits: Limits
    send: Callable[[Parcel], Awaitable[Answer]]
    concurrency: int = 8


async def deliver_due(
    post: Post, *, clock: Callable[[], datetime], most: int = 500
) -> Counter[DeliveryState]:
    """Send what is due, about `most` at a time; how many deliveries are in which state now.

    One person's messages go one after the other. Each outcome is on disk before its slot is used again.
    """
    tally: Counter[DeliveryState] = Counter()
    slots = asyncio.Semaphore(post.concurrency)

    async def deliver(leases: list[Leased]) -> None:
        async with slots:
            for leased in leases:
                if state := await _deliver(leased, post, clock):
                    tally[state] += 1

    while tally.total() < most and (due := await take_due(post.concurrency * ROUND, now=clock())):
        done = await asyncio.gather(*map(deliver, _by_person(due)), return_exceptions=True)
        if failures := [failure for failure in done if isinstance(failure, BaseException)]:
            raise failures[0]
    return tally


def _by_person(due: list[Leased]) -> list[list[Leased]]:
    ordered = sorted(due, key=lambda leased: (leased.person_id, leased.id))
    return [list(group) for _, group in groupby(ordered, key=lambda leased: leased.person_id)]


async def _deliver(leased: Leased, post: Post, clock: Callable[[], datetime]) -> DeliveryState | None:
    """None where the lease ran out: the delivery comes back by itself."""
    now = clock()
    if now > leased.until - SLOWEST_CALL:
        return None
    account = await find_account(leased.person_id, post.app, post.limits, now=now)
    outcome = await _without_sending(leased, account, now) or await _send(leased, account, post, now)
    return await record(leased, outcome, now=clock())


async def _without_sending(leased: Leased, account: Account, now: datetime) -> Outcome | None:
    """What makes a message needless or untimely at the moment of sending; None if it should go."""
    if leased.expires_at and leased.expires_at <= now:
        return Never("expired", DeliveryState.EXPIRED)
    if account.erased or not account.openid:
        return Never("person.erased" if account.erased else "person.unbound", DeliveryState.CANCELLED)
    if leased.seen:
        return Sent(Channel.INBOX, why="seen")
    if not await still_applies(leased.kind, leased.person_id, leased.facts, now=now):
        return Never("done", DeliveryState.CANCELLED)
    morning = None if leased.urgent else quiet_until(now)
    return Later(morning, "quiet", counted=False) if morning else None


async def _send(leased: Leased, account: Account, post: Post, now: datetime) -> Outcome:
    """Through the best channel that takes it; the inbox takes everything."""
    reach, closed = account.reach, list[Closed]()
    while (channel := choose(reach, post.limits, now)) is not Channel.INBOX:
        parcel = Parcel(
            leased.id, leased.kind, leased.facts, account.openid, channel, again=leased.attempts > 1
        )
        answer = await post.send(parcel)
        if not isinstance(answer, Barred | Closed):
            return _outcome(answer, leased, channel, now)
        closed += [answer] if isinstance(answer, Closed) else []
        reach = replace(reach, barred=reach.barred | {channel})
    if closed:
        first = min(closed, key=lambda answer: answer.until)
        return Later(first.until, first.why, counted=False)
    return Sent(Channel.INBOX)


def _outcome(
    answer: Sent | Busy | Unsure | Never, leased: Leased, channel: Channel, now: datetime
) -> Outcome:
    match answer:
        case Busy(why=why, at_least=at_least):
            return _again(leased, why, now, at_least)
        case Unsure(why=why):
            return _unsure(leased, why, channel, now)
    return answer


def _unsure(leased: Leased, why: str, channel: Channel, now: datetime) -> Outcome:
    """A template message repeats under its client id; a customer message has none, and two are worse than
    perhaps none unless it is urgent. It stands in the inbox in any case.
    """
    repeat = leased.attempts <= REPEATED if channel is Channel.TEMPLATE else leased.urgent
    return _again(leased, why, now) if repeat else Sent(channel, why=f"unknown: {why}")


def _again(leased: Leased, why: str, now: datetime, at_least: timedelta = timedelta(0)) -> Outcome:
    if is_last(leased.attempts):
        return Never(why, DeliveryState.DEAD)
    return Later(now + max(delay(leased.attempts, leased.id), at_least), why)
