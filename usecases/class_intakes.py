"""Classes: the students of a school who began the same occupation on the same day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from domain.roles import Actor, Role
from domain.teaching import taught_since
from models.statement import Statement, as_day


@dataclass(frozen=True, slots=True)
class Intake:
    """One class of the actor's schools. `own`: the actor had to do with it within a semester."""

    occupation: str
    starts_on: date
    students: int
    own: bool = False

    @property
    def key(self) -> tuple[str, date]:
        return self.occupation, self.starts_on


# In the order of the index, so that a school of thousands is counted in passing.
_INTAKES = Statement(
    """
    SELECT a.starts_on, a.occupation, count(*) AS students FROM apprenticeship a
    WHERE a.school_id = $1 AND a.status = 'active' GROUP BY a.starts_on, a.occupation
    """
)
_OWN = Statement(
    """
    SELECT t.occupation, t.starts_on FROM class_taught t
    WHERE t.teacher_id = $1 AND t.month >= $2 GROUP BY t.occupation, t.starts_on ORDER BY max(t.id) DESC
    """
)


def schools_of(actor: Actor) -> list[int]:
    """Where the actor teaches."""
    return sorted(organization for role, organization in actor.roles if role is Role.TEACHER)


async def intakes_of(actor: Actor, today: date) -> tuple[Intake, ...]:
    """Those that the actor teaches, the one met last first; then the schools' others, the newest first."""
    students: Counter[tuple[str, date]] = Counter()
    for school in schools_of(actor):
        for row in await _INTAKES.rows(school):
            students[row["occupation"], as_day(row["starts_on"])] += row["students"]
    taught = await _OWN.rows(actor.person_id, taught_since(today))
    own = [key for row in taught if (key := (row["occupation"], as_day(row["starts_on"]))) in students]
    others = sorted(students.keys() - own, key=lambda key: (-key[1].toordinal(), key[0]))
    return tuple(Intake(*key, students[key], key in own) for key in (*own, *others))
