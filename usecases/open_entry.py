"""看 3: a mentor opens an entry to see all of it before deciding."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.differences import Difference, differences
from domain.entries import Decision, EntryStatus
from domain.roles import Actor, Role
from models.statement import Statement, as_json
from models.transaction import atomic

from .decide_hours import entry_and_right
from .entry_history import Happened, withdrawn
from .evidence_of import Piece, evidence_of
from .queue_seen import Seen, remember_queue, take_queue
from .recorded_hours import facts_of
from .waiting_hours import EntryLine, with_history


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed since an earlier revision, and what had been decided on that one, if anything."""

    revision: int
    status: EntryStatus
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """All of an entry. `decision`, `decided_by` and `decided_as` tell of a decision on this very revision.

    `right`: as what the one who opened it may decide. `pieces` are those that `evidence` counts.
    """

    number: int
    line: EntryLine
    evidence: int
    compared: Compared | None
    decision: Decision | None
    decided_by: str
    decided_as: Role = Role.MENTOR
    right: Role = Role.MENTOR
    pieces: tuple[Piece, ...] = ()
    withdrawn: Happened | None = None


@dataclass(frozen=True, slots=True)
class NotInList:
    """There is no such number in a list of `seen` lines."""

    number: int
    seen: int


# The revision decided last says what the mentor knows; without one, the one before this.
_EARLIER = Statement(
    """
    SELECT revision, status, facts FROM entry_revision WHERE entry_id = $1
    ORDER BY CASE WHEN status IN ('confirmed', 'returned') THEN 0 ELSE 1 END, revision DESC LIMIT 1
    """
)
_DECISION = Statement(
    "SELECT decision, signer_name, signer_role FROM confirmation WHERE entry_id = $1 AND revision = $2"
)


async def open_seen(actor: Actor, app: str, openid: str, number: int, *, now: datetime) -> Opened | NotInList:
    """Open a line of the list seen last; from then on it may be confirmed as it stands now.

    Refusals: `OwnHours`, `NotYours`.
    """
    async with atomic():
        seen = await take_queue(app, openid)
        if not 0 < number <= len(seen):
            return NotInList(number, len(seen))
        opened = await open_entry(actor, seen[number - 1].entry_id, now=now)
        seen[number - 1] = Seen(opened.line.entry_id, opened.line.revision, opened=True)
        await remember_queue(app, openid, seen)
    return replace(opened, number=number)


async def open_entry(actor: Actor, entry_id: int, *, now: datetime) -> Opened:
    """All of an entry, for one who may decide on it. Refusals: `OwnHours`, `NotYours`."""
    line, right = await entry_and_right(actor, entry_id, now=now)
    (line,) = await with_history([replace(line, instead_of=right.instead_of_name)])
    pieces = await evidence_of(entry_id)
    decided = await _DECISION.row(entry_id, line.revision)
    return Opened(
        number=0,
        line=line,
        evidence=len(pieces),
        compared=await _compared(line),
        decision=Decision(decided["decision"]) if decided else None,
        decided_by=decided["signer_name"] if decided else "",
        decided_as=Role(decided["signer_role"]) if decided else Role.MENTOR,
        right=right.role,
        pieces=pieces,
        withdrawn=await withdrawn(line),
    )


async def _compared(line: EntryLine) -> Compared | None:
    row = await _EARLIER.row(line.entry_id) if line.revision > 1 else None
    if row is None:
        return None
    changes = differences(as_json(row["facts"]), facts_of(line))
    return Compared(row["revision"], EntryStatus(row["status"]), changes)
