"""Who holds lessons, where, and for whom."""

from dataclasses import dataclass
from datetime import date

from domain.lessons import OnlyHosts
from domain.organizations import OrganizationKind
from domain.roles import Actor, Role
from domain.teaching import holds_lessons
from models.statement import Statement, to_json


@dataclass(frozen=True, slots=True)
class Host:
    """An organization, and in which role the actor vouches for its lessons."""

    organization_id: int
    name: str
    role: Role


_NAMED = Statement(
    """
    SELECT id, name, kind FROM organization
    WHERE id IN (SELECT value::bigint FROM json_array_elements_text($1::json)) ORDER BY id
    """
)
# The agreements of person $1 whose class the organization $2 teaches, those that suit day $3 and category $4 first: a
# school's own students, and for a public training base those of its chain (粤人社规〔2022〕26号, 二（一）5).
_OF_CLASS = Statement(
    """
    SELECT a.id FROM apprenticeship a JOIN organization host ON host.id = $2
    WHERE a.person_id = $1 AND (a.employer_id = host.id OR a.school_id = host.id OR (
        host.kind = 'training_base' AND host.chain_id IN (
            SELECT own.chain_id FROM organization own WHERE own.id = a.employer_id OR own.id = a.school_id)))
    ORDER BY CASE WHEN a.starts_on <= $3 AND a.ends_on >= $3 THEN 0 ELSE 1 END,
             CASE WHEN a.status = 'active' THEN 0 ELSE 1 END,
             CASE WHEN EXISTS (SELECT 1 FROM plan_item item WHERE item.plan_id = a.plan_id AND item.category = $4)
                  THEN 0 ELSE 1 END,
             a.starts_on DESC, a.id DESC
    LIMIT 1
    """
)


async def hosts_of(actor: Actor) -> tuple[Host, ...]:
    """Where the actor may open lessons; one line an organization, a teacher's role before an administrator's."""
    roles: dict[int, list[Role]] = {}
    for role, organization in actor.roles:
        roles.setdefault(organization, []).append(role)
    rows = await _NAMED.rows(to_json(sorted(roles)))
    found = []
    for row in rows:
        kind = OrganizationKind(row["kind"])
        fit = [role for role in roles[row["id"]] if holds_lessons(role, kind)]
        if fit:
            role = Role.TEACHER if Role.TEACHER in fit else fit[0]
            found.append(Host(row["id"], row["name"], role))
    return tuple(found)


async def host_at(actor: Actor, organization_id: int) -> Host:
    """Raises `OnlyHosts`."""
    for host in await hosts_of(actor):
        if host.organization_id == organization_id:
            return host
    raise OnlyHosts


async def agreement_in_class(person_id: int, organization_id: int, day: date, category: str) -> int | None:
    """The person's agreement whose class the organization teaches."""
    row = await _OF_CLASS.row(person_id, organization_id, day, category)
    return int(row["id"]) if row else None
