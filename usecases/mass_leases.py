"""A mass send is taken for one step at a time, and what the step came to is written only by who holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.mass_sends import MassState
from domain.stored_text import storable
from models.statement import Statement, as_instant

# Longer than the slowest step; after it, whoever took the row is taken for dead.
LEASE = timedelta(minutes=2)
LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class Leased:
    """A mass send that is ours in this `turn`; the rest as in models/mass_sends.py."""

    id: int
    turn: int
    notice_id: int
    urgent: bool
    state: MassState
    client_id: str
    tag_id: int | None
    reached_to: int
    people: int
    attempts: int
    first_called_at: datetime | None
    left_at: datetime | None
    msg_id: str
    why: str


_TAKE = Statement(
    """
    UPDATE mass_send SET due_at = $2, turn = turn + 1
    WHERE due_at <= $1 AND id = (
        SELECT due.id FROM mass_send due JOIN notice n ON n.id = due.notice_id
        WHERE due.state <> 'done' AND due.due_at <= $1
          AND (due.state IN ('called', 'clearing') OR n.state = 'cancelled' AND due.state = 'calling'
               OR n.state = 'sending' AND n.addressed_at IS NOT NULL)
        ORDER BY due.due_at, due.id LIMIT 1)
    RETURNING *, (SELECT n.urgent FROM notice n WHERE n.id = mass_send.notice_id) AS urgent
    """
)
_COLUMNS = (
    "state",
    "due_at",
    "tag_id",
    "reached_to",
    "people",
    "attempts",
    "first_called_at",
    "left_at",
    "msg_id",
    "why",
)
_SET = ", ".join(f"{column} = ${number}" for number, column in enumerate(_COLUMNS, 3))
_PUT = Statement(f"UPDATE mass_send SET {_SET} WHERE id = $1 AND turn = $2")  # nosec B608


async def take_mass_send(*, now: datetime) -> Leased | None:
    """The next that has something to do; no other process gets it meanwhile."""
    row = await _TAKE.row(now, now + LEASE)
    return _leased(row) if row else None


async def put(held: Leased, *, due_at: datetime, **changed: Any) -> bool:
    """Write what changed and when the next step is due; False where the lease was no longer ours."""
    values = {column: getattr(held, column) for column in _COLUMNS if column != "due_at"} | changed
    values |= {"due_at": due_at, "why": storable(values["why"], LONGEST_WHY), "state": str(values["state"])}
    return bool(await _PUT.run(held.id, held.turn, *(values[column] for column in _COLUMNS)))


def _leased(row: Mapping[str, Any]) -> Leased:
    return Leased(
        row["id"],
        row["turn"],
        row["notice_id"],
        bool(row["urgent"]),
        MassState(row["state"]),
        row["client_id"],
        row["tag_id"],
        row["reached_to"],
        row["people"],
        row["attempts"],
        as_instant(row["first_called_at"]),
        as_instant(row["left_at"]),
        row["msg_id"],
        row["why"],
    )
