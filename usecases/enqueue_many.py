"""One message to each of many persons, in one statement."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.deliveries import Priority
from models.statement import Statement, to_json

_ENQUEUE = Statement(
    """
    INSERT INTO delivery (key, person_id, kind, facts, urgent, priority, created_at, due_at, expires_at, state,
                          attempts, crashes, channel, outcome, platform_id)
    SELECT $2::text || (w.value::json->>'person'), (w.value::json->>'person')::int, $3,
           (w.value::json->'facts')::jsonb, FALSE, $4, $5, $6, $7, 'waiting', 0, 0, '', '', ''
    FROM json_array_elements_text($1::json) AS w WHERE true
    ON CONFLICT (key) DO NOTHING RETURNING person_id
    """
)
_ENQUEUE_FIRED = Statement(
    """
    INSERT INTO delivery (key, person_id, kind, facts, urgent, priority, created_at, due_at, expires_at, state,
                          attempts, crashes, channel, outcome, platform_id)
    SELECT f.rule || ':' || f.occasion || ':' || f.person_id, f.person_id, $5, $6::jsonb, FALSE, $7, $8, $8, $9,
           'waiting', 0, 0, '', '', ''
    FROM firing f WHERE f.rule = $1 AND f.occasion = $2 AND f.person_id BETWEEN $3 AND $4
    ON CONFLICT (key) DO NOTHING
    """
)


async def enqueue_fired(
    kind: str,
    rule: str,
    occasion: str,
    persons: tuple[int, int],
    facts: Mapping[str, object],
    *,
    now: datetime,
    expires_at: datetime,
    priority: Priority,
) -> None:
    """The same to all persons from the first to the last for whom the rule has fired on this occasion.

    In the transaction of the firings, so that whoever was told before has the message already.
    """
    await _ENQUEUE_FIRED.rows(rule, occasion, *persons, kind, to_json(facts), int(priority), now, expires_at)


async def enqueue_many(
    kind: str,
    messages: Sequence[tuple[int, Mapping[str, object]]],
    *,
    key: str,
    now: datetime,
    due_at: datetime | None = None,
    expires_at: datetime,
    priority: Priority,
) -> set[int]:
    """For pairs of a person's id and facts; `key` and the id make it unique. Who was not there already."""
    said = to_json([{"person": person_id, "facts": facts} for person_id, facts in messages])
    rows = await _ENQUEUE.rows(said, key, kind, int(priority), now, due_at or now, expires_at)
    return {row["person_id"] for row in rows}
