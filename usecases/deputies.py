"""Who stands in for whom, today and later, and who could."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.clock import local_day
from domain.deputies import DeputySelf, DeputyUnknown, matches
from domain.roles import Actor, Role
from domain.signing import OnlyMentors
from models.statement import Statement, as_day

SHOWN_NAME = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor of the same employer; `apprentices` of theirs, one by name, tell apart those of one name."""

    person_id: int
    name: str
    apprentices: int
    apprentice: str


@dataclass(frozen=True, slots=True)
class DeputyTerm:
    """A person on the other side, and the first and last day; `term_id` is its number."""

    term_id: int
    person_id: int
    name: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Deputies:
    """The actor's deputy today, and for whom the actor stands in; then the same of later days, the next one first."""

    mine: DeputyTerm | None
    for_others: tuple[DeputyTerm, ...]
    coming: tuple[DeputyTerm, ...]
    coming_for_others: tuple[DeputyTerm, ...]


_COLLEAGUES = Statement(
    """
    SELECT person.id, person.name, count(DISTINCT trained.id) AS apprentices, min(trained.name) AS apprentice
    FROM role_held mine
    JOIN role_held other ON other.organization_id = mine.organization_id AND other.role = 'mentor'
    JOIN person ON person.id = other.person_id AND person.erased_at IS NULL
    LEFT JOIN mentorship m ON m.mentor_id = person.id AND m.since <= $2 AND (m.until IS NULL OR m.until >= $2)
    LEFT JOIN apprenticeship a ON a.id = m.apprenticeship_id
    LEFT JOIN person trained ON trained.id = a.person_id
    WHERE mine.person_id = $1 AND mine.role = 'mentor'
    GROUP BY person.id, person.name ORDER BY person.id
    """
)
_TERM = "d.id AS term_id, person.id AS person_id, person.name, d.since, d.until"
_BETWEEN = "d.ended_at IS NULL AND d.until >= $2 AND d.since <= $3 ORDER BY d.since, d.id"
_OF_MENTOR = Statement(
    f"SELECT {_TERM} FROM deputyship d JOIN person ON person.id = d.deputy_id "  # nosec B608
    f"WHERE d.mentor_id = $1 AND {_BETWEEN}"
)
_FOR_OTHERS = Statement(
    f"SELECT {_TERM} FROM deputyship d JOIN person ON person.id = d.mentor_id "  # nosec B608
    f"WHERE d.deputy_id = $1 AND {_BETWEEN}"
)


def check_mentor(actor: Actor) -> None:
    if not actor.is_a(Role.MENTOR):
        raise OnlyMentors


async def find_deputies(actor: Actor, asked: str, *, now: datetime) -> tuple[Candidate, ...]:
    """Colleagues called `asked`, by the whole name or as 陈师傅.

    Refusals: `OnlyMentors`, `DeputySelf`, `DeputyUnknown`.
    """
    check_mentor(actor)
    found = [who for who in await colleagues(actor, local_day(now)) if matches(who.name, asked)]
    others = tuple(who for who in found if who.person_id != actor.person_id)
    if found and not others:
        raise DeputySelf
    if not others:
        raise DeputyUnknown(asked[:SHOWN_NAME])
    return others


async def candidates(actor: Actor, asked: str = "", *, now: datetime) -> tuple[Candidate, ...]:
    """Colleagues by name, the actor left out; only those whose name holds `asked`. Refusal: `OnlyMentors`."""
    check_mentor(actor)
    found = await colleagues(actor, local_day(now))
    others = (who for who in found if who.person_id != actor.person_id and asked in who.name)
    return tuple(sorted(others, key=lambda who: (who.name, who.person_id)))


async def show_deputies(actor: Actor, *, now: datetime) -> Deputies:
    """Refusal: `OnlyMentors`."""
    check_mentor(actor)
    today = local_day(now)
    mine = await deputies_of(actor.person_id, today)
    others = await deputises_for(actor.person_id, today)
    return Deputies(
        next((term for term in mine if term.since <= today), None),
        tuple(term for term in others if term.since <= today),
        tuple(term for term in mine if term.since > today),
        tuple(term for term in others if term.since > today),
    )


async def colleagues(actor: Actor, today: date) -> list[Candidate]:
    """Every mentor of the actor's employers, the actor too."""
    rows = await _COLLEAGUES.rows(actor.person_id, today)
    return [Candidate(row["id"], row["name"], row["apprentices"], row["apprentice"] or "") for row in rows]


async def deputies_of(person_id: int, since: date, until: date = date.max) -> tuple[DeputyTerm, ...]:
    """Who stands in for the person on any of these days, the earliest first."""
    return tuple(map(term_of, await _OF_MENTOR.rows(person_id, since, until)))


async def deputises_for(person_id: int, since: date, until: date = date.max) -> tuple[DeputyTerm, ...]:
    """For whom the person stands in on any of these days, the earliest first."""
    return tuple(map(term_of, await _FOR_OTHERS.rows(person_id, since, until)))


def term_of(row: Mapping[str, Any]) -> DeputyTerm:
    """From a row of `term_id`, `person_id`, `name`, `since`, `until`."""
    days = as_day(row["since"]), as_day(row["until"])
    return DeputyTerm(row["term_id"], row["person_id"], row["name"], *days)
