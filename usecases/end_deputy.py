"""代理 取消: a mentor confirms alone again, before the day or before it has begun."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.audit import Event
from domain.clock import local_day
from domain.deputies import NoDeputy
from domain.roles import Actor
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Statement
from models.transaction import atomic

from .deputies import DeputyTerm, check_mentor, deputies_of, term_of


@dataclass(frozen=True, slots=True)
class EndedTerm:
    """What is over, and the terms that stay. `began`: the deputy stood in already."""

    term: DeputyTerm
    began: bool
    left: tuple[DeputyTerm, ...]


# Written first, so that one mentor appoints one deputy at a time.
HOLD_MENTOR = Statement("UPDATE person SET last_entry_number = last_entry_number WHERE id = $1")
_END = Statement("UPDATE deputyship SET ended_at = $2 WHERE id = $1")
_SHORTEN = Statement("UPDATE deputyship SET until = $2 WHERE id = $1")
_OWN = Statement(
    """
    SELECT d.id AS term_id, person.id AS person_id, person.name, d.since, d.until
    FROM deputyship d JOIN person ON person.id = d.deputy_id WHERE d.mentor_id = $1 AND d.id = $2
    """
)


async def end_deputy(actor: Actor, *, term_id: int | None = None, now: datetime) -> EndedTerm:
    """End the term of that number, which twice is once; without one that of today, else the next to come.

    Refusals: `OnlyMentors`, `NoDeputy`.
    """
    check_mentor(actor)
    today = local_day(now)
    async with atomic():
        await HOLD_MENTOR.run(actor.person_id)
        terms = await deputies_of(actor.person_id, today)
        wanted = next((term for term in terms if term_id in (None, term.term_id)), None)
        if wanted:
            await end_term(actor, wanted, tell=True, now=now)
        ended = wanted or await _over(actor, term_id)
    return EndedTerm(ended, ended.since <= today, tuple(term for term in terms if term != ended))


async def _over(actor: Actor, term_id: int | None) -> DeputyTerm:
    """A term that is over already. Raises `NoDeputy`."""
    row = await _OWN.row(actor.person_id, term_id) if term_id is not None else None
    if row is None:
        raise NoDeputy
    return term_of(row)


async def end_term(actor: Actor, term: DeputyTerm, *, tell: bool, now: datetime) -> None:
    """In the caller's transaction; the deputy is told where `tell`."""
    await _END.run(term.term_id, now)
    await AuditEntry.record(actor, Event.DEPUTY_ENDED, f"deputyship:{term.term_id}", now=now)
    if tell:
        today = local_day(now)
        await Delivery.enqueue(
            term.person_id,
            "deputy_ended",
            key=f"deputy_ended:{term.term_id}",
            now=now,
            mentor=actor.name,
            day=today.isoformat(),
            since=term.since.isoformat() if term.since > today else "",
        )


async def shorten_term(
    actor: Actor, term: DeputyTerm, before: date, *, tell: bool, now: datetime
) -> DeputyTerm:
    """Let a term that begins earlier end on the day before `before`, in the caller's transaction."""
    shorter = replace(term, until=before - timedelta(days=1))
    await _SHORTEN.run(term.term_id, shorter.until)
    until = shorter.until.isoformat()
    await AuditEntry.record(
        actor,
        Event.DEPUTY_SHORTENED,
        f"deputyship:{term.term_id}",
        now=now,
        before={"until": term.until.isoformat()},
        after={"until": until},
    )
    if tell:
        key = f"deputy_shortened:{term.term_id}:{until}"
        await Delivery.enqueue(
            term.person_id, "deputy_shortened", key=key, now=now, mentor=actor.name, until=until
        )
    return shorter
