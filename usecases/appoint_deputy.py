"""代理: a mentor names who confirms while away, from today to a day."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.audit import Event
from domain.clock import local_day
from domain.deputies import (
    DeputyAway,
    DeputyIsApprentice,
    DeputySelf,
    DeputyUnknown,
    NoDeputy,
    check_until,
)
from domain.roles import Actor
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Insert, Statement
from models.transaction import atomic

from .deputies import DeputyTerm, check_mentor, colleagues, deputises_for, deputy_of


@dataclass(frozen=True, slots=True)
class Appointed:
    """The new deputy and the one replaced; mentors for whom the actor stands in, which nobody takes over."""

    deputy: DeputyTerm
    replaced: str
    still_deputising_for: tuple[DeputyTerm, ...]


# Written first, so that one mentor appoints one deputy at a time.
_HOLD_MENTOR = Statement("UPDATE person SET last_entry_number = last_entry_number WHERE id = $1")
_IS_APPRENTICE = Statement(
    """
    SELECT m.id FROM mentorship m JOIN apprenticeship a ON a.id = m.apprenticeship_id
    WHERE m.mentor_id = $1 AND a.person_id = $2 AND m.since <= $3 AND (m.until IS NULL OR m.until >= $3)
    LIMIT 1
    """
)
_BY_REF = Statement("SELECT id FROM deputyship WHERE ref = $1")
_END = Statement(
    """
    UPDATE deputyship SET ended_at = $2 WHERE mentor_id = $1 AND ended_at IS NULL AND until >= $3
    RETURNING id, deputy_id
    """
)
_INSERT = Insert("deputyship", "mentor_id", "deputy_id", "since", "until", "ref")


async def appoint_deputy(actor: Actor, deputy_id: int, until: date, *, ref: str, now: datetime) -> Appointed:
    """Let a colleague confirm for the actor from today until `until`, in place of the deputy before.

    The same `ref` appoints once. Refusals: `OnlyMentors`, `DeputySelf`, `DeputyUnknown`,
    `DeputyIsApprentice`, `DeputyAway`, `PeriodTooLong`, `PeriodPast`.
    """
    check_mentor(actor)
    today = local_day(now)
    check_until(until, today)
    async with atomic():
        await _HOLD_MENTOR.run(actor.person_id)
        name = await _check_deputy(actor, deputy_id, today)
        former = await deputy_of(actor.person_id, today)
        term = DeputyTerm(deputy_id, name, today, until)
        if not await _BY_REF.row(ref):
            await _end(actor, now, unless=deputy_id)
            await _insert(actor, term, ref, now)
        others = await deputises_for(actor.person_id, today)
    replaced = former.name if former and former.person_id != deputy_id else ""
    return Appointed(term, replaced, others)


async def end_deputy(actor: Actor, *, now: datetime) -> str:
    """Confirm alone again; the name of the deputy until now. Refusals: `OnlyMentors`, `NoDeputy`."""
    check_mentor(actor)
    async with atomic():
        await _HOLD_MENTOR.run(actor.person_id)
        former = await deputy_of(actor.person_id, local_day(now))
        if former is None:
            raise NoDeputy
        await _end(actor, now)
    return former.name


async def _check_deputy(actor: Actor, deputy_id: int, today: date) -> str:
    """The name of one who may stand in."""
    if deputy_id == actor.person_id:
        raise DeputySelf
    names = {who.person_id: who.name for who in await colleagues(actor, today)}
    if deputy_id not in names:
        raise DeputyUnknown("")
    if await _IS_APPRENTICE.row(actor.person_id, deputy_id, today):
        raise DeputyIsApprentice(names[deputy_id])
    if away := await deputy_of(deputy_id, today):
        raise DeputyAway(names[deputy_id], away.until)
    return names[deputy_id]


async def _end(actor: Actor, now: datetime, *, unless: int = 0) -> None:
    """End what runs; a deputy who goes on (`unless`) needs no farewell."""
    today = local_day(now)
    for row in await _END.rows(actor.person_id, now, today):
        await AuditEntry.record(actor, Event.DEPUTY_ENDED, f"deputyship:{row['id']}", now=now)
        if row["deputy_id"] != unless:
            await Delivery.enqueue(
                row["deputy_id"],
                "deputy_ended",
                key=f"deputy_ended:{row['id']}",
                now=now,
                mentor=actor.name,
                day=today.isoformat(),
            )


async def _insert(actor: Actor, term: DeputyTerm, ref: str, now: datetime) -> None:
    new = await _INSERT.one(
        mentor_id=actor.person_id, deputy_id=term.person_id, since=term.since, until=term.until, ref=ref
    )
    until = term.until.isoformat()
    await Delivery.enqueue(
        term.person_id, "deputy_appointed", key=f"deputy:{new}", now=now, mentor=actor.name, until=until
    )
    await AuditEntry.record(
        actor,
        Event.DEPUTY_APPOINTED,
        f"deputyship:{new}",
        now=now,
        after={"deputy": term.person_id, "since": term.since.isoformat(), "until": until},
    )
