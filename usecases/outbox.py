"""The outbox as a queue: take what is due for a while, write down what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.backoff import MOST_ATTEMPTS
from domain.deliveries import DeliveryState, Later, Never, Outcome, Sent
from models.statement import Statement, as_instant, as_json
from models.transaction import atomic, commit_together

# Longer than the slowest call with its retry; after it, whoever took the row is taken for dead.
LEASE = timedelta(minutes=2)
LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class Leased:
    """A delivery that is ours until `until`. `attempts` counts this one and tells our lease from a later one."""

    id: int
    person_id: int
    kind: str
    facts: Mapping[str, Any]
    urgent: bool
    expires_at: datetime | None
    seen: bool
    attempts: int
    until: datetime


# While a row is being sent, due_at is the end of its lease.
_FREE = Statement(
    """
    UPDATE delivery SET state = CASE WHEN attempts >= $2 THEN 'dead' ELSE 'waiting' END,
           ended_at = CASE WHEN attempts >= $2 THEN $1::timestamptz END, outcome = 'lease.expired'
    WHERE state = 'sending' AND due_at <= $1
    """
)
_LEASE = Statement(
    """
    UPDATE delivery SET state = 'sending', attempts = attempts + 1, due_at = $2
    WHERE id IN (
        SELECT id FROM delivery WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at, id LIMIT $3
        FOR UPDATE SKIP LOCKED
    )
    RETURNING id, person_id, kind, facts, urgent, expires_at, seen_at, attempts
    """
)
_RECORD = Statement(
    """
    UPDATE delivery SET state = $3, attempts = $4, due_at = $5, channel = $6, outcome = $7, ended_at = $8,
           platform_id = $9
    WHERE id = $1 AND attempts = $2 AND state = 'sending'
    """
)


async def take_due(most: int, *, now: datetime) -> list[Leased]:
    """Lease up to `most` deliveries, oldest first; no other process gets them meanwhile."""
    until = now + LEASE
    async with atomic():
        await _FREE.run(now, MOST_ATTEMPTS)
        rows = await _LEASE.rows(now, until, most)
    return sorted((_leased(row, until) for row in rows), key=lambda leased: leased.id)


def _leased(row: Mapping[str, Any], until: datetime) -> Leased:
    return Leased(
        row["id"],
        row["person_id"],
        row["kind"],
        as_json(row["facts"]),
        bool(row["urgent"]),
        as_instant(row["expires_at"]),
        row["seen_at"] is not None,
        row["attempts"],
        until,
    )


async def record(leased: Leased, outcome: Outcome, *, now: datetime) -> DeliveryState | None:
    """Write the outcome; the delivery's state after it, or None if the lease is no longer ours."""
    values = _written(leased, outcome, now)

    async def write() -> int:
        return await _RECORD.run(leased.id, leased.attempts, *values)

    return values[0] if await commit_together(write) else None


def _written(
    leased: Leased, outcome: Outcome, now: datetime
) -> tuple[DeliveryState, int, datetime, str, str, datetime | None, str]:
    """State, attempts, due_at, channel, outcome, ended_at, platform_id."""
    why = outcome.why[:LONGEST_WHY]
    match outcome:
        case Sent(channel=channel, platform_id=platform_id):
            return DeliveryState.SENT, leased.attempts, now, str(channel), why, now, platform_id
        case Later(at=at, counted=counted):
            return DeliveryState.WAITING, leased.attempts - (not counted), at, "", why, None, ""
        case Never(state=state):
            return state, leased.attempts, now, "", why, now, ""
