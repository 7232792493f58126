"""退回: a mentor sends hours back with a reason; the apprentice may amend them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.entries import Decision
from domain.roles import Actor
from domain.signing import check_reason
from models.deliveries import Delivery
from models.transaction import atomic

from .decide_hours import Outcome, decide_all, obstacles_to
from .queue_seen import Seen, take_queue
from .sign_entry import Verdict
from .tell_mentors import EXCERPT
from .tell_of_administrator import tell_of_administrator
from .waiting_hours import count_waiting


@dataclass(frozen=True, slots=True)
class ReturnedBatch:
    """What became of each line, the reason told, and how many entries still wait."""

    lines: tuple[Outcome, ...]
    reason: str
    waiting: int

    @property
    def returned(self) -> tuple[Outcome, ...]:
        return tuple(line for line in self.lines if line.obstacle is None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Lines of the list seen by their `numbers`, and numbers that stand nowhere in its `seen` lines."""

    numbers: tuple[int, ...]
    lines: tuple[Seen, ...]
    missing: tuple[int, ...]
    seen: int


async def choose_seen(app: str, openid: str, numbers: Sequence[int]) -> Chosen:
    """What the numbers meant when the list was shown."""
    seen = await take_queue(app, openid)
    there = tuple(number for number in numbers if 0 < number <= len(seen))
    missing = tuple(number for number in numbers if number not in there)
    return Chosen(there, tuple(seen[number - 1] for number in there), missing, len(seen))


async def none_returnable(actor: Actor, lines: Sequence[Seen], *, now: datetime) -> ReturnedBatch | None:
    """Why no line can be returned, or None if one can. Refusals: `OwnHours`, `NotYours`."""
    outcomes = await obstacles_to(actor, lines, Decision.RETURNED, now=now)
    if any(outcome.obstacle is None for outcome in outcomes):
        return None
    return ReturnedBatch(outcomes, "", (await count_waiting(actor, now=now)).total)


async def return_hours(
    actor: Actor, lines: Sequence[Seen], reason: str, *, batch: str, now: datetime
) -> ReturnedBatch:
    """Return each line in the revision seen. A flagged one needn't have been opened.

    Refusals, each for the whole batch: `OwnHours`, `NotYours`, `ReasonRequired`, `ReasonTooLong`.
    """
    words = check_reason(reason)
    async with atomic():
        outcomes = await decide_all(actor, lines, Verdict(Decision.RETURNED, words, batch), now=now)
        for outcome in outcomes:
            if outcome.obstacle is None:
                await _tell_apprentice(actor, outcome, words, now)
        await tell_of_administrator(actor, outcomes, Decision.RETURNED, words, now=now)
        waiting = await count_waiting(actor, now=now)
    return ReturnedBatch(outcomes, words, waiting.total)


async def _tell_apprentice(actor: Actor, outcome: Outcome, reason: str, now: datetime) -> None:
    line = outcome.line
    await Delivery.enqueue(
        line.person_id,
        "hours_returned",
        key=f"returned:{line.entry_id}:{line.revision}",
        now=now,
        signer=actor.name,
        role=str(outcome.role),
        instead_of=line.instead_of,
        number=line.number,
        day=line.day.isoformat(),
        minutes=line.minutes,
        category=line.category,
        content=line.content[:EXCERPT],
        reason=reason,
    )
