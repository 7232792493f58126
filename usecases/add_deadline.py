"""An administrator's own deadline: a day, a title, what is to be done, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from domain.audiences import OrganizationUnknown
from domain.clock import local_day
from domain.deadlines import DeadlineKind, check_own
from domain.roles import Actor, Door, Role
from models.statement import Statement
from models.transaction import atomic

from .administered import check_administrator
from .set_deadline import set_deadline
from .store_deadlines import Stored, Wanted


@dataclass(frozen=True, slots=True)
class Own:
    """`role` None is for everybody. `ref` makes it one deadline, however often it is told. Only one of kind OWN
    needs a title.
    """

    day: date
    title: str
    todo: str
    role: Role | None
    ref: str
    kind: DeadlineKind = DeadlineKind.OWN


_ORGANIZATION = Statement("SELECT id FROM organization WHERE name = $1")


async def add_deadline(actor: Actor, own: Own, *, now: datetime) -> tuple[Stored, ...]:
    """For the people of each organization that the actor administers.

    Refusals: `OnlyAdministrators`, `DeadlineDayOver`, `DeadlineTitleUnfit`.
    """
    check_administrator(actor)
    return await _add(actor, own, sorted(actor.organizations(Role.ADMINISTRATOR)), now)


async def add_deadline_here(own: Own, organization: str, *, now: datetime) -> Stored:
    """By the operator of the machine: for the people of the organization of that name, of all where it is empty.

    Refusals: `OrganizationUnknown`, `DeadlineDayOver`, `DeadlineTitleUnfit`.
    """
    row = await _ORGANIZATION.row(organization) if organization else None
    if organization and row is None:
        raise OrganizationUnknown(organization)
    return (await _add(Door.COMMAND_LINE, own, [row["id"] if row else None], now))[0]


async def _add(
    by: Actor | Door, own: Own, organizations: Iterable[int | None], now: datetime
) -> tuple[Stored, ...]:
    check_own(own.day, own.title, own.todo, local_day(now), titled=own.kind is DeadlineKind.OWN)
    async with atomic():
        return tuple([await set_deadline(by, _wanted(by, own, place), now=now) for place in organizations])


def _wanted(by: Actor | Door, own: Own, organization_id: int | None) -> Wanted:
    name = blake2b(own.ref.encode(), digest_size=16).hexdigest()
    return Wanted(
        own.kind,
        f"own:{name}:{organization_id or ''}",
        own.day,
        title=own.title,
        todo=own.todo,
        organization_id=organization_id,
        role=own.role or "",
        author_id=by.person_id if isinstance(by, Actor) else None,
    )
