"""The outbox as a queue: take what is due for a while, write down what became of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any

from domain.deliveries import DeliveryState, Later, Never, Outcome, Priority, Sent
from domain.stored_text import storable
from models.statement import Statement, as_instant, on_postgres, to_json
from models.transaction import atomic

# Longer than the slowest call with its retry; after it, whoever took the row is taken for dead.
LEASE = timedelta(minutes=2)
# A message on which so many processes died is parked.
MOST_CRASHES = 3
LONGEST_WHY = 200
LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Leased:
    """A delivery that is ours until `until`. `attempts` counts this one and tells our lease from a later one.

    `crashed`: an earlier lease ended without a word.
    """

    id: int
    person_id: int
    kind: str
    facts: Mapping[str, Any]
    notice_id: int | None
    urgent: bool
    expires_at: datetime | None
    seen: bool
    attempts: int
    until: datetime
    crashed: bool = False


@dataclass(frozen=True, slots=True)
class Lanes:
    """What may be taken: always the messages of single persons, and those of these notices, urgent ones first."""

    urgent_notices: Sequence[int] = ()
    notices: Sequence[int] = ()


# While a row is being sent, due_at is the end of its lease.
_FREE = Statement(
    f"""
    UPDATE delivery SET state = CASE WHEN crashes + 1 >= {MOST_CRASHES} THEN 'dead' ELSE 'waiting' END,
           ended_at = CASE WHEN crashes + 1 >= {MOST_CRASHES} THEN $1::timestamptz END,
           crashes = crashes + 1, outcome = 'lease.expired'
    WHERE state = 'sending' AND due_at <= $1
    """  # nosec B608
)
# Materialized, because PostgreSQL may run a subquery again for each row, and what it locked before it then skips.
_TAKE = """
    WITH due AS MATERIALIZED (
        SELECT id FROM delivery WHERE state = 'waiting' AND due_at <= $1 AND {lane} LIMIT $3
        FOR UPDATE SKIP LOCKED
    )
    UPDATE delivery SET state = 'sending', attempts = attempts + 1, due_at = $2 WHERE id IN (SELECT id FROM due)
    RETURNING id, person_id, kind, facts, notice_id, urgent, expires_at, seen_at, attempts,
              crashes
