"""What waits for a teacher in one class: in a large school the queue of all classes is too long to work through."""

from dataclasses import replace
from datetime import datetime

from domain.reminders import days_waited
from domain.roles import Actor
from domain.teaching import TAUGHT
from models.statement import Statement, as_instant

from .class_intakes import Intake
from .entry_facts import COLUMNS
from .show_class import list_classes
from .waiting_hours import PAGE, PRESSED, Queue, line_of

_WAITING = f"""
    FROM apprenticeship a
    JOIN role_held held ON held.organization_id = a.school_id AND held.role = 'teacher' AND held.person_id = $1
    CROSS JOIN hours_entry e
    WHERE a.status = 'active' AND a.starts_on = $2 AND a.occupation = $3
      AND e.apprenticeship_id = a.id AND e.status = 'submitted' AND e.person_id <> $1
      AND e.category IN ({", ".join(f"'{category}'" for category in sorted(TAUGHT))})
"""
_PAGE = Statement(
    f"""
    SELECT e.*, person.name FROM (
        SELECT {COLUMNS}, {PRESSED} AS pressed {_WAITING} ORDER BY pressed DESC, e.waiting_since, e.id LIMIT $4
    ) AS e
    JOIN person ON person.id = e.person_id ORDER BY e.pressed DESC, e.waiting_since, e.id
    """  # nosec B608
)
_COUNT = Statement(f"SELECT count(*) AS total, min(e.waiting_since) AS oldest {_WAITING}")


async def find_class(actor: Actor, occupation: str, starts_on: str, *, now: datetime) -> Intake | None:
    """The actor's class of that occupation and first day, as it is written. Refusal: `OnlyTeachers`."""
    found = await list_classes(actor, now=now)
    return next(
        (one for one in found if (one.occupation, one.starts_on.isoformat()) == (occupation, starts_on)), None
    )


async def look_at_class_queue(actor: Actor, intake: Intake, *, page: int = 1, now: datetime) -> Queue:
    """As `waiting_hours.look_at_queue`, of one class that `find_class` found."""
    asked = actor.person_id, intake.starts_on, intake.occupation
    before = (page - 1) * PAGE
    rows = await _PAGE.rows(*asked, before + PAGE)
    lines = tuple(replace(line_of(row), pressed=bool(row["pressed"])) for row in rows[before:])
    counted = await _COUNT.row(*asked) or {"total": 0, "oldest": None}
    oldest = as_instant(counted["oldest"])
    more = max(counted["total"] - before - len(lines), 0)
    return Queue(lines, before + 1, counted["total"], more, days_waited(oldest, now) if oldest else 0)
