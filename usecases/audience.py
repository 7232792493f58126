"""The people a notice is for, as one question to the database."""

from dataclasses import dataclass

from domain.audiences import Audience, OrganizationUnknown
from domain.roles import Actor
from models.statement import Statement

from .administered import REACHED

_WITHIN = f"({REACHED} AND ($3::int = 0 OR o.id = $3::int))"  # nosec B608
# Ids of the people for whom administrator $1 writes: role $2 ('' for any) in organization $3 (0 for all
# reached). A school's apprentices hold their role at the employer, so the agreement leads to them.
PEOPLE = f"""
    SELECT person.id FROM person
    WHERE person.erased_at IS NULL AND person.id IN (
        SELECT held.person_id FROM role_held held
        WHERE ($2::text = '' OR held.role = $2::text) AND held.organization_id IN {_WITHIN}
        UNION
        SELECT a.person_id FROM apprenticeship a
        WHERE $2::text IN ('', 'apprentice') AND a.school_id IN {_WITHIN})
"""  # nosec B608
_COUNT = Statement(
    f"""
    SELECT count(*) AS people,
           count(CASE WHEN EXISTS (SELECT 1 FROM identity i WHERE i.person_id = p.id AND i.follows)
                 THEN 1 END) AS following
    FROM ({PEOPLE}) AS p
    """  # nosec B608
)
_ORGANIZATION = Statement(f"SELECT o.id FROM organization o WHERE o.name = $2 AND o.id IN ({REACHED})")  # nosec B608


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people an audience has, and how many of them follow the official account."""

    people: int
    following: int


async def count_people(actor: Actor, role: str, organization_id: int | None) -> Headcount:
    row = await _COUNT.row(actor.person_id, role, organization_id or 0)
    return Headcount(row["people"], row["following"]) if row else Headcount(0, 0)


async def organization_named(actor: Actor, audience: Audience) -> int | None:
    """The organization that narrows the audience, None for all reached. Raises `OrganizationUnknown`."""
    if not audience.organization:
        return None
    row = await _ORGANIZATION.row(actor.person_id, audience.organization)
    if row is None:
        raise OrganizationUnknown(audience.organization)
    return int(row["id"])
