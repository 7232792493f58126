"""Whether a reminder that waits in the outbox still has a cause, asked when it is sent."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from . import remind_daily, remind_mentors, remind_unconfirmed

Check = Callable[[int, Mapping[str, Any], datetime], Awaitable[bool]]

# By the delivery's kind; what isn't here is news and stays true.
CHECKS: dict[str, Check] = {
    "daily_reminder": remind_daily.still_missing,
    "mentor_digest": remind_mentors.still_waiting,
    "hours_unconfirmed": remind_unconfirmed.still_unconfirmed,
    "hours_stuck": remind_unconfirmed.still_unconfirmed,
}


async def still_applies(kind: str, person_id: int, facts: Mapping[str, Any], *, now: datetime) -> bool:
    check = CHECKS.get(kind)
    return check is None or await check(person_id, facts, now)
