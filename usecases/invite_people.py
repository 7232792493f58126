"""An administrator sends a new invitation, or takes one back."""

from datetime import datetime

from domain.audit import Event
from domain.errors import Refusal
from domain.roles import Actor, Door
from models.audit import AuditEntry, Change
from models.people import Identity, Invitation
from models.statement import Statement
from models.transaction import atomic

from .invitation_codes import CodeRow, invitation_codes, live_codes
from .manages import check_manages
from .roster_invitations import issue


class AlreadyBound(Refusal):
    """Who has come in needs no code; a change of WeChat account begins with unbinding."""

    code = "people.already_bound"


class NoCode(Refusal):
    code = "people.no_code"


# Written first, so that two administrators at once leave one code.
_HOLD = Statement("UPDATE person SET last_entry_number = last_entry_number WHERE id = $1")


async def resend(by: Actor | Door, person_id: int, *, now: datetime) -> CodeRow:
    """A new code in place of any before. Refusals: those of `check_manages`, `AlreadyBound`."""
    async with atomic():
        await _HOLD.run(person_id)
        await check_manages(by, person_id)
        if await Identity.filter(person_id=person_id).exists():
            raise AlreadyBound
        await _revoke(by, person_id, now)
        for invitation_id in (await issue([person_id], now)).values():
            await AuditEntry.record(
                by,
                Event.INVITATION_ISSUED,
                f"invitation:{invitation_id}",
                now=now,
                after={"person": person_id},
            )
        return (await invitation_codes([person_id], now=now))[0]


async def revoke(by: Actor | Door, person_id: int, *, now: datetime) -> int:
    """Take back what still lets in; how many codes. Refusals: those of `check_manages`, `NoCode`."""
    async with atomic():
        await _HOLD.run(person_id)
        await check_manages(by, person_id)
        revoked = await _revoke(by, person_id, now)
        if not revoked:
            raise NoCode
        return revoked


async def _revoke(by: Actor | Door, person_id: int, now: datetime) -> int:
    live = [code.id for code in await live_codes([person_id], now)]
    await Invitation.filter(id__in=live).update(revoked_at=now)
    changes = [Change(Event.INVITATION_REVOKED, f"invitation:{invitation_id}") for invitation_id in live]
    await AuditEntry.record_all(by, changes, now=now)
    return len(live)
