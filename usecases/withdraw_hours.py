"""An apprentice takes back hours that no mentor has confirmed."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.entries import EntryStatus
from domain.errors import Refusal
from domain.roles import Actor
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .frozen_hours import check_changeable
from .own_entry import GREATEST, OwnEntry, own_entry


@dataclass(eq=False)
class ConfirmedAlready(Refusal):
    code = "hours.confirmed_already"
    number: int
    signer: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`again`: it had been withdrawn before."""

    entry: OwnEntry
    again: bool


_WITHDRAW = Statement(
    "UPDATE hours_entry SET status = 'withdrawn' "
    "WHERE person_id = $1 AND number = $2 AND status IN ('submitted', 'returned')"
)
_SIGNER = Statement(
    "SELECT signer_name FROM confirmation WHERE entry_id = $1 AND revision = $2 AND decision = 'confirmed'"
)


async def withdraw_hours(actor: Actor, number: int, *, now: datetime) -> Withdrawn:
    """Withdrawing twice is withdrawing once.

    Refusals: `NoSuchEntry`, `ConfirmedAlready`, `HoursFrozen`, `HoursReversed`.
    """
    async with atomic():
        changed = await _WITHDRAW.run(actor.person_id, number) if 0 < number <= GREATEST else 0
        entry = await own_entry(actor.person_id, number)
        if not changed and entry.status is EntryStatus.CONFIRMED:
            await check_changeable(entry.entry_id, number)
            raise ConfirmedAlready(number, await signer_of(entry))
        if changed:
            await AuditEntry.record(actor, Event.HOURS_WITHDRAWN, f"hours_entry:{entry.entry_id}", now=now)
    return Withdrawn(entry, again=not changed)


async def signer_of(entry: OwnEntry) -> str:
    row = await _SIGNER.row(entry.entry_id, entry.revision)
    return row["signer_name"] if row else ""
