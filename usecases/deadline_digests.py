"""All deadlines that a person is told of on one day make one message, however many pieces they are found in."""

from collections.abc import Mapping, Sequence
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

# Without the facts of messages that have no room for what is new: who has thousands of deadlines would be
# read and written thousands of times.
_WAITING = Statement(
    """
    SELECT delivery.id, delivery.person_id,
           CASE WHEN facts->>'full_until' <> '' AND facts->>'full_until' < w.value::json->>'first'
                THEN NULL ELSE facts END AS facts
    FROM json_array_elements_text($1::json) AS w
    CROSS JOIN delivery WHERE delivery.key = w.value::json->>'key' AND delivery.state = 'waiting'
    ORDER BY delivery.person_id FOR UPDATE
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


class Line(TypedDict, total=False):
    """Deadlines of one kind and day, as one line of a message.

    `names` are of apprentices, three at most of the `count`; empty where it is the person's own. `numbers` are
    pairs of a deadline's id and revision. `title`, `todo` and `source` are left out where they are empty.
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
    """What a message says on `day`. `full_until`: the last line's day where there are others, further off, for
    which it has no room; else empty.
    """

    day: str
    lines: list[Line]
    full_until: str


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
    wanted = [
        {"key": f"{key}{person_id}", "first": one["lines"][0]["day"]} for person_id, one in facts.items()
    ]
    rows = await _WAITING.rows(to_json(wanted))
    longer = [
        {"id": row["id"], "facts": _longer(as_json(row["facts"]), facts[row["person_id"]])}
        for row in rows
        if row["facts"] is not None
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


def _longer(told: Facts, new: Facts) -> Facts:
    """Both, without the deadlines that are told of anew because they were moved."""
    moved = {number for line in new["lines"] for number, _ in line["numbers"]}
    kept = [line for line in told["lines"] if any(number not in moved for number, _ in line["numbers"])]
    return gathered(new["day"], [*kept, *new["lines"]], full=bool(told["full_until"] or new["full_until"]))


def gathered(today: str, lines: Sequence[Line], *, full: bool = False) -> Facts:
    """By their day, those that say the same as one line, and no more lines than a message could show."""
    nearest = _merged(lines) if len(lines) > 1 else list(lines)
    shown = nearest[:MOST_LINES]
    full = full or len(nearest) > MOST_LINES
    return {"day": today, "lines": shown, "full_until": shown[-1]["day"] if full else ""}


def _merged(lines: Sequence[Line]) -> list[Line]:
    found: dict[tuple[str, str, str, bool], Line] = {}
    for line in lines:
        same = (line["day"], line["kind"], line.get("title", ""), not line["names"])
        found[same] = _together(found[same], line) if same in found else line
    return [found[same] for same in sorted(found)]


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
