"""Who stands in for whom today, and who could."""

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
    """A person on the other side, and the first and last day."""

    person_id: int
    name: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Deputies:
    """The actor's deputy today, and for whom the actor stands in."""

    mine: DeputyTerm | None
    for_others: tuple[DeputyTerm, ...]


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
_TERM = "person.id AS person_id, person.name, d.since, d.until"
_TODAY = "d.ended_at IS NULL AND d.since <= $2 AND d.until >= $2 ORDER BY d.id"
_OF_MENTOR = Statement(
    f"SELECT {_TERM} FROM deputyship d JOIN person ON person.id = d.deputy_id "  # nosec B608
    f"WHERE d.mentor_id = $1 AND {_TODAY}"
)
_FOR_OTHERS = Statement(
    f"SELECT {_TERM} FROM deputyship d JOIN person ON person.id = d.mentor_id "  # nosec B608
    f"WHERE d.deputy_id = $1 AND {_TODAY}"
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
    return Deputies(await deputy_of(actor.person_id, today), await deputises_for(actor.person_id, today))


async def colleagues(actor: Actor, today: date) -> list[Candidate]:
    """Every mentor of the actor's employers, the actor too."""
    rows = await _COLLEAGUES.rows(actor.person_id, today)
    return [Candidate(row["id"], row["name"], row["apprentices"], row["apprentice"] or "") for row in rows]


async def deputy_of(person_id: int, today: date) -> DeputyTerm | None:
    row = await _OF_MENTOR.row(person_id, today)
    return _term(row) if row else None


async def deputises_for(person_id: int, today: date) -> tuple[DeputyTerm, ...]:
    return tuple(map(_term, await _FOR_OTHERS.rows(person_id, today)))


def _term(row: Mapping[str, Any]) -> DeputyTerm:
    return DeputyTerm(row["person_id"], row["name"], as_day(row["since"]), as_day(row["until"]))
