"""All deadlines that a person is told of on one day make one message, however many pieces they are found in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.clock import local_day
from domain.deliveries import DeliveryState, Priority
from domain.reminders import quiet_begins
from models.statement import Statement, as_json, to_json

from .enqueue_many import enqueue_many

KIND = "deadlines"
MOST_NAMES = 3
# So many deadlines of one line are asked about again when the message leaves.
MOST_NUMBERS = 20
# While the rest is being found a message waits; where that is cut off, it leaves with what it has.
HELD = timedelta(minutes=5)

_WAITING = Statement("SELECT id, facts, state FROM delivery WHERE key = $1 FOR UPDATE")
_REPLACE = Statement("UPDATE delivery SET facts = $2::jsonb WHERE id = $1 AND state = 'waiting'")
_RELEASE = Statement(
    f"""
    UPDATE delivery SET due_at = $1
    WHERE state = 'waiting' AND notice_id IS NULL AND priority = {int(Priority.DEADLINE)} AND due_at > $1
      AND kind = '{KIND}' AND attempts = 0
    """  # nosec B608
)
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
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
    names: Sequence[str]
    numbers: Sequence[Sequence[int]]

    @property
    def same(self) -> tuple[str, str, str, bool]:
        """Lines that are equal in this become one."""
        return self.kind, self.day, self.title, bool(self.names)


async def tell(found: Mapping[int, Sequence[Line]], *, now: datetime) -> int:
    """Put lines into the messages of their persons, in the transaction of their firings; the new messages."""
    today = local_day(now).isoformat()
    messages = [(person_id, _facts(today, found[person_id])) for person_id in sorted(found)]
    key = f"{KIND}:{today}:"
    made = await _enqueue(messages, key, now)
    others = [message for message in messages if message[0] not in made]
    return len(made) + sum([await _extend(message, key, now) for message in others])


async def release(*, now: datetime) -> None:
    """Everything is found: let the messages leave."""
    await _RELEASE.run(now)


async def _enqueue(messages: Sequence[tuple[int, Facts]], key: str, now: datetime) -> set[int]:
    return await enqueue_many(
        KIND,
        messages,
        key=key,
        now=now,
        due_at=now + HELD,
        expires_at=quiet_begins(now),
        priority=Priority.DEADLINE,
    )


async def _extend(message: tuple[int, Facts], key: str, now: datetime) -> int:
    """One more line in the message that still waits; what has left is followed by another. New messages."""
    person_id, facts = message
    row = await _WAITING.row(f"{key}{person_id}")
    if row and row["state"] == DeliveryState.WAITING:
        told = [Line(**line) for line in as_json(row["facts"])["lines"]]
        new = [Line(**line) for line in facts["lines"]]
        lines = [*_not_moved(told, new), *new]
        await _REPLACE.run(row["id"], to_json(_facts(facts["day"], lines)))
        return 0
    first = facts["lines"][0]["numbers"][0]
    return len(await _enqueue([message], f"{key}{first[0]}:{first[1]}:", now))


def _not_moved(told: Sequence[Line], new: Sequence[Line]) -> list[Line]:
    """What was told of already, without the deadlines that are told of anew because they were moved."""
    moved = {number for line in new for number, _ in line.numbers}
    return [line for line in told if {number for number, _ in line.numbers} - moved]


def _facts(today: str, lines: Sequence[Line]) -> Facts:
    return {"day": today, "lines": [asdict(line) for line in merged(lines)]}


def merged(lines: Sequence[Line]) -> list[Line]:
    """By their day, with those that say the same made one."""
    found: dict[tuple[str, str, str, bool], Line] = {}
    for line in sorted(lines, key=lambda line: line.day):
        known = found.get(line.same)
        found[line.same] = _together(known, line) if known else line
    return list(found.values())


def _together(first: Line, second: Line) -> Line:
    return Line(
        first.kind,
        first.day,
        first.title,
        first.todo,
        first.source or second.source,
        first.count + second.count,
        list(dict.fromkeys([*first.names, *second.names]))[:MOST_NAMES],
        [*first.numbers, *second.numbers][:MOST_NUMBERS],
    )
