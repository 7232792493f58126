"""What a mentor has just done, kept in the address of the next page, so that reloading it does nothing again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from domain.entries import Decision
from domain.undoing import UNDO_OFFERED
from usecases.decide_hours import Outcome
from usecases.queue_seen import Seen

from ..forms import ID_DIGITS, whole_number
from .visit import Visit

KEPT = timedelta(minutes=10)
# More than a page ever shows.
MOST = 100


@dataclass(frozen=True, slots=True)
class Decided:
    """What a form did: `verb`, with which lines, and how many of it the same person had done before (`kept`).

    A confirmation can be undone for `seconds`.
    """

    verb: str
    lines: tuple[Seen, ...] = ()
    kept: int = 0
    seconds: int = 0
    token: str = ""

    @property
    def count(self) -> int:
        return len(self.lines)


def entries_of(values: Sequence[str]) -> list[Seen]:
    """From `12:1`, entry and revision, each entry once; what else a form may hold is left out."""
    found = filter(None, map(_entry_of, values[:MOST]))
    return list({line.entry_id: line for line in found}.values())


def _entry_of(value: str) -> Seen | None:
    entry, _, revision = value.partition(":")
    numbers = whole_number(entry, ID_DIGITS), whole_number(revision, ID_DIGITS)
    return None if numbers[0] is None or numbers[1] is None else Seen(numbers[0], numbers[1])


def done_by(outcomes: Sequence[Outcome], decision: Decision) -> Decided:
    """What this form decided, also when it comes a second time."""
    fresh = [one for one in outcomes if one.obstacle is None]
    held = [one for one in outcomes if one.repeats(decision)]
    done = fresh or [one for one in held if one.resent]
    kept = [one for one in held if one not in done]
    return Decided(str(decision), tuple(one.line.seen for one in done), len(kept))


def first_done(outcomes: Sequence[Outcome], now: datetime) -> datetime:
    """When the form first did what it did; `now`, where it does something."""
    times = [one.decided_at for one in outcomes if one.resent and one.decided_at]
    return now if any(one.obstacle is None for one in outcomes) else min(times, default=now)


def address(visit: Visit, done: Decided, at: datetime, queue: str = "/m/queue") -> str:
    """Of the queue, saying what was done at that instant."""
    lines = [[line.entry_id, line.revision] for line in done.lines]
    facts = {"verb": done.verb, "lines": lines, "kept": done.kept, "at": at.timestamp()}
    sealed = quote(visit.seal.close(_purpose(visit), facts, visit.now + KEPT))
    return f"{queue}{'&' if '?' in queue else '?'}done={sealed}"


def read(visit: Visit, token: str) -> Decided | None:
    facts = visit.seal.open(_purpose(visit), token, visit.now)
    if not facts:
        return None
    lines = tuple(Seen(entry_id, revision) for entry_id, revision in facts["lines"])
    undoable = lines and facts["verb"] == Decision.CONFIRMED
    left = _left(facts["at"], visit.now) if undoable else 0
    return Decided(facts["verb"], lines, facts.get("kept", 0), left, token)


def _left(at: float, now: datetime) -> int:
    return max(0, int(UNDO_OFFERED.total_seconds() - (now.timestamp() - at)))


def _purpose(visit: Visit) -> str:
    return f"decided {visit.session.id}"
