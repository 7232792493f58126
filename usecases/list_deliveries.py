"""外发消息: what the operator of the machine looks at, a page at a time by the message's number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.statement import Statement, as_instant

from .notice_report import BECAME, JOINED


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One outgoing message. `state` is one of `notice_report.SUMS`, `outcome` why, in the outbox's words.

    `organization` is one that the person holds a role in.
    """

    number: int
    notice: int | None
    kind: str
    person: str
    organization: str
    state: str
    channel: str
    attempts: int
    outcome: str
    created_at: datetime | None
    ended_at: datetime | None
    read_at: datetime | None
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """The newest first; `next` is what to ask for as `before` to see what follows, None where nothing does."""

    lines: tuple[DeliveryLine, ...]
    next: int | None


_LINES = f"""
    SELECT d.id, d.notice_id, d.kind, p.name, {BECAME} AS became, d.channel, d.attempts, d.outcome, d.created_at,
           d.ended_at, r.read_at, r.acknowledged_at,
           coalesce((SELECT min(o.name) FROM role_held held JOIN organization o ON o.id = held.organization_id
                     WHERE held.person_id = p.id), '') AS organization
    FROM {JOINED} JOIN person p ON p.id = d.person_id
    WHERE ($1::bigint = 0 OR d.id < $1) AND ($2::text = '' OR {BECAME} = $2::text) AND {{}}
    ORDER BY d.id DESC LIMIT $3
"""  # nosec B608
_ALL = Statement(_LINES.format("true"))
_OF_NOTICE = Statement(_LINES.format("d.notice_id = $4"))
_SUMS = Statement(
    f"SELECT {BECAME} AS became, count(*) AS messages FROM {JOINED} GROUP BY 1"  # nosec B608
)


async def list_deliveries(number: int, state: str, *, before: int = 0, limit: int) -> DeliveryPage:
    """Those of notice `number` (0 for all) in `state` (empty for any) below the number `before` (0 for all)."""
    blanks = (before, state, limit + 1)
    rows = await (_OF_NOTICE.rows(*blanks, number) if number else _ALL.rows(*blanks))
    shown = tuple(_line(row) for row in rows[:limit])
    return DeliveryPage(shown, shown[-1].number if len(rows) > limit else None)


async def sums_of_all() -> dict[str, int]:
    """Messages by state, of those that there are."""
    return {row["became"]: row["messages"] for row in await _SUMS.rows()}


def _line(row: Mapping[str, Any]) -> DeliveryLine:
    return DeliveryLine(
        row["id"],
        row["notice_id"],
        row["kind"],
        row["name"],
        row["organization"],
        row["became"],
        row["channel"],
        row["attempts"],
        row["outcome"],
        as_instant(row["created_at"]),
        as_instant(row["ended_at"]),
        as_instant(row["read_at"]),
        as_instant(row["acknowledged_at"]),
    )
