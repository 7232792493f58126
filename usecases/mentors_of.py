"""Who may decide on an entry today: its day's mentors, their deputies, the school's teachers, the administrators."""

from dataclasses import dataclass
from datetime import date

from domain.roles import Role
from domain.signing import Right
from domain.teaching import TAUGHT, may_confirm
from models.statement import Statement

# Mentorships a person may act on: the own, and those of mentors the person stands in for on day $2.
# Shared by whatever lists or opens a mentor's entries; $1 is the person, who must be a mentor still.
STILL_MENTOR = "EXISTS (SELECT 1 FROM role_held still WHERE still.person_id = $1 AND still.role = 'mentor')"
MINE = f"""
    SELECT m.apprenticeship_id, m.since, m.until, 0 AS instead_of
    FROM mentorship m WHERE m.mentor_id = $1 AND {STILL_MENTOR}
    UNION ALL
    SELECT m.apprenticeship_id, m.since, m.until, m.mentor_id
    FROM deputyship d JOIN mentorship m ON m.mentor_id = d.mentor_id
    WHERE d.deputy_id = $1 AND d.ended_at IS NULL AND d.since <= $2 AND d.until >= $2 AND {STILL_MENTOR}
"""  # nosec B608
# What such a person may decide on: a teacher's rows name the school's students, and only what the school teaches.
TO_DECIDE = f"""
    SELECT mine.apprenticeship_id, mine.since, mine.until, mine.instead_of, 0 AS taught FROM ({MINE}) AS mine
    UNION ALL
    SELECT a.id, a.starts_on, a.ends_on, 0, 1
    FROM role_held held JOIN apprenticeship a ON a.school_id = held.organization_id
    WHERE held.person_id = $1 AND held.role = 'teacher'
"""  # nosec B608
# Of a row of those and an entry `e`.
DECIDABLE = f"""
    e.work_date >= mine.since AND (mine.until IS NULL OR e.work_date <= mine.until)
    AND (mine.taught = 0 OR e.category IN ({", ".join(f"'{category}'" for category in sorted(TAUGHT))}))
"""


@dataclass(frozen=True, slots=True)
class Signer:
    """A person as of signing. `grade` is 1 to 8, None where it isn't known."""

    name: str
    grade: int | None
    employer: str


_MENTORSHIP = Statement(
    f"""
    SELECT mine.instead_of, person.name
    FROM ({MINE}) AS mine LEFT JOIN person ON person.id = mine.instead_of
    WHERE mine.apprenticeship_id = $3 AND mine.since <= $4 AND (mine.until IS NULL OR mine.until >= $4)
    ORDER BY mine.instead_of LIMIT 1
    """  # nosec B608
)
_TEACHES = Statement(
    """
    SELECT held.id FROM role_held held JOIN apprenticeship a ON a.id = $2 AND a.school_id = held.organization_id
    WHERE held.person_id = $1 AND held.role = 'teacher'
    """
)
_ADMINISTERS = Statement(
    """
    SELECT held.id FROM role_held held
    JOIN organization o ON o.id = held.organization_id
    JOIN apprenticeship a ON a.id = $2
    WHERE held.person_id = $1 AND held.role = 'administrator'
      AND (held.organization_id IN (a.employer_id, a.school_id) OR o.kind = 'authority')
    LIMIT 1
    """
)
_SIGNER = Statement(
    """
    SELECT person.name, person.grade, o.name AS employer
    FROM person
    JOIN apprenticeship a ON a.id = $3
    LEFT JOIN role_held held ON held.person_id = person.id AND held.role = $2
    LEFT JOIN organization o ON o.id = held.organization_id
    WHERE person.id = $1
    ORDER BY CASE held.organization_id WHEN a.employer_id THEN 0 WHEN a.school_id THEN 1 ELSE 2 END, held.id LIMIT 1
    """
)


async def right_over(
    person_id: int, apprenticeship_id: int, day: date, category: str, today: date
) -> Right | None:
    """By what the person may decide on work of `day`: as mentor, else deputy, else teacher, else administrator."""
    row = await _MENTORSHIP.row(person_id, today, apprenticeship_id, day)
    if row:
        return Right(Role.MENTOR, row["instead_of"] or None, row["name"] or "")
    if may_confirm(Role.TEACHER, category) and await _TEACHES.row(person_id, apprenticeship_id):
        return Right(Role.TEACHER)
    if await _ADMINISTERS.row(person_id, apprenticeship_id):
        return Right(Role.ADMINISTRATOR)
    return None


async def signer_as_of_now(person_id: int, right: Right, apprenticeship_id: int) -> Signer:
    """What a signature freezes about its signer."""
    row = await _SIGNER.row(person_id, str(right.role), apprenticeship_id)
    if row is None:
        raise LookupError(f"no person {person_id}")
    return Signer(row["name"], row["grade"], row["employer"] or "")
