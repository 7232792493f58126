"""Several "hours wait for you" to one mentor that leave together, as after a night, become one message."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.statement import Statement, as_json, to_json
from models.transaction import atomic

from .outbox import Leased

KIND = "hours_to_confirm"
FOLDED = "hours_to_confirm_many"

# Only among the newest, so that this costs the same whatever a mentor has received in all.
_NEWEST = """
    SELECT newest.id FROM (
        SELECT id, kind, state, due_at FROM delivery WHERE person_id = $1 ORDER BY id DESC LIMIT 200
    ) AS newest WHERE newest.kind = 'hours_to_confirm' AND newest.state = 'waiting' AND newest.due_at <= $2
"""
_ANY = Statement(f"{_NEWEST} LIMIT 1")
_TAKE_IN = Statement(
    f"""
    UPDATE delivery SET state = 'cancelled', outcome = 'folded', ended_at = $2
    WHERE state = 'waiting' AND id IN ({_NEWEST}) RETURNING facts
    """  # nosec B608
)
_END = Statement(
    """
    UPDATE delivery SET state = 'cancelled', outcome = 'folded', ended_at = $3
    WHERE id = $1 AND attempts = $2 AND state = 'sending'
    """
)
_BECOME = Statement(
    f"""
    UPDATE delivery SET kind = '{FOLDED}', facts = $3 WHERE id = $1 AND attempts = $2 AND state = 'sending'
    """  # nosec B608
)
_STILL = Statement("SELECT id FROM hours_entry WHERE id = $1 AND revision = $2 AND status = 'submitted'")


def folds(leased: Leased) -> bool:
    """Whether it may stand for others; one that perhaps arrived before stands for itself."""
    return leased.kind == KIND and leased.attempts == 1


async def fold(leased: Leased, others: Sequence[Leased], *, now: datetime) -> Leased:
    """The message that stands for this one, for `others` of the same person that are leased too, and for those
    that wait; they end as cancelled. Itself where it is alone.
    """
    if not others and await _ANY.row(leased.person_id, now) is None:
        return leased
    async with atomic():
        waiting = await _TAKE_IN.rows(leased.person_id, now)
        taken = [other.facts for other in others if await _END.run(other.id, other.attempts, now)]
        told = [leased.facts, *taken, *(as_json(row["facts"]) for row in waiting)]
        if len(told) == 1:
            return leased
        facts = _facts(told)
        await _BECOME.run(leased.id, leased.attempts, to_json(facts))
    return replace(leased, kind=FOLDED, facts=facts)


def _facts(told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`entries` are [id, revision]; `names` are (apprentice, number of entries), the most first."""
    return {
        "entries": [[each["entry"], each["revision"]] for each in told],
        "names": [list(pair) for pair in Counter(each["name"] for each in told).most_common()],
        "day": max(each["day"] for each in told),
    }


async def still_waiting(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Some revision that was told of still waits."""
    for entry, revision in facts["entries"]:
        if await _STILL.row(entry, revision):
            return True
    return False
