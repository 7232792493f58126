"""Put a signature on an entry: what it covers, who gives it, and the trace that it leaves."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.clock import local_day
from domain.entries import Decision
from domain.roles import Actor, Role
from domain.signing import Protected, Right, digest
from models.audit import AuditEntry
from models.statement import Insert, Statement

from .class_teachers import note_taught
from .mentors_of import Signer
from .settle_dispute import settle_by_decision
from .waiting_hours import EntryLine

EVENTS = {Decision.CONFIRMED: Event.HOURS_CONFIRMED, Decision.RETURNED: Event.HOURS_RETURNED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision of one batch, which is a message's `ref`."""

    decision: Decision
    reason: str
    batch: str


_DECIDE = Statement(
    "UPDATE hours_entry SET status = $3 WHERE id = $1 AND revision = $2 AND status = 'submitted'"
)
_SIGN = Insert(
    "confirmation",
    "entry_id",
    "revision",
    "decision",
    "digest",
    "reason",
    "signer_id",
    "signer_name",
    "signer_role",
    "signer_employer",
    "signer_grade",
    "on_behalf_of_id",
    "batch",
    "decided_at",
)


async def sign_entry(
    actor: Actor, line: EntryLine, right: Right, signer: Signer, verdict: Verdict, *, now: datetime
) -> None:
    """Decide on an entry that waits as `line` says, and that the caller holds; the right was asked before."""
    if not await _DECIDE.run(line.entry_id, line.revision, str(verdict.decision)):
        raise LookupError("the entry changed while it was held")
    signed = digest(protected(line))
    await _SIGN.one(
        entry_id=line.entry_id,
        revision=line.revision,
        decision=str(verdict.decision),
        digest=signed,
        reason=verdict.reason,
        signer_id=actor.person_id,
        signer_name=signer.name,
        signer_role=str(right.role),
        signer_employer=signer.employer,
        signer_grade=signer.grade,
        on_behalf_of_id=right.instead_of,
        batch=verdict.batch,
        decided_at=now,
    )
    await _record(actor, line, right, verdict, signed, now)
    if right.role is Role.TEACHER:
        await note_taught(line.apprenticeship_id, actor.person_id, local_day(now))
    if verdict.decision is Decision.CONFIRMED or right.role is Role.ADMINISTRATOR:
        await settle_by_decision(actor, line.entry_id, line.revision, verdict.reason, now=now)


async def _record(
    actor: Actor, line: EntryLine, right: Right, verdict: Verdict, signed: str, now: datetime
) -> None:
    await AuditEntry.record(
        actor,
        EVENTS[verdict.decision],
        f"hours_entry:{line.entry_id}",
        now=now,
        before={"status": str(line.status)},
        after={
            "status": str(verdict.decision),
            "revision": line.revision,
            "digest": signed,
            "reason": verdict.reason,
            "instead_of": right.instead_of,
            "batch": verdict.batch,
        },
    )


def protected(line: EntryLine) -> Protected:
    """What a signature on this line covers."""
    return Protected(
        person=line.person_id,
        work_date=line.day,
        minutes=line.minutes,
        starts=line.starts,
        ends=line.ends,
        category=line.category,
        place=line.place,
        content=line.content,
        revision=line.revision,
    )
