"""代理: a mentor names who confirms while away, from a day to a day."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.audit import Event
from domain.clock import local_day
from domain.deputies import DeputyAway, DeputyIsApprentice, DeputySelf, DeputyUnknown, check_days
from domain.roles import Actor
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Insert, Statement
from models.transaction import atomic

from .deputies import DeputyTerm, check_mentor, colleagues, deputies_of, deputises_for
from .end_deputy import HOLD_MENTOR, end_term, shorten_term


@dataclass(frozen=True, slots=True)
class Appointed:
    """The new deputy. `ended` and `shortened` are the terms of others that had to make room.

    `still_deputising_for`: mentors for whom the actor stands in on these days, which nobody takes over.
    """

    deputy: DeputyTerm
    ended: tuple[DeputyTerm, ...]
    shortened: tuple[DeputyTerm, ...]
    still_deputising_for: tuple[DeputyTerm, ...]

    @property
    def replaced(self) -> str:
        """Names of those who stand in no more."""
        return "、".join(dict.fromkeys(term.name for term in self.ended))


_IS_APPRENTICE = Statement(
    """
    SELECT m.id FROM mentorship m JOIN apprenticeship a ON a.id = m.apprenticeship_id
    WHERE m.mentor_id = $1 AND a.person_id = $2 AND m.since <= $4 AND (m.until IS NULL OR m.until >= $3)
    LIMIT 1
    """
)
_BY_REF = Statement("SELECT id FROM deputyship WHERE ref = $1")
_INSERT = Insert("deputyship", "mentor_id", "deputy_id", "since", "until", "ref")


async def appoint_deputy(
    actor: Actor, deputy_id: int, until: date, *, since: date | None = None, ref: str, now: datetime
) -> Appointed:
    """Let a colleague confirm for the actor from `since`, else today, until `until`.

    Nobody has two deputies on one day: a term of before ends, or ends earlier where it begins before the new one.
    The same `ref` appoints once. Refusals: `OnlyMentors`, `DeputySelf`, `DeputyUnknown`, `DeputyIsApprentice`,
    `DeputyAway`, and those of `check_days`.
    """
    check_mentor(actor)
    first = since or local_day(now)
    check_days(first, until, local_day(now))
    async with atomic():
        # Both, so that two can't take each other at once.
        for person_id in sorted({actor.person_id, deputy_id}):
            await HOLD_MENTOR.run(person_id)
        name = await _check_deputy(actor, deputy_id, first, until, now)
        known = await _BY_REF.row(ref)
        ended, shortened = ([], []) if known else await _make_room(actor, first, until, deputy_id, now)
        term_id = known["id"] if known else await _insert(actor, deputy_id, (first, until), ref, now)
        others = await deputises_for(actor.person_id, first, until)
    return Appointed(
        DeputyTerm(term_id, deputy_id, name, first, until), tuple(ended), tuple(shortened), others
    )


async def _check_deputy(actor: Actor, deputy_id: int, since: date, until: date, now: datetime) -> str:
    """The name of one who may stand in."""
    if deputy_id == actor.person_id:
        raise DeputySelf
    names = {who.person_id: who.name for who in await colleagues(actor, local_day(now))}
    if deputy_id not in names:
        raise DeputyUnknown("")
    if await _IS_APPRENTICE.row(actor.person_id, deputy_id, since, until):
        raise DeputyIsApprentice(names[deputy_id])
    if away := await deputies_of(deputy_id, since, until):
        raise DeputyAway(names[deputy_id], away[0].since, away[0].until)
    return names[deputy_id]


async def _make_room(
    actor: Actor, since: date, until: date, deputy_id: int, now: datetime
) -> tuple[list[DeputyTerm], list[DeputyTerm]]:
    """Terms of others that ended and that end earlier; a deputy who goes on needs no farewell."""
    ended, shortened = [], []
    for term in await deputies_of(actor.person_id, since, until):
        tell = term.person_id != deputy_id
        if term.since < since and since > local_day(now):
            earlier = await shorten_term(actor, term, since, tell=tell, now=now)
            shortened += [earlier] if tell else []
        else:
            await end_term(actor, term, tell=tell, now=now)
            ended += [term] if tell else []
    return ended, shortened


async def _insert(actor: Actor, deputy_id: int, days: tuple[date, date], ref: str, now: datetime) -> int:
    since, until = days
    new = await _INSERT.one(mentor_id=actor.person_id, deputy_id=deputy_id, since=since, until=until, ref=ref)
    later = since > local_day(now)
    await Delivery.enqueue(
        deputy_id,
        "deputy_appointed",
        key=f"deputy:{new}",
        now=now,
        mentor=actor.name,
        since=since.isoformat() if later else "",
        until=until.isoformat(),
    )
    after = {"deputy": deputy_id, "since": since.isoformat(), "until": until.isoformat()}
    await AuditEntry.record(actor, Event.DEPUTY_APPOINTED, f"deputyship:{new}", now=now, after=after)
    return new
