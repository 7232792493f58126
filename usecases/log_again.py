"""再记一条: the apprentice means the entry just written a second time."""

from dataclasses import replace
from datetime import datetime

from domain.claims import NothingToRepeat
from domain.roles import Actor
from models.transaction import atomic

from .log_hours import Logged, as_logged, log_hours
from .own_entry import claim_of
from .recorded_hours import hold_hours
from .told_before import twins_of_newest


async def log_again(actor: Actor, ref: str, *, now: datetime) -> Logged:
    """One entry more like the newest one. Two alike within ten minutes are enough: the answer is the second's.

    Refusals: `NothingToRepeat`, those of `log_hours`.
    """
    async with atomic():
        await hold_hours(actor.person_id)
        twins = await twins_of_newest(actor.person_id, now=now)
        if not twins:
            raise NothingToRepeat
        if len(twins) > 1:
            return replace(await as_logged(twins[0], now), twice=True)
        return await log_hours(actor, claim_of(twins[0], ref), now=now, again=True)
