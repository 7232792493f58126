"""People by their whole name or their phone, with as much of them as an administrator may see on a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.idcard import masked
from domain.phones import bare_phone, looks_like_phone, masked_phone
from domain.roles import Actor, Door, Role
from models.people import Identity, Person, RoleHeld
from models.secrecy import keyring
from models.statement import Statement, to_json

from .administered import REACHED, check_administrator
from .invitation_codes import live_codes

MOST = 50


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """`roles` are pairs of a role and the organization's name; `code_until` is set while a code still lets in."""

    person_id: int
    name: str
    phone: str
    id_number: str
    roles: tuple[tuple[Role, str], ...]
    bound: bool
    follows: bool
    code_until: datetime | None
    guardian: str


@dataclass(frozen=True, slots=True)
class Found:
    """At most `MOST`; `more` tells that there are others of the same name."""

    people: tuple[FoundPerson, ...]
    more: bool


# $1 is the administrator, 0 for the operator of the service, who finds everybody.
_IDS = f"""
    SELECT p.id FROM person p WHERE p.erased_at IS NULL AND {{}} AND ($1 = 0 OR EXISTS (
        SELECT 1 FROM ({REACHED}) AS reached
        WHERE reached.id IN (SELECT held.organization_id FROM role_held held WHERE held.person_id = p.id
                             UNION ALL SELECT a.employer_id FROM apprenticeship a WHERE a.person_id = p.id
                             UNION ALL SELECT a.school_id FROM apprenticeship a WHERE a.person_id = p.id)
    )) ORDER BY p.id LIMIT $3
"""  # nosec B608
_BY_NAME = Statement(_IDS.format("p.name = $2"))
_BY_PHONE = Statement(_IDS.format("p.phone_index IN (SELECT value FROM json_array_elements_text($2::json))"))


async def find_people(by: Actor | Door, text: str, *, now: datetime) -> Found:
    """Those called `text`, or the one with that phone, whom `by` is in charge of. Refusal: `OnlyAdministrators`."""
    if isinstance(by, Actor):
        check_administrator(by)
    seat = by.person_id if isinstance(by, Actor) else 0
    if looks_like_phone(text):
        rows = await _BY_PHONE.rows(seat, to_json(keyring().indexes(bare_phone(text))), MOST + 1)
    else:
        rows = await _BY_NAME.rows(seat, text.strip(), MOST + 1)
    ids = [row["id"] for row in rows]
    return Found(await _described(ids[:MOST], now), len(ids) > MOST)


async def _described(ids: Sequence[int], now: datetime) -> tuple[FoundPerson, ...]:
    people = await Person.filter(id__in=list(ids)).order_by("id")
    roles = await RoleHeld.filter(person_id__in=list(ids)).order_by("id").prefetch_related("organization")
    accounts = await Identity.filter(person_id__in=list(ids)).values_list("person_id", "follows")
    codes = {code.person_id: code.expires_at for code in await live_codes(ids, now)}
    return tuple(
        FoundPerson(
            person.id,
            person.name,
            masked_phone(person.phone),
            masked(person.id_number) if person.id_number else "",
            tuple((held.role, held.organization.name) for held in roles if held.person_id == person.id),  # type: ignore[attr-defined]
            any(owner == person.id for owner, _ in accounts),
            any(owner == person.id and follows for owner, follows in accounts),
            codes.get(person.id),
            person.guardian,
        )
        for person in people
    )
