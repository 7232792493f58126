"""The teacher's digest when school is over: theory hours of the school that have waited for two days or more.

A class is told to those who teach it (`class_teachers`), and while none of them can be reached, to all teachers of the
school: the first of them who decides on its hours is the one who is told from then on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.calendar import Holidays, is_working_day
from domain.clock import local_day
from domain.deliveries import Priority
from domain.reminders import TEACHERS_AT, TEACHERS_DAYS, is_time, quiet_begins, waited_before
from domain.teaching import TAUGHT, taught_since
from models.deliveries import Delivery
from models.statement import Statement, as_day, as_instant
from models.transaction import atomic

from .class_teachers import BOUND
from .fire_once import fire_once
from .person_ranges import person_ranges

RULE = "teachers"
KIND = "teacher_digest"
# A digest of more classes is dropped when nothing of these waits any more, and comes again the next day.
MOST_CLASSES = 20

# Of a person `p` who is told of day $3.
_WILLING = f"""
    {BOUND} AND p.reminders_on AND (p.reminders_paused_until IS NULL OR p.reminders_paused_until <= $3)
"""
_TEACHERS = Statement(
    f"""
    SELECT p.id, held.organization_id FROM person p JOIN role_held held ON held.person_id = p.id
    JOIN organization o ON o.id = held.organization_id AND o.kind = 'school'
    WHERE p.id BETWEEN $1 AND $2 AND held.role = 'teacher' AND {_WILLING}
      AND NOT EXISTS (SELECT 1 FROM firing f
                      WHERE f.rule = '{RULE}' AND f.occasion = $4 AND f.person_id = p.id)
    ORDER BY p.id, held.organization_id
    """  # nosec B608
)
_WAITS = f"""
    e.apprenticeship_id = a.id AND e.status = 'submitted' AND e.waiting_since < $2
    AND e.category IN ({", ".join(f"'{category}'" for category in sorted(TAUGHT))})
"""
# A press needs three days of waiting, so one of a later day than the waiting began is about this revision.
_WAITING = Statement(
    f"""
    SELECT a.occupation, a.starts_on, count(*) AS total, min(e.waiting_since) AS oldest,
           count(CASE WHEN EXISTS (SELECT 1 FROM nudge n WHERE n.entry_id = e.id AND n.day > e.waiting_since)
                      THEN 1 END) AS pressed
    FROM apprenticeship a CROSS JOIN hours_entry e WHERE a.school_id = $1 AND {_WAITS}
    GROUP BY a.occupation, a.starts_on ORDER BY min(e.waiting_since)
    """  # nosec B608
)
_TAUGHT = Statement(
    f"""
    SELECT DISTINCT t.occupation, t.starts_on, t.teacher_id FROM class_taught t
    JOIN role_held held
      ON held.person_id = t.teacher_id AND held.role = 'teacher' AND held.organization_id = t.school_id
    JOIN person p ON p.id = t.teacher_id AND {_WILLING}
    WHERE t.school_id = $1 AND t.month >= $2
    """  # nosec B608
)
_STILL_TEACHER = Statement(
    f"""
    SELECT held.id FROM person p JOIN role_held held ON held.person_id = p.id AND held.organization_id = $2
    WHERE p.id = $1 AND held.role = 'teacher' AND {_WILLING}
    """  # nosec B608
)
_STILL_WAITS = Statement(
    f"""
    SELECT e.id FROM apprenticeship a CROSS JOIN hours_entry e
    WHERE a.school_id = $1 AND a.occupation = $3 AND a.starts_on = $4 AND {_WAITS} LIMIT 1
    """  # nosec B608
)


@dataclass(frozen=True, slots=True)
class _Class:
    """What waits in one class of a school; `teachers` are those who are told because they teach it."""

    school: int
    occupation: str
    starts_on: date
    total: int
    pressed: int
    oldest: datetime
    teachers: frozenset[int]

    def is_told(self, teacher: int) -> bool:
        return teacher in self.teachers or not self.teachers


async def remind_teachers(holidays: Holidays, *, now: datetime) -> int:
    """Enqueue today's digests that are due and not yet sent; how many. None on a day without school."""
    if not is_time(TEACHERS_AT, now) or not is_working_day(local_day(now), holidays):
        return 0
    known: dict[int, list[_Class]] = {}
    return sum([await _remind(piece, known, now) async for piece in person_ranges()])


async def _remind(piece: tuple[int, int], known: dict[int, list[_Class]], now: datetime) -> int:
    """`known` are the classes of the schools met so far in this round: a school has many teachers."""
    schools: dict[int, list[int]] = {}
    today = local_day(now)
    for row in await _TEACHERS.rows(*piece, today, today.isoformat()):
        schools.setdefault(row["id"], []).append(row["organization_id"])
    told = 0
    for teacher, held in schools.items():
        for school in held:
            if school not in known:
                known[school] = await _classes(school, now)
        mine = [one for school in held for one in known[school] if one.is_told(teacher)]
        told += await _tell(teacher, mine, now) if mine else 0
    return told


async def _classes(school: int, now: datetime) -> list[_Class]:
    """Those of the school in which something has waited long, the longest first."""
    rows = await _WAITING.rows(school, waited_before(TEACHERS_DAYS, now))
    teachers: dict[tuple[str, date], set[int]] = {}
    today = local_day(now)
    for row in await _TAUGHT.rows(school, taught_since(today), today) if rows else ():
        teachers.setdefault((row["occupation"], as_day(row["starts_on"])), set()).add(row["teacher_id"])
    return [_class(school, row, teachers, now) for row in rows]


def _class(
    school: int, row: Mapping[str, Any], teachers: Mapping[tuple[str, date], set[int]], now: datetime
) -> _Class:
    key = row["occupation"], as_day(row["starts_on"])
    oldest = as_instant(row["oldest"]) or now
    return _Class(school, *key, row["total"], row["pressed"], oldest, frozenset(teachers.get(key, ())))


async def _tell(teacher: int, classes: Sequence[_Class], now: datetime) -> bool:
    today = local_day(now)
    async with atomic():
        if not await fire_once(RULE, today.isoformat(), teacher, now=now):
            return False
        await Delivery.enqueue(
            teacher,
            KIND,
            key=f"{RULE}:{today}:{teacher}",
            now=now,
            expires_at=quiet_begins(now),
            priority=Priority.DIGEST,
            day=today.isoformat(),
            total=sum(one.total for one in classes),
            pressed=sum(one.pressed for one in classes),
            oldest=local_day(min(one.oldest for one in classes)).isoformat(),
            classes=[
                [one.school, one.occupation, one.starts_on.isoformat()] for one in classes[:MOST_CLASSES]
            ],
        )
    return True


async def still_waiting(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Something that was told of still waits for this teacher, and the teacher wants to be told."""
    before = waited_before(TEACHERS_DAYS, now)
    for school, occupation, starts_on in facts["classes"]:
        if not await _STILL_TEACHER.row(person_id, school, local_day(now)):
            continue
        if await _STILL_WAITS.row(school, before, occupation, date.fromisoformat(starts_on)):
            return True
    return False
