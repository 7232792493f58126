"""What confirming and returning share: hold the entry, ask the right, sign the revision that was seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.clock import local_day
from domain.entries import Decision
from domain.roles import Actor, Role
from domain.signing import NotYours, Obstacle, ReasonRequired, Right, check_right, obstacle
from models.statement import Statement, as_instant

from .entry_facts import COLUMNS
from .mentors_of import right_over, signer_as_of_now
from .queue_seen import Seen
from .sign_entry import Verdict, sign_entry
from .waiting_hours import EntryLine, line_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line. With an obstacle, `line` is the entry as it stands now.

    `decided_by` names who decided before, `decided_at` says when; `again`: that was the actor, `resent`: in this
    very batch. `line.instead_of` names the mentor in whose place the actor decided. `role`: as what whoever decided
    did so.
    """

    line: EntryLine
    obstacle: Obstacle | None = None
    decided_by: str = ""
    again: bool = False
    role: Role = Role.MENTOR
    resent: bool = False
    decided_at: datetime | None = None

    def repeats(self, decision: Decision) -> bool:
        """Whether the actor had decided the same before."""
        return self.again and str(self.line.status) == str(decision)


# Written first: whoever decides on the same entry meanwhile waits here, and then reads what was decided.
_HOLD = Statement("UPDATE hours_entry SET revision = revision WHERE id = $1")
_READ = Statement(
    f"SELECT {COLUMNS}, person.name FROM hours_entry e JOIN person ON person.id = e.person_id WHERE e.id = $1"  # nosec B608
)
_DECIDED_BY = Statement(
    """
    SELECT signer_id, signer_name, signer_role, batch, decided_at FROM confirmation
    WHERE entry_id = $1 AND revision = $2
    """
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
        found.append(await _not_decided(actor, line, trouble, "") if trouble else Outcome(line))
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
        return await _not_decided(actor, line, found, verdict.batch)
    signer = await signer_as_of_now(actor.person_id, right, line.apprenticeship_id)
    await sign_entry(actor, line, right, signer, verdict, now=now)
    return Outcome(replace(line, instead_of=right.instead_of_name), role=right.role)


async def entry_and_right(actor: Actor, entry_id: int, *, now: datetime) -> tuple[EntryLine, Right]:
    """An entry the actor may decide on. Refusals: `OwnHours`; `NotYours`, also for no entry at all."""
    line = await entry_line(entry_id)
    found = await right_over(actor.person_id, line.apprenticeship_id, line.day, line.category, local_day(now))
    right = check_right(found, signer=actor.person_id, apprentice=line.person_id)
    return line, right


async def entry_line(entry_id: int) -> EntryLine:
    """Raises `NotYours` where there is no such entry."""
    row = await _READ.row(entry_id)
    if row is None:
        raise NotYours
    return line_of(row)


async def _not_decided(actor: Actor, line: EntryLine, found: Obstacle, batch: str) -> Outcome:
    row = await _DECIDED_BY.row(line.entry_id, line.revision) if found is Obstacle.DECIDED else None
    if row is None:
        return Outcome(line, found)
    again = row["signer_id"] == actor.person_id
    return Outcome(
        line,
        found,
        row["signer_name"],
        again,
        Role(row["signer_role"]),
        resent=again and row["batch"] == batch,
        decided_at=as_instant(row["decided_at"]),
    )
