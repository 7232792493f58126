"""A message of hours that were confirmed is held for some seconds; what is undone meanwhile goes out of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from domain.undoing import UNDO_HELD, UndoTooLate
from models.deliveries import Delivery
from models.statement import Statement, as_day, as_instant, as_json, to_json

from .waiting_hours import EntryLine

# More than anybody is sent within those seconds.
LOOKED_AT = 50

_MESSAGES = Statement(
    """
    SELECT id, kind, facts, due_at, created_at FROM delivery
    WHERE person_id = $1 AND outcome <> 'undone' ORDER BY id DESC LIMIT $2
    """
)
_CANCEL = Statement(
    """
    UPDATE delivery SET state = 'cancelled', outcome = 'undone', ended_at = $2
    WHERE id = $1 AND state = 'waiting' AND seen_at IS NULL
    """
)
_STILL = Statement(
    """
    SELECT id, revision, number, minutes, work_date FROM hours_entry
    WHERE person_id = $1 AND status = 'confirmed'
      AND number IN (SELECT value::int FROM json_array_elements_text($2::json))
    ORDER BY number
    """
)


async def untell_confirmed(lines: Sequence[EntryLine], *, now: datetime) -> None:
    """In the caller's transaction, after the entries wait again. Refusal: `UndoTooLate` where somebody was told."""
    for person_id, group in groupby(sorted(lines, key=attrgetter("person_id")), attrgetter("person_id")):
        numbers = {line.number for line in group}
        for row in await _MESSAGES.rows(person_id, LOOKED_AT):
            facts = as_json(row["facts"])
            if _says(row, facts, numbers, now):
                await _tell_the_rest(person_id, row, facts, now)


def _says(row: Mapping[str, Any], facts: Mapping[str, Any], numbers: set[int], now: datetime) -> bool:
    made = as_instant(row["created_at"])
    lately = row["kind"] == "hours_confirmed" and made is not None and now <= made + UNDO_HELD
    return lately and not numbers.isdisjoint(facts.get("numbers", ()))


async def _tell_the_rest(
    person_id: int, row: Mapping[str, Any], facts: Mapping[str, Any], now: datetime
) -> None:
    """Another message, at the same time, of what is still confirmed."""
    if not await _CANCEL.run(row["id"], now):
        raise UndoTooLate
    still = await _STILL.rows(person_id, to_json(facts["numbers"]))
    if not still:
        return
    told = {
        "numbers": [entry["number"] for entry in still],
        "minutes": sum(entry["minutes"] for entry in still),
        "day": as_day(still[0]["work_date"]).isoformat() if len(still) == 1 else "",
    }
    await Delivery.enqueue(
        person_id,
        "hours_confirmed",
        key=f"confirmed:{still[0]['id']}:{still[0]['revision']}:rest:{row['id']}",
        now=now,
        due_at=as_instant(row["due_at"]),
        **{**facts, **told},
    )
