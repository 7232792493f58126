"""Who of a school teaches a class: nobody says so, but whoever decided on its hours or held its lesson lately does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.roles import Role
from domain.teaching import may_confirm, taught_since
from models.statement import Statement


@dataclass(frozen=True, slots=True)
class Teacher:
    person_id: int
    name: str


# A month is kept and not an instant, so that of a class that scans at once nobody waits for another's row.
_NOTE = Statement(
    """
    INSERT INTO class_taught (school_id, occupation, starts_on, teacher_id, month)
    SELECT a.school_id, a.occupation, a.starts_on, held.person_id, $3
    FROM apprenticeship a
    JOIN role_held held ON held.organization_id = a.school_id AND held.role = 'teacher' AND held.person_id = $2
    WHERE a.id = $1
    ON CONFLICT (school_id, occupation, starts_on, teacher_id, month) DO NOTHING
    """
)
# Of a person `p`: can be reached at all.
BOUND = "p.erased_at IS NULL AND EXISTS (SELECT 1 FROM identity i WHERE i.person_id = p.id)"
_OF_SCHOOL = f"""
    FROM apprenticeship a
    JOIN role_held held ON held.organization_id = a.school_id AND held.role = 'teacher'
    JOIN person p ON p.id = held.person_id AND p.id <> a.person_id AND {BOUND}
    WHERE a.id = $1
"""
_ANY = Statement(f"SELECT p.id {_OF_SCHOOL} LIMIT 1")
_ALL = Statement(f"SELECT p.id, p.name {_OF_SCHOOL} ORDER BY p.id")
_OF_CLASS = Statement(
    f"""
    SELECT p.id, p.name {_OF_SCHOOL} AND EXISTS (
        SELECT 1 FROM class_taught t
        WHERE t.school_id = a.school_id AND t.occupation = a.occupation AND t.starts_on = a.starts_on
          AND t.teacher_id = p.id AND t.month >= $2)
    ORDER BY p.id
    """  # nosec B608
)


async def note_taught(training_id: int, teacher_id: int, today: date) -> None:
    """Remember that this teacher of the apprentice's school had to do with the class this month."""
    await _NOTE.run(training_id, teacher_id, today.replace(day=1))


async def school_confirms(training_id: int, category: str) -> bool:
    """Whether a teacher who can be reached may confirm such hours of this agreement."""
    return may_confirm(Role.TEACHER, category) and await _ANY.row(training_id) is not None


async def teachers_of_class(training_id: int, today: date) -> Sequence[Teacher]:
    """Who can be reached of those that taught the apprentice's class lately."""
    return _named(await _OF_CLASS.rows(training_id, taught_since(today)))


async def teachers_of_school(training_id: int) -> Sequence[Teacher]:
    """Who can be reached of the teachers of the apprentice's school."""
    return _named(await _ALL.rows(training_id))


def _named(rows: Sequence[Mapping[str, Any]]) -> Sequence[Teacher]:
    return [Teacher(row["id"], row["name"]) for row in rows]
