"""What a mentor has just done, kept in the address of the next page, so that reloading it does nothing again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

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
    """How many of what `verb`; for a confirmation the lines, and the seconds in which it can be undone."""

    verb: str
    count: int
    lines: tuple[Seen, ...] = ()
    seconds: int = 0
    token: str = ""


def entries_of(values: Sequence[str]) -> list[Seen]:
    """From `12:1`, entry and revision, each entry once; what else a form may hold is left out."""
    found = filter(None, map(_entry_of, values[:MOST]))
    return list({line.entry_id: line for line in found}.values())


def _entry_of(value: str) -> Seen | None:
    entry, _, revision = value.partition(":")
    numbers = whole_number(entry, ID_DIGITS), whole_number(revision, ID_DIGITS)
    return None if numbers[0] is None or numbers[1] is None else Seen(numbers[0], numbers[1])


def done_by(outcomes: Sequence[Outcome]) -> list[Seen]:
    """Lines that this form decided, also when it comes a second time."""
    return [one.line.seen for one in outcomes if one.obstacle is None or one.again]


def address(visit: Visit, verb: str, lines: Sequence[Seen]) -> str:
    """Of the queue, saying what was done."""
    facts = {
        "verb": verb,
        "lines": [[line.entry_id, line.revision] for line in lines],
        "at": visit.now.timestamp(),
    }
    return f"/m/queue?done={quote(visit.seal.close(_purpose(visit), facts, visit.now + KEPT))}"


def read(visit: Visit, token: str) -> Decided | None:
    facts = visit.seal.open(_purpose(visit), token, visit.now)
    if not facts:
        return None
    lines = tuple(Seen(entry_id, revision) for entry_id, revision in facts["lines"])
    left = _left(facts["at"], visit.now) if facts["verb"] == "confirmed" else 0
    return Decided(facts["verb"], len(lines), lines, left, token)


def _left(at: float, now: datetime) -> int:
    return max(0, int(UNDO_OFFERED.total_seconds() - (now.timestamp() - at)))


def _purpose(visit: Visit) -> str:
    return f"decided {visit.session.id}"
