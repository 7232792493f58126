"""What is decided about an issued certificate: it is suspended, restored, revoked. Its row and its words stay."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.audit import Event
from domain.certificate_states import CertificateState
from domain.certificates import check_reason, check_step
from domain.clock import local_day
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Statement, as_day, as_json
from models.transaction import atomic

from .certificate_deadlines import Expiry, forget_expiry, remind_of_expiry
from .find_certificate import LONGEST_NUMBER, CertificateUnknown, Document, find_certificate
from .manages import check_manages

EVENTS = {
    CertificateState.SUSPENDED: Event.CERTIFICATE_SUSPENDED,
    CertificateState.VALID: Event.CERTIFICATE_RESTORED,
    CertificateState.REVOKED: Event.CERTIFICATE_REVOKED,
    CertificateState.REISSUED: Event.CERTIFICATE_REISSUED,
}
# Written first: two decisions about one certificate go one after the other.
_HOLD = Statement(
    """
    UPDATE certificate SET state = state WHERE number = $1
    RETURNING id, number, code, kind, person_id, apprenticeship_id, assessment_id, state, state_reason, expires_on,
              snapshot
    """
)
_DECIDE = Statement(
    "UPDATE certificate SET state = $2, state_reason = $3, state_at = $4, state_by_id = $5 WHERE id = $1"
)


async def decide_certificate(
    by: Actor | Door, number: str, wished: CertificateState, reason: str, *, now: datetime
) -> Document:
    """The same decision twice is one.

    Refusals: `CertificateUnknown`, `WrongState`, `ReasonUnfit`, `OnlyAdministrators`.
    """
    words = check_reason(reason)
    async with atomic():
        row = await held(by, number)
        if row["state"] != wished:
            check_step(row["number"], CertificateState(row["state"]), wished)
            await decide(by, row, wished, words, now=now)
            await _tell(row, wished, words, now)
        return await find_certificate(by, row["number"])


def spelled(number: str) -> str:
    """A certificate's number as it is kept."""
    return number.strip().upper()[:LONGEST_NUMBER]


async def held(by: Actor | Door, number: str) -> dict[str, Any]:
    """The row, locked until the transaction ends. Refusals: `CertificateUnknown`, those of `check_manages`."""
    wanted = spelled(number)
    row = await _HOLD.row(wanted)
    if row is None:
        raise CertificateUnknown(wanted)
    await check_manages(by, row["person_id"])
    return row


async def decide(
    by: Actor | Door, row: Mapping[str, Any], wished: CertificateState, reason: str, *, now: datetime
) -> None:
    """Write the decision and its trail, in the caller's transaction."""
    person = by.person_id if isinstance(by, Actor) else None
    await _DECIDE.run(row["id"], str(wished), reason, now, person)
    await AuditEntry.record(
        by,
        EVENTS[wished],
        f"certificate:{row['id']}",
        now=now,
        before={"state": row["state"], "reason": row["state_reason"]},
        after={"state": str(wished), "reason": reason},
    )
    if wished is CertificateState.VALID:
        await remind_of_expiry(by, _expiry(row), now=now)
    else:
        await forget_expiry(by, row["id"], now=now)


def _expiry(row: Mapping[str, Any]) -> Expiry:
    last_day = as_day(row["expires_on"]) if row["expires_on"] else None
    return Expiry(row["id"], row["apprenticeship_id"], as_json(row["snapshot"])["title"], last_day)


async def _tell(row: Mapping[str, Any], wished: CertificateState, reason: str, now: datetime) -> None:
    await Delivery.enqueue(
        row["person_id"],
        "certificate_decided",
        key=f"certificate_decided:{row['id']}:{wished}:{now.timestamp():.6f}",
        now=now,
        title=as_json(row["snapshot"])["title"],
        number=row["number"],
        code=row["code"],
        state=str(wished),
        reason=reason,
        day=local_day(now).isoformat(),
    )
