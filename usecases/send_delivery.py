"""One delivery: decided again at the moment of sending, then through the best channel that takes it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
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

from .channel_bars import bar
from .channel_rates import DRAWN_FOR, ChannelRates
from .chat_pictures import PICTURE, in_chat_only, without_trace
from .conditions import Conditions, close_channel
from .find_accounts import Account
from .notice_words import NoticeWords
from .outbox import Leased
from .record_outcomes import Recorder
from .still_applies import still_applies

# A call that begins later than this before the lease's end could end after it.
SLOWEST_CALL = timedelta(seconds=45)
# How often a template message may be repeated under its client id before the platform forgets the id.
REPEATED = 2
# How often a message asks for its turn before it goes back into the queue.
TURNS = 20


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery on its way through one channel, to the account `openid` there, row `identity_id`.

    `again`: an earlier call may have arrived.
    """

    delivery_id: int
    kind: str
    facts: Mapping[str, Any]
    openid: str
    identity_id: int
    channel: Channel
    again: bool

    @property
    def client_id(self) -> str:
        """The same for every attempt, so that the platform drops a double."""
        return f"jm-{self.delivery_id}"


@dataclass(frozen=True, slots=True)
class Shipping:
    """What one round of deliveries shares. `look` brings the conditions of the moment."""

    app: str
    limits: Limits
    send: Callable[[Parcel], Awaitable[Answer]]
    rates: ChannelRates
    recorder: Recorder
    words: NoticeWords
    clock: Callable[[], datetime]
    look: Callable[[], Awaitable[Conditions]]


async def deliver(
    leased: Leased, account: Account, shipping: Shipping, *, now: datetime
) -> DeliveryState | None:
    """The state it came into; None where the lease ran out, and then it comes back by itself."""
    if now > leased.until - SLOWEST_CALL:
        return None
    conditions = await shipping.look()
    account = in_chat_only(account) if leased.kind == PICTURE else account
    facts = await shipping.words.complete(leased.kind, leased.facts)
    outcome = await _without_sending(leased, facts, account, conditions, now)
    outcome = outcome or await _send(leased, facts, account, conditions, shipping, now)
    if leased.kind == PICTURE:
        outcome = without_trace(outcome, leased.expires_at)
    return await shipping.recorder.record(leased, outcome)


async def _without_sending(
    leased: Leased, facts: Mapping[str, Any], account: Account, conditions: Conditions, now: datetime
) -> Outcome | None:
    """What makes a message needless or untimely at the moment of sending; None if it should go."""
    if not conditions.lets_go(leased.notice_id):
        return Later(now, "notice held", counted=False)
    if leased.expires_at and leased.expires_at <= now:
        return Never("expired", DeliveryState.EXPIRED)
    if account.erased:
        return Never("person.erased", DeliveryState.CANCELLED)
    if leased.seen:
        return Sent(Channel.INBOX, why="seen")
    if not await still_applies(leased.kind, leased.person_id, facts, now=now):
        return Never("done", DeliveryState.CANCELLED)
    if not account.openid:
        return _unbound(leased)
    # Somebody asked for a picture a moment ago, so nobody is woken by it.
    morning = None if leased.urgent or leased.kind == PICTURE else quiet_until(now)
    return Later(morning, "quiet", counted=False) if morning else None


def _unbound(leased: Leased) -> Outcome:
    """What loses its use is not kept; the rest can be read in the inbox once the person has bound."""
    state = DeliveryState.CANCELLED if leased.expires_at else DeliveryState.REFUSED
    return Never("person.unbound", state)


async def _send(
    leased: Leased,
    facts: Mapping[str, Any],
    account: Account,
    conditions: Conditions,
    shipping: Shipping,
    now: datetime,
) -> Outcome:
    """Through the best channel that takes it; the inbox takes everything."""
    closed = dict(conditions.closed)
    reach, met = account.reach, set[Channel]()
    if closed:
        reach = replace(reach, barred=reach.barred | closed.keys())
        met = {channel for channel in closed if _would_choose(account, channel, shipping.limits, now)}
    while (channel := choose(reach, shipping.limits, now)) is not Channel.INBOX:
        if not await _turn(channel, shipping.rates):
            return Later(shipping.clock() + timedelta(seconds=1), "rate", counted=False)
        openid, identity_id = account.on(channel)
        parcel = Parcel(
            leased.id, leased.kind, facts, openid, identity_id, channel, again=leased.attempts > 1
        )
        answer = await shipping.send(parcel)
        now = shipping.clock()
        match answer:
            case Closed():
                closed[channel] = answer
                met.add(channel)
                await close_channel(shipping.app, channel, answer)
            case Barred(why=why, remembered=True):
                await bar(identity_id, channel, why, now=now)
            case Barred():
                pass
            case _:
                return _outcome(answer, leased, channel, now)
        reach = replace(reach, barred=reach.barred | {channel})
    if met:
        first = min((closed[channel] for channel in met), key=lambda one: one.until)
        return Later(first.until, first.why, counted=False)
    return Sent(Channel.INBOX)


def _would_choose(account: Account, channel: Channel, limits: Limits, now: datetime) -> bool:
    """Whether this closed channel is open to the person otherwise, so that waiting for it is of use."""
    others = frozenset(Channel) - {channel}
    reach = replace(account.reach, barred=account.reach.barred | others)
    return choose(reach, limits, now) is channel


async def _turn(channel: Channel, rates: ChannelRates) -> bool:
    """Wait a little for the channel's rate."""
    for _ in range(TURNS):
        if await rates.take(channel):
            return True
        await asyncio.sleep(DRAWN_FOR)
    return False


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
    """A template message repeats under its client id; the others have none, and two are worse than perhaps
    none unless it is urgent. It stands in the inbox in any case.
    """
    repeat = leased.attempts <= REPEATED if channel is Channel.TEMPLATE else leased.urgent
    return _again(leased, why, now) if repeat else Sent(channel, why=f"unknown: {why}")


def _again(leased: Leased, why: str, now: datetime, at_least: timedelta = timedelta(0)) -> Outcome:
    if is_last(leased.attempts):
        return Never(why, DeliveryState.DEAD)
    return Later(now + max(delay(leased.attempts, leased.id), at_least), why)
