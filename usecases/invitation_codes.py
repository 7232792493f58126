"""The codes that still let people in, to be handed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.roles import Role
from models.people import Identity, Invitation, Person, RoleHeld

from .pieces import pieces


@dataclass(frozen=True, slots=True)
class CodeRow:
    """`code` is empty for someone who needs none, being `bound`, or whose code was revoked or ran out."""

    person_id: int
    name: str
    phone: str
    roles: tuple[Role, ...]
    code: str
    expires_at: datetime | None
    bound: bool


async def invitation_codes(person_ids: Sequence[int], *, now: datetime) -> list[CodeRow]:
    """One for each person, in that order. Phones and codes are in the clear: for those who hand them out."""
    found: list[CodeRow] = []
    async for piece in pieces(person_ids):
        found += await _piece(list(piece), now)
    return found


@dataclass(frozen=True, slots=True)
class LiveCode:
    """An invitation that still lets in."""

    id: int
    person_id: int
    code: str
    expires_at: datetime


async def live_codes(person_ids: Sequence[int], now: datetime) -> list[LiveCode]:
    rows = Invitation.filter(
        person_id__in=list(person_ids), used_at=None, revoked_at=None, expires_at__gt=now
    )
    return [
        LiveCode(*row)
        for row in await rows.order_by("id").values_list("id", "person_id", "code", "expires_at")
    ]


async def _piece(person_ids: list[int], now: datetime) -> list[CodeRow]:
    people = {person.id: person for person in await Person.filter(id__in=person_ids)}
    roles = await _roles(person_ids)
    bound = {found for (found,) in await Identity.filter(person_id__in=person_ids).values_list("person_id")}
    live = {code.person_id: code for code in await live_codes(person_ids, now)}
    return [
        _row(people[person_id], roles.get(person_id, []), live.get(person_id), person_id in bound)
        for person_id in person_ids
        if person_id in people
    ]


async def _roles(person_ids: list[int]) -> dict[int, list[Role]]:
    """Each once, though held in several organizations."""
    found: dict[int, list[Role]] = {}
    rows = RoleHeld.filter(person_id__in=person_ids).order_by("id").values_list("person_id", "role")
    for person_id, role in await rows:
        mine = found.setdefault(person_id, [])
        if Role(role) not in mine:
            mine.append(Role(role))
    return found


def _row(person: Person, roles: list[Role], live: LiveCode | None, bound: bool) -> CodeRow:
    code, expires_at = (live.code, live.expires_at) if live else ("", None)
    return CodeRow(person.id, person.name, person.phone, tuple(roles), code, expires_at, bound)
