"""A mass send that the platform doesn't take is left: its recipients get the message each by itself."""

from datetime import datetime

from domain.audit import Event
from domain.mass_sends import MassState
from domain.roles import Door
from models.audit import AuditEntry
from models.transaction import atomic

from .mass_leases import Leased, put


async def fall_back(held: Leased, why: str, *, now: datetime) -> None:
    """From now on the notice's messages are taken like those of any other, or end with it where it was cancelled."""
    async with atomic():
        if await put(held, due_at=now, state=MassState.CLEARING, reached_to=0, attempts=0, why=why):
            subject, after = f"notice:{held.notice_id}", {"why": why}
            await AuditEntry.record(Door.TIMETABLE, Event.NOTICE_MASS_REFUSED, subject, now=now, after=after)
