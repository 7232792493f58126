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
from .untell_confirmed import untell_confirmed
from .waiting_hours import EntryLine

# Written first: an assessment that is decided meanwhile counts these hours, or it doesn't.
_HOLD = Statement(
    """
    UPDATE person SET last_entry_number = last_entry_number
    WHERE id = (SELECT person_id FROM hours_entry WHERE id = $1)
    """
)
# A new revision of the same words, since the signature stays with the one that it signed.
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
      AND signer_role <> 'administrator'
    """
)
_STANDS_UPON = Statement(
    """
    SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM frozen_hours WHERE entry_id = $1)
       OR EXISTS (SELECT 1 FROM dispute WHERE entry_id = $1 AND revision = $2)
       OR EXISTS (SELECT 1 FROM hours_entry WHERE reverses_id = $1)
    """
)
_KEEP = Insert("entry_revision", "entry_id", "revision", "status", "facts", "replaced_at")


async def undo_confirmation(actor: Actor, lines: Sequence[Seen], *, now: datetime) -> int:
    """Let the entries wait again, all or none; how many do that were confirmed. Undoing twice is undoing once.

    What an administrator confirmed stays so: the mentors were told at once.
    Refusals: `UndoTooLate`, `OwnHours`, `NotYours`.
    """
    ordered = sorted(lines, key=lambda line: line.entry_id)
    async with atomic():
        for line in ordered:
            await _HOLD.run(line.entry_id)
        found = [await _undo(actor, line, now) for line in ordered]
        undone = [line for line in found if line]
        await untell_confirmed(undone, now=now)
    return len(undone)


async def _undo(actor: Actor, seen: Seen, now: datetime) -> EntryLine | None:
    """The entry as it was confirmed; None where it waits already."""
    reopened = await _REOPEN.run(seen.entry_id, seen.revision)
    line, _ = await entry_and_right(actor, seen.entry_id, now=now)
    if not reopened and (line.status, line.revision) == (EntryStatus.SUBMITTED, seen.revision + 1):
        return None
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
    return line
