"""确认: a mentor confirms what was seen, and only that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from domain.entries import Decision
from domain.roles import Actor
from domain.signing import Obstacle, check_reason
from models.deliveries import Delivery
from models.transaction import atomic

from .decide_hours import Outcome, decide_all
from .queue_seen import Seen, remember_queue, take_queue
from .sign_entry import Verdict
from .tell_of_administrator import tell_of_administrator
from .waiting_hours import count_waiting

AMENDED_SHOWN = 8
AT_ONCE = timedelta()


@dataclass(frozen=True, slots=True)
class Numbered:
    """An outcome and the number its line has in the list seen."""

    number: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ConfirmedBatch:
    """What became of each line; `missing` numbers stand nowhere in the list of `seen` lines.

    `waiting` entries are left in all, of which `unseen` were not in the list.
    """

    lines: tuple[Numbered, ...]
    missing: tuple[int, ...]
    seen: int
    waiting: int
    unseen: int

    @property
    def shown_anew(self) -> tuple[Numbered, ...]:
        """Amended lines, as many as one answer can show; only those are seen in their new revision."""
        return tuple(n for n in self.lines if n.outcome.obstacle is Obstacle.AMENDED)[:AMENDED_SHOWN]

    @property
    def confirmed(self) -> tuple[Numbered, ...]:
        return tuple(line for line in self.lines if line.outcome.obstacle is None)


async def confirm_hours(
    actor: Actor,
    lines: Sequence[Seen],
    *,
    batch: str,
    now: datetime,
    reason: str = "",
    hold: timedelta = AT_ONCE,
) -> tuple[Outcome, ...]:
    """Confirm each line in the revision seen; the apprentices are told once a batch, after `hold`.

    An administrator needs a `reason`. Refusals, each for the whole batch: `OwnHours`, `NotYours`,
    `ReasonRequired`, `ReasonTooLong`.
    """
    reason = check_reason(reason) if reason.strip() else ""
    async with atomic():
        outcomes = await decide_all(actor, lines, Verdict(Decision.CONFIRMED, reason, batch), now=now)
        await _tell_apprentices(actor, outcomes, reason, now, now + hold)
        await tell_of_administrator(actor, outcomes, Decision.CONFIRMED, reason, now=now)
    return outcomes


async def confirm_seen(
    actor: Actor, app: str, openid: str, numbers: Sequence[int] | None, *, batch: str, now: datetime
) -> ConfirmedBatch | None:
    """Confirm lines of the list seen last, all of them where `numbers` is None; None if no list was seen.

    A line that was amended meanwhile is not confirmed but shown anew: from then on its number means
    the new revision. Refusals: those of `confirm_hours`.
    """
    async with atomic():
        seen = await take_queue(app, openid)
        if not seen:
            return None
        wanted = range(1, len(seen) + 1) if numbers is None else numbers
        there = [number for number in wanted if 0 < number <= len(seen)]
        missing = tuple(number for number in wanted if number not in there)
        outcomes = await confirm_hours(actor, [seen[number - 1] for number in there], batch=batch, now=now)
        waiting = await count_waiting(actor, seen, now=now)
        lines = tuple(map(Numbered, there, outcomes))
        if numbers is None:
            lines = tuple(line for line in lines if not line.outcome.again)
        result = ConfirmedBatch(lines, missing, len(seen), waiting.total, waiting.unseen)
        await _remember_amended(app, openid, seen, result)
    return result


async def _remember_amended(app: str, openid: str, seen: list[Seen], batch: ConfirmedBatch) -> None:
    """The answer shows amended lines as they stand now, so that is what was seen."""
    amended = {n.number: n.outcome.line.seen for n in batch.shown_anew}
    if amended:
        await remember_queue(app, openid, [amended.get(at, line) for at, line in enumerate(seen, 1)])


async def _tell_apprentices(
    actor: Actor, outcomes: Sequence[Outcome], reason: str, now: datetime, due_at: datetime
) -> None:
    """One message for each apprentice of the batch. An entry's revision is confirmed once, which names it."""
    confirmed = [outcome for outcome in outcomes if outcome.obstacle is None]
    by_person = sorted(confirmed, key=lambda one: (*_told(one), one.line.number))
    for (person_id, instead_of, role), group in groupby(by_person, key=_told):
        lines = [outcome.line for outcome in group]
        await Delivery.enqueue(
            person_id,
            "hours_confirmed",
            key=f"confirmed:{lines[0].entry_id}:{lines[0].revision}",
            now=now,
            due_at=due_at,
            signer=actor.name,
            role=role,
            reason=reason,
            instead_of=instead_of,
            numbers=[line.number for line in lines],
            minutes=sum(line.minutes for line in lines),
            day=lines[0].day.isoformat() if len(lines) == 1 else "",
        )


def _told(outcome: Outcome) -> tuple[int, str, str]:
    return outcome.line.person_id, outcome.line.instead_of, str(outcome.role)
