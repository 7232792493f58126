"""Deadlines as rows: one of a kind for each subject, moved rather than doubled."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from domain.deadlines import DeadlineKind
from models.statement import Statement, as_day, to_json


@dataclass(frozen=True, slots=True)
class Wanted:
    """A deadline as it should be. `subject` names what it belongs to, such as "apprenticeship:12".

    With an apprenticeship it is for the people of that agreement; otherwise for whoever holds `role` (empty:
    any) in the organization (None: anywhere), and for its author.
    """

    kind: DeadlineKind
    subject: str
    day: date
    title: str = ""
    todo: str = ""
    source: str = ""
    apprenticeship_id: int | None = None
    organization_id: int | None = None
    role: str = ""
    author_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """`revision` counts from 1; a higher one was moved or opened again, and its steps count anew."""

    id: int
    kind: DeadlineKind
    subject: str
    day: date
    revision: int


# What is done stays done; the same once more changes nothing.
_STORE = Statement(
    """
    INSERT INTO deadline (kind, subject, day, title, todo, source, apprenticeship_id, organization_id, role,
                          author_id, state, revision, created_at)
    SELECT w.value::json->>'kind', w.value::json->>'subject', (w.value::json->>'day')::date,
           w.value::json->>'title', w.value::json->>'todo', w.value::json->>'source',
           (w.value::json->>'apprenticeship_id')::int, (w.value::json->>'organization_id')::int,
           w.value::json->>'role', (w.value::json->>'author_id')::int, 'open', 1, $2
    FROM json_array_elements_text($1::json) AS w WHERE true
    ON CONFLICT (kind, subject) DO UPDATE
    SET revision = deadline.revision
                   + CASE WHEN deadline.day <> excluded.day OR deadline.state <> 'open' THEN 1 ELSE 0 END,
        day = excluded.day, title = excluded.title, todo = excluded.todo, source = excluded.source,
        role = excluded.role, organization_id = excluded.organization_id, state = 'open', closed_at = NULL
    WHERE deadline.state <> 'done'
      AND (deadline.day <> excluded.day OR deadline.state <> 'open' OR deadline.title <> excluded.title
           OR deadline.todo <> excluded.todo OR deadline.source <> excluded.source
           OR deadline.role <> excluded.role)
    RETURNING id, kind, subject, day, revision
    """
)
_FIND = Statement("SELECT id, kind, subject, day, revision FROM deadline WHERE kind = $1 AND subject = $2")


async def store_deadlines(wanted: Sequence[Wanted], *, now: datetime) -> list[Stored]:
    """Make, move or open again, in the transaction of the cause; those that were not so before."""
    rows = await _STORE.rows(to_json([_plain(one) for one in wanted]), now) if wanted else []
    return [_stored(row) for row in rows]


async def find_deadline(kind: DeadlineKind, subject: str) -> Stored | None:
    row = await _FIND.row(str(kind), subject)
    return _stored(row) if row else None


def _plain(one: Wanted) -> dict[str, Any]:
    return asdict(one) | {"day": one.day.isoformat(), "role": str(one.role)}


def _stored(row: dict[str, Any]) -> Stored:
    return Stored(row["id"], DeadlineKind(row["kind"]), row["subject"], as_day(row["day"]), row["revision"])
