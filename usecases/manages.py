"""Whether an administrator may act on a person's account, and finding that person."""

from dataclasses import dataclass

from domain.errors import Refusal
from domain.phones import bare_phone
from domain.roles import Actor, Door
from models.secrecy import keyring
from models.statement import Statement, to_json

from .administered import REACHED, check_administrator


@dataclass(eq=False)
class PersonUnknown(Refusal):
    """Nobody with this phone, or nobody the administrator is in charge of: both look alike."""

    code = "people.unknown"


_BELONGS = """
    SELECT held.organization_id FROM role_held held WHERE held.person_id = $2
    UNION ALL SELECT a.employer_id FROM apprenticeship a WHERE a.person_id = $2
    UNION ALL SELECT a.school_id FROM apprenticeship a WHERE a.person_id = $2
"""
_MANAGES = Statement(
    f"SELECT 1 AS yes FROM ({REACHED}) AS mine WHERE mine.id IN ({_BELONGS}) LIMIT 1"  # nosec B608
)
_BY_PHONE = Statement(
    "SELECT id FROM person WHERE phone_index IN (SELECT value FROM json_array_elements_text($1::json))"
)


async def check_manages(by: Actor | Door, person_id: int) -> None:
    """An administrator of an organization the person belongs to, of its chain's lead, or of an authority.

    At the command line the operator of the service may do it. Refusals: `OnlyAdministrators`, `PersonUnknown`.
    """
    if isinstance(by, Actor):
        check_administrator(by)
        if await _MANAGES.row(by.person_id, person_id) is None:
            raise PersonUnknown


async def person_by_phone(phone: str) -> int:
    """The id of the person with this phone, in any spelling. Refusal: `PersonUnknown`."""
    row = await _BY_PHONE.row(to_json(keyring().indexes(bare_phone(phone))))
    if row is None:
        raise PersonUnknown
    return int(row["id"])
