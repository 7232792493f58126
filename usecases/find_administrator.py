"""The administrator in whose name the operator of the machine acts at the command line."""

from dataclasses import dataclass

from domain.errors import Refusal
from domain.phones import bare_phone
from domain.roles import Actor, Door, Role
from models.secrecy import keyring
from models.statement import Statement, to_json


@dataclass(eq=False)
class AdministratorUnknown(Refusal):
    """Nobody with this phone administers anything."""

    code = "notices.administrator_unknown"


@dataclass(eq=False)
class AdministratorUnclear(Refusal):
    """No phone was given, and not exactly one administrator could be meant but `count`."""

    code = "notices.administrator_unclear"
    count: int


_BY_PHONE = Statement(
    """
    SELECT p.id, p.name FROM person p
    WHERE p.phone_index IN (SELECT value FROM json_array_elements_text($1::json)) AND p.erased_at IS NULL
      AND EXISTS (SELECT 1 FROM role_held held WHERE held.person_id = p.id AND held.role = 'administrator')
    """
)
_OF_ORGANIZATION = Statement(
    """
    SELECT DISTINCT p.id, p.name FROM role_held held
    JOIN person p ON p.id = held.person_id AND p.erased_at IS NULL
    JOIN organization o ON o.id = held.organization_id
    WHERE held.role = 'administrator' AND ($1::text = '' OR o.name = $1::text)
    """
)
_ROLES = Statement("SELECT role, organization_id FROM role_held WHERE person_id = $1")


async def find_administrator(phone: str, organization: str, *, request: str) -> Actor:
    """By phone; without one, the only administrator of that organization (of all, where none is named).

    Refusals: `AdministratorUnknown`, `AdministratorUnclear`.
    """
    found = await (
        _BY_PHONE.rows(to_json(keyring().indexes(bare_phone(phone))))
        if phone
        else _OF_ORGANIZATION.rows(organization)
    )
    if phone and not found:
        raise AdministratorUnknown
    if len(found) != 1:
        raise AdministratorUnclear(len(found))
    person = found[0]
    roles = frozenset(
        (Role(row["role"]), int(row["organization_id"])) for row in await _ROLES.rows(person["id"])
    )
    return Actor(person["id"], person["name"], roles, Door.COMMAND_LINE, request)
