"""What a roster calls unsigned has a day by which it is to be signed, until a roster brings the day it was."""

from collections.abc import Sequence
from datetime import datetime

from domain.audit import Event
from domain.clock import local_day
from domain.deadlines import DeadlineKind
from domain.roles import Actor, Door
from models.audit import AuditEntry, Change
from models.statement import Statement, to_json
from models.transaction import atomic

from .arrange_deadlines import set_of, wanted_of
from .store_deadlines import store_deadlines

# One that has had the deadline was asked for already, also where an administrator cancelled it.
_NEW = Statement(
    """
    SELECT a.id, a.programme, a.starts_on, a.ends_on FROM apprenticeship a
    WHERE a.id IN (SELECT value::int FROM json_array_elements_text($1::json))
      AND a.signed_on IS NULL AND a.status = 'active'
      AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.apprenticeship_id = a.id AND d.kind = 'agreement_to_sign')
    ORDER BY a.id
    """
)
_SIGNED = Statement(
    """
    UPDATE deadline SET state = 'done', closed_at = $2
    WHERE kind = 'agreement_to_sign' AND state = 'open'
      AND apprenticeship_id IN (SELECT value::int FROM json_array_elements_text($1::json))
    RETURNING id
    """
)


async def ask_for_signatures(by: Actor | Door, training_ids: Sequence[int], *, now: datetime) -> None:
    """These are not signed, says a roster. The same once more changes nothing."""
    async with atomic():
        rows = await _NEW.rows(to_json(list(training_ids))) if training_ids else []
        wanted = [one for row in rows for one in wanted_of(row, {}, local_day(now))]
        stored = await store_deadlines(
            [one for one in wanted if one.kind is DeadlineKind.AGREEMENT_TO_SIGN], now=now
        )
        await AuditEntry.record_all(by, set_of(stored), now=now)


async def end_of_signing(by: Actor | Door, training_ids: Sequence[int], *, now: datetime) -> None:
    """These are signed now: nobody is reminded any more."""
    async with atomic():
        rows = await _SIGNED.rows(to_json(list(training_ids)), now) if training_ids else []
        after = {"kind": str(DeadlineKind.AGREEMENT_TO_SIGN)}
        changes = [Change(Event.DEADLINE_DONE, f"deadline:{row['id']}", after=after) for row in rows]
        await AuditEntry.record_all(by, changes, now=now)
