"""All deadlines that a person is told of on one day make one message, however many pieces they are found in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from domain.clock import local_day
from domain.deliveries import Priority
from domain.reminders import quiet_begins
from models.statement import Statement, as_json, to_json

from .enqueue_many import enqueue_many

KIND = "deadlines"
MOST_LINES = 10
MOST_NAMES = 3
# So many deadlines of one line are asked about again when the message leaves.
MOST_NUMBERS = 10
# While the rest is being found a message waits; where that is cut off, it leaves with what it has.
HELD = timedelta(minutes=5)

_WAITING = Statement(
    """
    SELECT id, person_id, facts FROM delivery
    WHERE key IN (SELECT value FROM json_array_elements_text($1::json)) AND state = 'waiting'
    ORDER BY person_id FOR UPDATE
    """
)
_REPLACE = Statement(
    """
    UPDATE delivery SET facts = (w.value::json->'facts')::jsonb
    FROM json_array_elements_text($1::json) AS w WHERE delivery.id = (w.value::json->>'id')::bigint
    """
)
_RELEASE = Statement(
    f"""
    UPDATE delivery SET due_at = $1
    WHERE state = 'waiting' AND notice_id IS NULL AND priority = {int(Priority.DEADLINE)} AND due_at > $1
      AND kind = '{KIND}' AND attempts = 0
    """  # nosec B608
)


class Line(TypedDict):
    """Deadlines of one kind and day, as one line of a message.

    `names` are of apprentices, three at most of the `count`; empty where it is the person's own. `numbers` are
    pairs of a deadline's id and revision.
    """

    kind: str
    day: str
    title: str
    todo: str
    source: str
    count: int
    names: list[str]
    numbers: list[list[int]]


class Facts(TypedDict):
    """What a message says on `day`. `more`: there are others, further off, for which it has no room."""

    day: str
    lines: list[Line]
    more: bool


async def tell(found: Mapping[int, Sequence[Line]], *, now: datetime) -> int:
    """Put lines into the messages of their persons, in the transaction of their firings; the new messages."""
    today = local_day(now).isoformat()
    facts = {person_id: gathered(today, found[person_id]) for person_id in sorted(found)}
    key = f"{KIND}:{today}:"
    made = await _enqueue(facts, key, now)
    others = {person_id: one for person_id, one in facts.items() if person_id not in made}
    return len(made) + (await _extend(others, key, now) if others else 0)


async def release(*, now: datetime) -> None:
    """Everything is found: let the messages leave."""
    await _RELEASE.run(now)


async def _enqueue(facts: Mapping[int, Facts], key: str, now: datetime) -> set[int]:
    return await enqueue_many(
        KIND,
        list(facts.items()),
        key=key,
        now=now,
        due_at=now + HELD,
        expires_at=quiet_begins(now),
        priority=Priority.DEADLINE,
    )


async def _extend(facts: Mapping[int, Facts], key: str, now: datetime) -> int:
    """More lines in messages that still wait; those that have left are followed by another. New messages."""
    rows = await _WAITING.rows(to_json([f"{key}{person_id}" for person_id in facts]))
    told = [(row["id"], as_json(row["facts"]), facts[row["person_id"]]) for row in rows]
    longer = [
        {"id": number, "facts": _longer(old, new)} for number, old, new in told if not _is_full(old, new)
    ]
    if longer:
        await _REPLACE.run(to_json(longer))
    waiting = {row["person_id"] for row in rows}
    left = {person_id: one for person_id, one in facts.items() if person_id not in waiting}
    return sum(
        [len(await _enqueue({person_id: one}, _another(key, one), now)) for person_id, one in left.items()]
    )


def _another(key: str, facts: Facts) -> str:
    """A key that only these lines have: they are told once."""
    number, revision = facts["lines"][0]["numbers"][0]
    return f"{key}{number}:{revision}:"


def _is_full(told: Facts, new: Facts) -> bool:
    """Whether the new lines change nothing: without this, who has thousands is written thousands of times."""
    return told["more"] and all(line["day"] > told["lines"][-1]["day"] for line in new["lines"])


def _longer(told: Facts, new: Facts) -> Facts:
    """Both, without the deadlines that are told of anew because they were moved."""
    moved = {number for line in new["lines"] for number, _ in line["numbers"]}
    kept = [line for line in told["lines"] if any(number not in moved for number, _ in line["numbers"])]
    return gathered(new["day"], [*kept, *new["lines"]], more=told["more"] or new["more"])


def gathered(today: str, lines: Iterable[Line], *, more: bool = False) -> Facts:
    """By their day, those that say the same as one line, and no more lines than a message could show."""
    found: dict[tuple[str, str, str, bool], Line] = {}
    for line in lines:
        same = (line["day"], line["kind"], line["title"], not line["names"])
        found[same] = _together(found[same], line) if same in found else line
    nearest = [found[same] for same in sorted(found)]
    return {"day": today, "lines": nearest[:MOST_LINES], "more": more or len(nearest) > MOST_LINES}


def _together(first: Line, second: Line) -> Line:
    names = first["names"]
    if len(names) < MOST_NAMES:
        names = list(dict.fromkeys([*names, *second["names"]]))[:MOST_NAMES]
    return {
        **first,
        "count": first["count"] + second["count"],
        "names": names,
        "numbers": [*first["numbers"], *second["numbers"]][:MOST_NUMBERS],
    }
