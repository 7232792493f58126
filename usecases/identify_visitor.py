"""Who is behind an openid that opens a page."""

from dataclasses import dataclass

from domain.roles import Actor, Door, Role
from models.statement import Statement


@dataclass(frozen=True, slots=True)
class Visitor:
    """A bound account; `bound` says since when, as text that only ever is compared. `larger_type`: 关怀模式."""

    identity_id: int
    actor: Actor
    bound: str
    larger_type: bool


_VISITOR = Statement(
    """
    SELECT i.id, i.person_id, person.name, person.larger_type, i.bound_at,
           (SELECT string_agg(held.role || ':' || held.organization_id, ' ') FROM role_held held
            WHERE held.person_id = i.person_id) AS roles
    FROM identity i JOIN person ON person.id = i.person_id AND person.erased_at IS NULL
    WHERE i.app = $1 AND i.openid = $2
    """
)


async def identify_visitor(app: str, openid: str, *, request: str) -> Visitor | None:
    """The person at the pages' door, or None for an account that is bound to nobody."""
    row = await _VISITOR.row(app, openid)
    if row is None:
        return None
    held = (pair.split(":") for pair in (row["roles"] or "").split())
    roles = frozenset((Role(role), int(organization)) for role, organization in held)
    actor = Actor(row["person_id"], row["name"], roles, Door.PAGE, request)
    return Visitor(row["id"], actor, str(row["bound_at"]), bool(row["larger_type"]))
