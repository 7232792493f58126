"""A week as its apprentice sees it before saying that it holds no training."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.clock import local_day
from domain.days import week_of
from domain.errors import Refusal
from domain.roles import Actor
from models.statement import Statement

from .close_week import OutsideTraining, WeekHasHours, check_closable


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday. `reason` is why it was closed, "" while it isn't; `obstacle` is why it can't be."""

    weeks_ago: int
    monday: date
    sunday: date
    reason: str
    obstacle: Refusal | None


_CLOSED = Statement(
    """
    SELECT w.reason FROM closed_week w JOIN apprenticeship a ON a.id = w.apprenticeship_id
    WHERE a.person_id = $1 AND w.monday = $2 ORDER BY w.id LIMIT 1
    """
)


async def look_at_week(actor: Actor, *, now: datetime, weeks_ago: int) -> Week:
    """Refusal: `OnlyApprentices`."""
    monday, sunday = week_of(local_day(now) - timedelta(weeks=weeks_ago))
    closed = await _CLOSED.row(actor.person_id, monday)
    obstacle: Refusal | None = None
    try:
        await check_closable(actor, now=now, weeks_ago=weeks_ago)
    except (OutsideTraining, WeekHasHours) as refusal:
        obstacle = refusal
    return Week(weeks_ago, monday, sunday, closed["reason"] if closed else "", obstacle)
