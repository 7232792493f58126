"""What is on file of all that a roster names."""

from collections.abc import Sequence
from datetime import date

from domain.organizations import OrganizationKind
from domain.programmes import Programme
from domain.roles import Role
from domain.roster_mentions import Mentions
from domain.roster_rows import Known, KnownPerson, KnownTraining
from models.organizations import Organization
from models.people import Person, RoleHeld
from models.secrecy import keyring
from models.training import Apprenticeship, TrainingPlan

from .pieces import pieces
from .policies import grade_numbers


async def find_known(named: Mentions) -> Known:
    """Looked up by index, a few hundred at a time."""
    organizations: dict[str, OrganizationKind] = {}
    async for names in pieces(list(named.organizations)):
        found = await Organization.filter(name__in=names).values_list("name", "kind")
        organizations |= {name: OrganizationKind(kind) for name, kind in found}
    plans: set[str] = set()
    async for names in pieces(list(named.plans)):
        plans |= {name for (name,) in await TrainingPlan.filter(name__in=names).values_list("name")}
    people: dict[str, KnownPerson] = {}
    async for phones in pieces(list(named.phones)):
        people |= await _people(phones)
    id_numbers: dict[str, int] = {}
    async for numbers in pieces(list(named.id_numbers)):
        id_numbers |= await _owners(numbers)
    return Known(grade_numbers(), organizations, frozenset(plans), people, id_numbers)


async def _people(phones: Sequence[str]) -> dict[str, KnownPerson]:
    phone_of = {index: phone for phone in phones for index in keyring().indexes(phone)}
    rows = await Person.filter(phone_index__in=list(phone_of)).values(
        "id", "name", "phone_index", "id_number_index"
    )
    ids = [row["id"] for row in rows]
    roles, trainings = await _roles(ids), await _trainings(ids)
    return {
        phone_of[row["phone_index"]]: KnownPerson(
            row["id"],
            row["name"],
            row["id_number_index"] is not None,
            frozenset(roles.get(row["id"], ())),
            tuple(trainings.get(row["id"], ())),
        )
        for row in rows
    }


async def _roles(person_ids: list[int]) -> dict[int, list[tuple[Role, str]]]:
    found: dict[int, list[tuple[Role, str]]] = {}
    rows = RoleHeld.filter(person_id__in=person_ids).values_list("person_id", "role", "organization__name")
    for person_id, role, organization in await rows:
        found.setdefault(person_id, []).append((Role(role), organization))
    return found


async def _trainings(person_ids: list[int]) -> dict[int, list[KnownTraining]]:
    found: dict[int, list[KnownTraining]] = {}
    rows = Apprenticeship.filter(person_id__in=person_ids).values_list(
        "person_id", "id", "programme", "employer__name", "starts_on", "ends_on"
    )
    for person_id, training_id, programme, employer, starts_on, ends_on in await rows:
        found.setdefault(person_id, []).append(
            KnownTraining(training_id, Programme(programme), employer, _day(starts_on), _day(ends_on))
        )
    return found


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


async def _owners(numbers: Sequence[str]) -> dict[str, int]:
    number_of = {index: number for number in numbers for index in keyring().indexes(number)}
    rows = await Person.filter(id_number_index__in=list(number_of)).values_list("id_number_index", "id")
    return {number_of[index]: person_id for index, person_id in rows}
