"""Who of the classes that came to a lesson has not scanned: the roll that a teacher calls."""

from dataclasses import dataclass
from datetime import date

from models.statement import Statement, as_day

MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Roll:
    """A class of the school in a lesson. `absent` are agreement and name of the first of those that are missing."""

    occupation: str
    starts_on: date
    students: int
    missing: int
    absent: tuple[tuple[int, str], ...]

    @property
    def came(self) -> int:
        return self.students - self.missing


# Nobody says for which class a lesson $1 of the school $2 is, and two may share it: the classes of those who came.
# Whoever was struck out did scan, and stands with the reason among those.
_CAME = "EXISTS (SELECT 1 FROM attendance t WHERE t.lesson_id = $1 AND t.person_id = a.person_id)"
_CLASSES = Statement(
    f"""
    SELECT a.occupation, a.starts_on, count(*) AS students, count(CASE WHEN NOT {_CAME} THEN 1 END) AS missing
    FROM (
        SELECT DISTINCT came.occupation, came.starts_on
        FROM attendance t JOIN hours_entry e ON e.id = t.entry_id
        JOIN apprenticeship came ON came.id = e.apprenticeship_id AND came.school_id = $2
        WHERE t.lesson_id = $1 AND t.struck_at IS NULL
    ) AS there
    CROSS JOIN apprenticeship a
    WHERE a.school_id = $2 AND a.status = 'active' AND a.starts_on = there.starts_on
      AND a.occupation = there.occupation
    GROUP BY a.occupation, a.starts_on
    """  # nosec B608
)
_ABSENT = Statement(
    f"""
    SELECT a.id, p.name FROM apprenticeship a JOIN person p ON p.id = a.person_id
    WHERE a.school_id = $2 AND a.status = 'active' AND a.occupation = $3 AND a.starts_on = $4 AND NOT {_CAME}
    ORDER BY a.id LIMIT {MOST_NAMED}
    """  # nosec B608
)


async def call_the_roll(lesson_id: int, school_id: int) -> tuple[Roll, ...]:
    """One a class of the school, the class of which most came first; the caller has asked for the right to see it."""
    found = []
    for row in await _CLASSES.rows(lesson_id, school_id):
        key = row["occupation"], as_day(row["starts_on"])
        absent = await _ABSENT.rows(lesson_id, school_id, *key) if row["missing"] else []
        named = tuple((one["id"], one["name"]) for one in absent)
        found.append(Roll(*key, row["students"], row["missing"], named))
    return tuple(sorted(found, key=lambda one: -one.came))
