"""Which way a message can reach a person at this moment (docs/wechat.md, Sending)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .deliveries import Channel

# A window that is about to shut would be shut when the call arrives.
MARGIN = timedelta(seconds=5)
# A reminder by template costs nothing of what the person allowed; a consent is used up by one message.
PREFERENCE = (Channel.CUSTOMER, Channel.TEMPLATE, Channel.SUBSCRIBE, Channel.MINI)
# A follower gets so many mass sends in a calendar month of China; the platform drops more without a word.
MASSES_A_MONTH = 4


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many customer messages, for so long after what the person did."""

    count: int
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """What the platform allows after a message, and after a menu tap, a follow or a scan."""

    after_message: Allowance
    after_event: Allowance


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known of a person's account.

    `message_at` and `event_at`: when the person last opened a window of each kind. `sent_at`: when customer
    messages went out lately, in any order. `barred`: channels that were refused. `consented`: subscription
    channels for which a consent is left.
    """

    follows: bool
    message_at: datetime | None = None
    event_at: datetime | None = None
    sent_at: tuple[datetime, ...] = ()
    barred: frozenset[Channel] = frozenset()
    consented: frozenset[Channel] = frozenset()


def choose(reach: Reach, limits: Limits, now: datetime) -> Channel:
    """The first channel that is open: a customer message, a template, a subscription message, else the inbox.

    How overlapping windows combine is not documented: one that has something left is enough, and every
    customer message counts against both.
    """
    for channel in PREFERENCE:
        if channel not in reach.barred and _is_open(channel, reach, limits, now):
            return channel
    return Channel.INBOX


def _is_open(channel: Channel, reach: Reach, limits: Limits, now: datetime) -> bool:
    match channel:
        case Channel.CUSTOMER:
            return reach.follows and _may_write(reach, limits, now)
        case Channel.TEMPLATE:
            return reach.follows
    return channel in reach.consented


def _may_write(reach: Reach, limits: Limits, now: datetime) -> bool:
    return _has_left(reach.message_at, reach, limits.after_message, now) or _has_left(
        reach.event_at, reach, limits.after_event, now
    )


def _has_left(opened_at: datetime | None, reach: Reach, allowance: Allowance, now: datetime) -> bool:
    if opened_at is None:
        return False
    is_open = now < opened_at + allowance.lasts - MARGIN
    return is_open and sum(at >= opened_at for at in reach.sent_at) < allowance.count


def may_mass(reach: Reach, masses_this_month: int) -> bool:
    """Whether a mass send would reach the person; who is left out gets the message by itself.

    `masses_this_month`: those this service sent; what an administrator sends on the platform's own console
    counts there too, and nobody is told of it.
    """
    return reach.follows and Channel.MASS not in reach.barred and masses_this_month < MASSES_A_MONTH


def proposes_mass(following: int, threshold: int) -> bool:
    """Whether an audience with so many followers is large enough to spend one of their four; 0 never is."""
    return 0 < threshold <= following
