"""外发消息: what the operator of the machine looks at, a page at a time by the message's number."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.deliveries import DeliveryState
from models.statement import Statement, as_instant

from .delivery_ranges import delivery_ranges
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
    WHERE d.id BETWEEN $1 AND $2 AND ($3::text = '' OR {BECAME} = $3::text) AND ($4::int = 0 OR d.notice_id = $4)
          AND {{}}
    ORDER BY d.id DESC LIMIT $5
"""  # nosec B608
_IN_RANGE = Statement(_LINES.format("true"))
# Found by an index of their own, however many others there are.
_DEAD = Statement(_LINES.format("d.state = 'dead'"))
_LAST_ID = 2**63 - 1
_SUMS = Statement(
    f"SELECT {BECAME} AS became, count(*) AS messages FROM {JOINED} WHERE d.id BETWEEN $1 AND $2 GROUP BY 1"  # nosec B608
)


async def list_deliveries(number: int, state: str, *, before: int = 0, limit: int) -> DeliveryPage:
    """Those of notice `number` (0 for all) in `state` (empty for any) below the number `before` (0 for all)."""
    if state == DeliveryState.DEAD:
        rows = await _DEAD.rows(1, before - 1 if before else _LAST_ID, state, number, limit + 1)
    else:
        rows = await _walk(number, state, before, limit + 1)
    shown = tuple(_line(row) for row in rows[:limit])
    return DeliveryPage(shown, shown[-1].number if len(rows) > limit else None)


async def _walk(number: int, state: str, before: int, most: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    async for low, high in delivery_ranges(number, before=before):
        rows += await _IN_RANGE.rows(low, high, state, number, most - len(rows))
        if len(rows) >= most:
            break
    return rows


async def sums_of_all() -> dict[str, int]:
    """Messages by state, of those that there are."""
    sums: Counter[str] = Counter()
    async for low, high in delivery_ranges():
        sums.update({row["became"]: row["messages"] for row in await _SUMS.rows(low, high)})
    return dict(sums)


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
