"""What an administrator reaches: the own organizations, a chain lead's whole chain, an authority's all."""

from dataclasses import dataclass

from domain.errors import Refusal
from domain.roles import Actor, Door, Role

# Ids of the organizations that person $1 administers.
REACHED = """
    SELECT o.id FROM role_held mine
    JOIN organization seat ON seat.id = mine.organization_id
    JOIN organization o ON o.id = seat.id OR seat.kind = 'authority'
         OR (seat.kind = 'chain_lead' AND o.chain_id = seat.chain_id)
    WHERE mine.person_id = $1 AND mine.role = 'administrator'
"""
# Notices written by the administrators of those organizations; the operator of the machine, 0, oversees all.
OVERSEEN = f"""
    ($1::int = 0 OR author_id IN (SELECT held.person_id FROM role_held held
                  WHERE held.role = 'administrator' AND held.organization_id IN ({REACHED})))
"""  # nosec B608


@dataclass(eq=False)
class OnlyAdministrators(Refusal):
    code = "notices.only_administrators"


def check_administrator(actor: Actor) -> None:
    """Raises `OnlyAdministrators`."""
    if not actor.is_a(Role.ADMINISTRATOR):
        raise OnlyAdministrators


def overseer(by: Actor | Door) -> int:
    """Who asks by `OVERSEEN`, 0 for the operator at the command line. Raises `OnlyAdministrators`."""
    if isinstance(by, Actor):
        check_administrator(by)
        return by.person_id
    return 0
