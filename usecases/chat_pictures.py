"""A picture behind an answer in the chat: asked for with it, made when it is sent, gone quietly if it can't go.

The text that it follows says the same, so a picture is never tried for long, shown in the inbox or sent by template.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.deliveries import Channel, DeliveryState, Later, Never, Outcome, Sent
from models.deliveries import Delivery

from .find_accounts import Account

# The kind of its delivery.
PICTURE = "picture"
# The text answer is on its way when this has passed.
BEHIND = timedelta(seconds=1)
LASTS = timedelta(minutes=5)
ELSEWHERE = frozenset(Channel) - {Channel.CUSTOMER}


class Shows(StrEnum):
    """What is to be seen: the progress of `person`, or the certificate with `code`."""

    PROGRESS = "progress"
    CERTIFICATE = "certificate"


async def send_picture(person_id: int, shows: Shows, *, ref: str, now: datetime, **facts: Any) -> None:
    """In the transaction of the answer; once for the message `ref`, however often that comes."""
    await Delivery.enqueue(
        person_id,
        PICTURE,
        key=f"picture:{ref}",
        now=now,
        due_at=now + BEHIND,
        expires_at=now + LASTS,
        shows=str(shows),
        **facts,
    )


def in_chat_only(account: Account) -> Account:
    """Reached by customer messages or not at all."""
    return replace(account, reach=replace(account.reach, barred=account.reach.barred | ELSEWHERE))


def without_trace(outcome: Outcome, expires_at: datetime | None) -> Outcome:
    """What did not go through the window, nor will before it expires, has expired: nothing is left to be read."""
    match outcome:
        case Later(at=at, why=why) if expires_at and at >= expires_at:
            return Never(why, DeliveryState.EXPIRED)
        case Sent(channel=Channel.INBOX):
            return Never("no window", DeliveryState.EXPIRED)
        case Never(why=why, state=DeliveryState.REFUSED | DeliveryState.DEAD):
            return Never(why, DeliveryState.EXPIRED)
    return outcome