"""
_OF_PERSONS = Statement(
    _TAKE.format(lane="crashes = 0 AND notice_id IS NULL AND priority = $4 ORDER BY due_at, id")
)
# The state is asked for here too: nothing of a paused or cancelled notice may be taken.
_OF_NOTICE = Statement(
    _TAKE.format(
        lane="crashes = 0 AND notice_id = $4 AND EXISTS"
        " (SELECT 1 FROM notice n WHERE n.id = $4 AND n.state = 'sending') ORDER BY due_at"
    )
)
_SUSPECT = Statement(
    _TAKE.format(
        lane="crashes > 0 AND (notice_id IS NULL OR EXISTS"
        " (SELECT 1 FROM notice n WHERE n.id = notice_id AND n.state = 'sending')) ORDER BY due_at, id"
    )
)
_WRITE = "state = {0}, attempts = {1}, due_at = {2}, channel = {3}, outcome = {4}, ended_at = {5}, platform_id = {6}"
_RECORD = Statement(
    "UPDATE delivery SET "  # nosec B608
    + _WRITE.format("$3", "$4", "$5", "$6", "$7", "$8", "$9")
    + " WHERE id = $1 AND attempts = $2 AND state = 'sending'"
)
_COLUMNS = ("o.state", "o.attempts", "o.due_at", "o.channel", "o.outcome", "o.ended_at", "o.platform_id")
_RECORD_MANY = Statement(
    "UPDATE delivery SET "  # nosec B608
    + _WRITE.format(*_COLUMNS)
    + """
    FROM jsonb_to_recordset($1::jsonb) AS o(id bigint, held int, state text, attempts smallint, due_at timestamptz,
         channel text, outcome text, ended_at timestamptz, platform_id text)
    WHERE delivery.id = o.id AND delivery.attempts = o.held AND delivery.state = 'sending' RETURNING delivery.id
    """
)
# What a delivery becomes: state, attempts, due_at, channel, outcome, ended_at, platform_id.
Written = tuple[str, int, datetime, str, str, datetime | None, str]


async def free_expired(*, now: datetime) -> int:
    """Give back what processes held that have died since; a message that kills every one is parked as dead."""
    async with atomic():
        return await _FREE.run(now)


async def take_due(
    most: int, *, now: datetime, lanes: Lanes | None = None, suspect: bool = True, ahead: bool = True
) -> list[Leased]:
    """Lease up to `most` deliveries; no other process gets them meanwhile.

    Answers to what was just done come first, then urgent notices, deadlines, digests and other notices. Of those
    that a process died with, one at most and where `suspect`: which of them it died of shows only apart. Without
    `ahead` only the last lanes are asked, for a caller who just found the others empty.
    """
    lanes = lanes or Lanes()
    until = now + LEASE
    before: list[tuple[Statement, int]] = [
        (_OF_PERSONS, Priority.DIRECT),
        *((_OF_NOTICE, number) for number in lanes.urgent_notices),
        (_OF_PERSONS, Priority.DEADLINE),
        (_OF_PERSONS, Priority.DIGEST),
    ]
    last = [(_OF_NOTICE, number) for number in lanes.notices]
    ordered = before + last if ahead else last
    taken: list[Leased] = []
    async with atomic():
        if suspect and ahead:
            taken = [_leased(row, until) for row in await _SUSPECT.rows(now, until, 1)]
        for statement, lane in ordered:
            if len(taken) < most:
                rows = await statement.rows(now, until, most - len(taken), int(lane))
                taken += sorted((_leased(row, until) for row in rows), key=attrgetter("id"))
    return taken


def _leased(row: Mapping[str, Any], until: datetime) -> Leased:
    return Leased(
        row["id"],
        row["person_id"],
        row["kind"],
        _facts(row["facts"]),
        row["notice_id"],
        bool(row["urgent"]),
        as_instant(row["expires_at"]),
        row["seen_at"] is not None,
        row["attempts"],
        until,
        row["crashes"] > 0,
    )


@lru_cache(maxsize=256)
def _facts(written: str) -> Mapping[str, Any]:
    """The very same facts for the same words, as in a notice to many."""
    return dict(json.loads(written))


async def record_all(outcomes: Sequence[tuple[Leased, Outcome]], *, now: datetime) -> set[int]:
    """Write what became of these; the ids of those whose lease still was ours."""
    if on_postgres():
        written = to_json([_as_record(leased, outcome, now) for leased, outcome in outcomes])
        return {row["id"] for row in await _RECORD_MANY.rows(written)}
    return {
        leased.id
        for leased, outcome in outcomes
        if await _RECORD.run(leased.id, leased.attempts, *written_as(leased, outcome, now))
    }


def _as_record(leased: Leased, outcome: Outcome, now: datetime) -> dict[str, Any]:
    state, attempts, due_at, channel, why, ended_at, platform_id = written_as(leased, outcome, now)
    return {
        "id": leased.id,
        "held": leased.attempts,
        "state": state,
        "attempts": attempts,
        "due_at": due_at.isoformat(),
        "channel": channel,
        "outcome": why,
        "ended_at": ended_at.isoformat() if ended_at else None,
        "platform_id": platform_id,
    }


def state_after(outcome: Outcome) -> DeliveryState:
    match outcome:
        case Sent():
            return DeliveryState.SENT
        case Later():
            return DeliveryState.WAITING
        case Never(state=state):
            return state


def written_as(leased: Leased, outcome: Outcome, now: datetime) -> Written:
    """The columns that say what became of a delivery."""
    why = storable(outcome.why, LONGEST_WHY)
    match outcome:
        case Sent(channel=channel, platform_id=platform_id):
            kept = storable(platform_id, LONGEST_ID)
            return str(DeliveryState.SENT), leased.attempts, now, str(channel), why, now, kept
        case Later(at=at, counted=counted):
            return str(DeliveryState.WAITING), leased.attempts - (not counted), at, "", why, None, ""
        case Never(state=state):
            return str(state), leased.attempts, now, "", why, now, ""
