"""撤销确认: a mentor takes back a confirmation given some seconds ago, before anybody was told of it."""

from collections.abc import Sequence
from datetime import datetime

from domain.audit import Event
from domain.entries import EntryStatus
from domain.roles import Actor
from domain.undoing import UNDO_HELD, UndoTooLate
from models.audit import AuditEntry
from models.statement import Insert, Statement, as_instant, to_json
from models.transaction import atomic

from .decide_hours import entry_and_right
from .queue_seen import Seen
from .recorded_hours import facts_of

# A new revision of the same words, since the signature stays with the one that it signed. Written first.
_REOPEN = Statement(
    """
    UPDATE hours_entry SET status = 'submitted', revision = revision + 1
    WHERE id = $1 AND revision = $2 AND status = 'confirmed'
    """
)
_SIGNED = Statement(
    """
    SELECT decided_at FROM confirmation
    WHERE entry_id = $1 AND revision = $2 AND signer_id = $3 AND decision = 'confirmed'
    """
)
_STANDS_UPON = Statement(
    """
    SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM frozen_hours WHERE entry_id = $1)
       OR EXISTS (SELECT 1 FROM dispute WHERE entry_id = $1 AND revision = $2)
       OR EXISTS (SELECT 1 FROM hours_entry WHERE reverses_id = $1)
    """
)
_UNTELL = Statement(
    """
    UPDATE delivery SET state = 'cancelled', outcome = 'undone', ended_at = $2
    WHERE key = $1 AND state = 'waiting' AND seen_at IS NULL
    """
)
_TOLD = Statement("SELECT 1 AS found FROM delivery WHERE key = $1 AND outcome <> 'undone'")
_KEEP = Insert("entry_revision", "entry_id", "revision", "status", "facts", "replaced_at")


async def undo_confirmation(actor: Actor, lines: Sequence[Seen], *, now: datetime) -> int:
    """Let the entries wait again, all or none; how many do that were confirmed. Undoing twice is undoing once.

    Refusals: `UndoTooLate`, `OwnHours`, `NotYours`.
    """
    async with atomic():
        undone = [await _undo(actor, line, now) for line in sorted(lines, key=lambda line: line.entry_id)]
        for line in lines:
            key = f"confirmed:{line.entry_id}:{line.revision}"
            await _UNTELL.run(key, now)
            if await _TOLD.row(key):
                raise UndoTooLate
    return sum(undone)


async def _undo(actor: Actor, seen: Seen, now: datetime) -> bool:
    reopened = await _REOPEN.run(seen.entry_id, seen.revision)
    line, _ = await entry_and_right(actor, seen.entry_id, now=now)
    if not reopened and (line.status, line.revision) == (EntryStatus.SUBMITTED, seen.revision + 1):
        return False
    row = await _SIGNED.row(seen.entry_id, seen.revision, actor.person_id)
    signed_at = as_instant(row["decided_at"]) if row else None
    in_time = signed_at is not None and now <= signed_at + UNDO_HELD
    if not reopened or not in_time or await _STANDS_UPON.row(seen.entry_id, seen.revision):
        raise UndoTooLate
    await _KEEP.one(
        entry_id=seen.entry_id,
        revision=seen.revision,
        status=str(EntryStatus.CONFIRMED),
        facts=to_json(facts_of(line)),
        replaced_at=now,
    )
    await AuditEntry.record(
        actor,
        Event.HOURS_CONFIRMATION_UNDONE,
        f"hours_entry:{seen.entry_id}",
        now=now,
        before={"status": str(EntryStatus.CONFIRMED), "revision": seen.revision},
        after={"status": str(EntryStatus.SUBMITTED), "revision": seen.revision + 1},
    )
    return True
