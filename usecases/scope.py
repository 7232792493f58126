"""Whose people an administrator's figures and notices are about."""

from dataclasses import dataclass

from domain.roles import Actor
from models.statement import Statement

from .administered import REACHED


@dataclass(frozen=True, slots=True)
class Scope:
    """`seat` names one organization: the only one, or that from which all `organizations` are reached."""

    seat: str
    organizations: int


_SEAT = Statement(
    """
    SELECT seat.name FROM role_held mine JOIN organization seat ON seat.id = mine.organization_id
    WHERE mine.person_id = $1 AND mine.role = 'administrator'
    ORDER BY CASE seat.kind WHEN 'authority' THEN 0 WHEN 'chain_lead' THEN 1 ELSE 2 END, seat.id LIMIT 1
    """
)
_COUNT = Statement(f"SELECT count(DISTINCT reached.id) AS organizations FROM ({REACHED}) AS reached")  # nosec B608


async def scope_of(actor: Actor, organization: str = "") -> Scope:
    """All that an administrator reaches, or the one organization named."""
    if organization:
        return Scope(organization, 1)
    seat = await _SEAT.row(actor.person_id) or {"name": ""}
    count = await _COUNT.row(actor.person_id) or {"organizations": 0}
    return Scope(seat["name"], int(count["organizations"]))
