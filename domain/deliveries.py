"""The states of an outgoing message, and what one attempt to send it came to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    INBOX = "inbox"


@dataclass(frozen=True)
class Sent:
    """The platform took it; `platform_id` joins its later receipt."""

    channel: Channel
    platform_id: str = ""


@dataclass(frozen=True)
class Later:
    at: datetime
    why: str


@dataclass(frozen=True)
class Never:
    why: str


Outcome = Sent | Later | Never
