"""The states of an outgoing message, and what one attempt to send it came to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum


class Priority(IntEnum):
    """What goes first while many wait: an answer to something just done, deadlines, digests, broadcasts."""

    DIRECT = 0
    DEADLINE = 1
    DIGEST = 2
    BROADCAST = 3


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    DEAD = "dead"


class Channel(StrEnum):
    CUSTOMER = "customer"
    TEMPLATE = "template"
    SUBSCRIBE = "subscribe"
    MINI = "mini"
    MASS = "mass"
    INBOX = "inbox"


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it; `platform_id` joins its later receipt, `why` says what is unsure about it."""

    channel: Channel
    platform_id: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Try again at `at`. `counted`: this attempt was one of the few there are."""

    at: datetime
    why: str
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Never:
    """It ends unsent, in `state`."""

    why: str
    state: DeliveryState = DeliveryState.REFUSED


# What becomes of a delivery after one attempt.
Outcome = Sent | Later | Never


@dataclass(frozen=True, slots=True)
class Busy:
    """The platform can't take it now, nor within `at_least`."""

    why: str
    at_least: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Barred:
    """This person can't be reached through this channel now.

    `remembered`: nor later, until the person does something that opens the channel again.
    """

    why: str
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """Nobody can be reached through this channel until `until`."""

    why: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Unsure:
    """It was sent and no answer came: it may have arrived."""

    why: str


# What the platform said to one call.
Answer = Sent | Busy | Barred | Closed | Unsure | Never
