"""What confirming and returning share: hold the entry, ask the right, sign the revision that was seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.audit import Event
from domain.clock import local_day
from domain.entries import Decision
from domain.roles import Actor, Role
from domain.signing import (
    NotYours,
    Obstacle,
    Protected,
    ReasonRequired,
    Right,
    check_right,
    digest,
    obstacle,
)
from models.audit import AuditEntry
from models.statement import Insert, Statement

from .entry_facts import COLUMNS
from .mentors_of import right_over, signer_as_of_now
from .queue_seen import Seen
from .settle_dispute import settle_by_decision
from .waiting_hours import EntryLine, line_of

EVENTS = {Decision.CONFIRMED: Event.HOURS_CONFIRMED, Decision.RETURNED: Event.HOURS_RETURNED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line. With an obstacle, `line` is the entry as it stands now.

    `decided_by` names who decided before; `again`: that was the actor. `line.instead_of` names the
    mentor in whose place the actor decided. `role`: as what whoever decided did so.
    """

    line: EntryLine
    obstacle: Obstacle | None = None
    decided_by: str = ""
    again: bool = False
    role: Role = Role.MENTOR


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision of one batch, which is a message's `ref`."""

    decision: Decision
    reason: str
    batch: str


# Written first: whoever decides on the same entry meanwhile waits here, and then reads what was decided.
_HOLD = Statement("UPDATE hours_entry SET revision = revision WHERE id = $1")
_READ = Statement(
    f"SELECT {COLUMNS}, person.name FROM hours_entry e JOIN person ON person.id = e.person_id WHERE e.id = $1"  # nosec B608
)
_DECIDE = Statement(
    "UPDATE hours_entry SET status = $3 WHERE id = $1 AND revision = $2 AND status = 'submitted'"
)
_DECIDED_BY = Statement(
    "SELECT signer_id, signer_name, signer_role FROM confirmation WHERE entry_id = $1 AND revision = $2"
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


async def decide_all(
    actor: Actor, lines: Sequence[Seen], verdict: Verdict, *, now: datetime
) -> tuple[Outcome, ...]:
    """One outcome a line, in the order given. Refusals: `OwnHours`, `NotYours`, `ReasonRequired`.

    Entries are held in the order of their ids, so that two batches can't wait for each other.
    """
    outcomes = {
        line.entry_id: await _decide(actor, line, verdict, now)
        for line in sorted(lines, key=lambda line: line.entry_id)
    }
    return tuple(outcomes[line.entry_id] for line in lines)


async def obstacles_to(
    actor: Actor, lines: Sequence[Seen], decision: Decision, *, now: datetime
) -> tuple[Outcome, ...]:
    """What stands in the way of each line, in the order given, before anybody is asked for a reason.

    Refusals: `OwnHours`, `NotYours`.
    """
    found = []
    for seen in lines:
        line, _ = await entry_and_right(actor, seen.entry_id, now=now)
        trouble = _obstacle(decision, line, seen)
        found.append(await _not_decided(actor, line, trouble) if trouble else Outcome(line))
    return tuple(found)


def _obstacle(decision: Decision, line: EntryLine, seen: Seen) -> Obstacle | None:
    return obstacle(
        decision,
        status=line.status,
        revision=line.revision,
        flagged=bool(line.flags),
        seen_revision=seen.revision,
        opened=seen.opened,
    )


async def _decide(actor: Actor, seen: Seen, verdict: Verdict, now: datetime) -> Outcome:
    await _HOLD.run(seen.entry_id)
    line, right = await entry_and_right(actor, seen.entry_id, now=now)
    if right.role is Role.ADMINISTRATOR and not verdict.reason:
        raise ReasonRequired
    if found := _obstacle(verdict.decision, line, seen):
        return await _not_decided(actor, line, found)
    if not await _DECIDE.run(seen.entry_id, seen.revision, str(verdict.decision)):
        raise LookupError("the entry changed while it was held")
    await _sign(actor, line, right, verdict, now)
    return Outcome(replace(line, instead_of=right.instead_of_name), role=right.role)


async def entry_and_right(actor: Actor, entry_id: int, *, now: datetime) -> tuple[EntryLine, Right]:
    """An entry the actor may decide on. Refusals: `OwnHours`; `NotYours`, also for no entry at all."""
    row = await _READ.row(entry_id)
    if row is None:
        raise NotYours
    line = line_of(row)
    found = await right_over(actor.person_id, line.apprenticeship_id, line.day, local_day(now))
    right = check_right(found, signer=actor.person_id, apprentice=line.person_id)
    return line, right


async def _not_decided(actor: Actor, line: EntryLine, found: Obstacle) -> Outcome:
    row = await _DECIDED_BY.row(line.entry_id, line.revision) if found is Obstacle.DECIDED else None
    if row is None:
        return Outcome(line, found)
    again = row["signer_id"] == actor.person_id
    return Outcome(line, found, row["signer_name"], again, Role(row["signer_role"]))


async def _sign(actor: Actor, line: EntryLine, right: Right, verdict: Verdict, now: datetime) -> None:
    signer = await signer_as_of_now(actor.person_id, right, line.apprenticeship_id)
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
    if verdict.decision is Decision.CONFIRMED or right.role is Role.ADMINISTRATOR:
        await settle_by_decision(actor, line.entry_id, line.revision, verdict.reason, now=now)


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
