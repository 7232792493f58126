"""Lessons as those see them who hold them: what they are, and who was there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.lessons import Lesson, NoSuchLesson, OnlyHosts
from domain.roles import Actor, Role
from models.statement import Statement, as_day, as_instant, to_json

from .absent_students import Roll, call_the_roll
from .entry_facts import instant_of
from .lesson_hosts import Host, hosts_of

PAGE = 10
_NEWEST = 2**62


@dataclass(frozen=True, slots=True)
class HeldLesson:
    """A lesson, who opened it for which organization, and in which role that person vouches for it."""

    lesson_id: int
    organization_id: int
    host: str
    opened_by_id: int
    opened_by: str
    role: Role
    lesson: Lesson
    closed: bool
    attended: int = 0


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who scanned, in the order of scanning. `struck_reason` is empty as long as the attendance holds."""

    person_id: int
    name: str
    attended_at: datetime
    struck_reason: str


@dataclass(frozen=True, slots=True)
class Attended:
    """Who was there, and for a teacher who of their classes was not."""

    held: HeldLesson
    attendees: tuple[Attendee, ...]
    rolls: tuple[Roll, ...]

    @property
    def present(self) -> int:
        return sum(not one.struck_reason for one in self.attendees)


@dataclass(frozen=True, slots=True)
class Lessons:
    """One page of an actor's lessons, the newest first; `before` is the key of the next page, 0 for none."""

    hosts: tuple[Host, ...]
    lines: tuple[HeldLesson, ...]
    before: int


_COLUMNS = """
    l.id, l.organization_id, o.name AS host, l.opened_by_id, p.name AS opened_by, l.role, l.category, l.day, l.starts,
    l.ends, l.place, l.content, l.closed_at,
    (SELECT count(*) FROM attendance t WHERE t.lesson_id = l.id AND t.struck_at IS NULL) AS attended
    FROM lesson l JOIN organization o ON o.id = l.organization_id JOIN person p ON p.id = l.opened_by_id
"""
_LESSON = Statement(f"SELECT {_COLUMNS} WHERE l.id = $1")  # nosec B608
_OWN = Statement(
    f"""
    SELECT {_COLUMNS}
    WHERE l.opened_by_id = $1 AND l.id < $2
      AND l.organization_id IN (SELECT value::bigint FROM json_array_elements_text($3::json))
    ORDER BY l.id DESC LIMIT {PAGE + 1}
    """  # nosec B608
)
_ATTENDEES = Statement(
    """
    SELECT t.person_id, p.name, t.attended_at, t.struck_reason FROM attendance t JOIN person p ON p.id = t.person_id
    WHERE t.lesson_id = $1 ORDER BY t.id
    """
)


async def lesson_by_id(lesson_id: int) -> HeldLesson | None:
    row = await _LESSON.row(lesson_id)
    return _held(row) if row else None


async def held_lesson(actor: Actor, lesson_id: int) -> HeldLesson:
    """A lesson of an organization where the actor may hold them. Refusal: `NoSuchLesson`."""
    found = await lesson_by_id(lesson_id)
    hosts = {host.organization_id for host in await hosts_of(actor)}
    if found is None or found.organization_id not in hosts:
        raise NoSuchLesson
    return found


async def look_at_lesson(actor: Actor, lesson_id: int) -> Attended:
    """With everybody who scanned, and who did not. Refusal: `NoSuchLesson`."""
    held = await held_lesson(actor, lesson_id)
    rows = await _ATTENDEES.rows(lesson_id)
    # A training base vouches for who is there, and has no class.
    teaches = (Role.TEACHER, held.organization_id) in actor.roles
    return Attended(
        held,
        tuple(
            Attendee(row["person_id"], row["name"], instant_of(row["attended_at"]), row["struck_reason"])
            for row in rows
        ),
        await call_the_roll(lesson_id, held.organization_id) if teaches else (),
    )


async def list_lessons(actor: Actor, *, before: int = 0) -> Lessons:
    """Those that the actor opened, behind the one of number `before`. Refusal: `OnlyHosts`."""
    hosts = await hosts_of(actor)
    if not hosts:
        raise OnlyHosts
    ids = to_json([host.organization_id for host in hosts])
    rows = await _OWN.rows(actor.person_id, before or _NEWEST, ids)
    lines = tuple(map(_held, rows[:PAGE]))
    return Lessons(hosts, lines, lines[-1].lesson_id if len(rows) > PAGE else 0)


def _held(row: Mapping[str, Any]) -> HeldLesson:
    return HeldLesson(
        lesson_id=row["id"],
        organization_id=row["organization_id"],
        host=row["host"],
        opened_by_id=row["opened_by_id"],
        opened_by=row["opened_by"],
        role=Role(row["role"]),
        lesson=Lesson(
            as_day(row["day"]), row["starts"], row["ends"], row["category"], row["content"], row["place"]
        ),
        closed=as_instant(row["closed_at"]) is not None,
        attended=row["attended"],
    )
