"""未确认: hours that wait for an administrator, since they are disputed or nobody else has acted for two weeks."""

from dataclasses import dataclass
from datetime import datetime

from domain.clock import local_day
from domain.reminders import LADDER, Standing, waited_before
from domain.roles import Actor
from models.statement import Statement
from models.transaction import atomic

from .administered import check_administrator
from .entry_facts import COLUMNS
from .queue_seen import remember_queue
from .waiting_hours import EntryLine, line_of, with_history

MOST = 20
STUCK_DAYS = next(rung.days for rung in LADDER if rung.standing is Standing.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Troubled:
    """The first `MOST`, the oldest first; `more` tells that others follow. `waited` days the oldest."""

    lines: tuple[EntryLine, ...]
    more: bool
    waited: int
    name: str


# Whose apprentices' hours the administrator $1 may decide on: the own firm's or school's, an authority everybody's.
_SEATS = """
    SELECT o.id FROM role_held held JOIN organization seat ON seat.id = held.organization_id
    JOIN organization o ON o.id = seat.id OR seat.kind = 'authority'
    WHERE held.person_id = $1 AND held.role = 'administrator'
"""
_LISTED = f"""
    SELECT {COLUMNS}, person.name
    FROM apprenticeship a
    JOIN hours_entry e ON e.apprenticeship_id = a.id AND e.status = 'submitted'
    JOIN person ON person.id = e.person_id
    WHERE (a.employer_id IN ({_SEATS}) OR a.school_id IN ({_SEATS})) AND e.person_id <> $1 AND {{}}
    ORDER BY e.waiting_since, e.id LIMIT $3
"""  # nosec B608
_STUCK = Statement(
    _LISTED.format(
        "(e.waiting_since < $2 OR EXISTS"
        " (SELECT 1 FROM dispute d WHERE d.entry_id = e.id AND d.revision = e.revision AND d.settled_at IS NULL))"
    )
)
_OF_PERSON = Statement(
    _LISTED.format("a.person_id IN (SELECT named.id FROM person named WHERE named.name = $2)")
)


async def administrator_queue(
    actor: Actor, app: str, openid: str, *, name: str = "", now: datetime
) -> Troubled:
    """Show them and remember the lines for the numbers that will be said; with a `name`, all that person's.

    Refusal: `OnlyAdministrators`.
    """
    check_administrator(actor)
    async with atomic():
        if name:
            rows = await _OF_PERSON.rows(actor.person_id, name, MOST + 1)
        else:
            rows = await _STUCK.rows(actor.person_id, waited_before(STUCK_DAYS, now), MOST + 1)
        lines = tuple(await with_history([line_of(row) for row in rows[:MOST]]))
        await remember_queue(app, openid, [line.seen for line in lines])
    waited = (local_day(now) - local_day(lines[0].waiting_since)).days if lines else 0
    return Troubled(lines, len(rows) > MOST, waited, name)
