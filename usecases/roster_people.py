"""The people of a roster and the roles they hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.audit import Event
from domain.idcard import masked
from domain.roster_rows import PersonRow
from models.people import Person, RoleHeld
from models.secrecy import keyring

from .dress_menus import ask_for_menus
from .pieces import pieces
from .roster_report import PERSON, Fields, Ledger

# The rows of one person, who may stand in several roles.
Rows = list[PersonRow]


async def import_people(
    rows: Sequence[PersonRow], organizations: Mapping[str, int], ledger: Ledger
) -> dict[str, int]:
    """Ids by phone, in the file's order."""
    by_phone: dict[str, Rows] = {}
    for row in rows:
        by_phone.setdefault(row.phone, []).append(row)
    people: dict[str, int] = {}
    async for piece in pieces(list(by_phone.items())):
        people |= await _piece(dict(piece), organizations, ledger)
    return people


async def person_ids(phones: Sequence[str]) -> dict[str, int]:
    """Ids by phone of those on file."""
    phone_of = {index: phone for phone in phones for index in keyring().indexes(phone)}
    rows = await Person.filter(phone_index__in=list(phone_of)).values_list("phone_index", "id")
    return {phone_of[index]: person_id for index, person_id in rows}


async def _piece(
    by_phone: dict[str, Rows], organizations: Mapping[str, int], ledger: Ledger
) -> dict[str, int]:
    before = await person_ids(list(by_phone))
    await Person.bulk_create(_new(rows) for phone, rows in by_phone.items() if phone not in before)
    ids = await person_ids(list(by_phone))
    by_id = {ids[phone]: rows for phone, rows in by_phone.items()}
    numbered = await _add_id_numbers({ids[phone]: by_phone[phone] for phone in before})
    given = await _give_roles(by_id, organizations)
    await ask_for_menus(given.keys() & {ids[phone] for phone in before}, now=ledger.now)
    made = {ids[phone] for phone in by_phone.keys() - before.keys()}
    for person_id, rows in by_id.items():
        roles = [f"{row.role}:{row.organization}" for row in given.get(person_id, ())]
        if person_id in made:
            ledger.created(PERSON, Event.PERSON_CREATED, person_id, {"roles": roles})
        elif fields := _fields(numbered.get(person_id, ""), roles):
            ledger.changed(PERSON, Event.PERSON_CHANGED, person_id, rows[0].name, fields)
        else:
            ledger.unchanged(PERSON)
    return {phone: ids[phone] for phone in by_phone}


def _new(rows: Rows) -> Person:
    phone = rows[0].phone
    return Person(name=rows[0].name, phone=phone, phone_index=keyring().index(phone), **_identity(rows))


def _identity(rows: Rows) -> dict[str, Any]:
    """The identity number that one of the rows says, sealed by the model, and what follows from it."""
    row = next((row for row in rows if row.id_number), None)
    if row is None:
        return {}
    return {
        "id_number": row.id_number,
        "id_number_index": keyring().index(row.id_number),
        "born_on": row.born_on,
    }


async def _add_id_numbers(by_id: Mapping[int, Rows]) -> dict[int, str]:
    """Give a number to those who had none; the numbers given, masked."""
    told = {person_id: found for person_id, rows in by_id.items() if (found := _identity(rows))}
    without = await Person.filter(id__in=list(told), id_number_index=None).values_list("id")
    for (person_id,) in without:
        await Person.filter(id=person_id).update(**told[person_id])
    return {person_id: masked(told[person_id]["id_number"]) for (person_id,) in without}


async def _give_roles(by_id: Mapping[int, Rows], organizations: Mapping[str, int]) -> dict[int, Rows]:
    """The rows whose role was new."""
    rows = await RoleHeld.filter(person_id__in=list(by_id)).values_list(
        "person_id", "role", "organization_id"
    )
    held = {(person_id, str(role), place) for person_id, role, place in rows}
    given: dict[int, Rows] = {}
    for person_id, mine in by_id.items():
        for row in mine:
            key = (person_id, str(row.role), organizations[row.organization])
            if key not in held:
                held.add(key)
                given.setdefault(person_id, []).append(row)
    await RoleHeld.bulk_create(
        RoleHeld(person_id=person_id, role=row.role, organization_id=organizations[row.organization])
        for person_id, mine in given.items()
        for row in mine
    )
    return given


def _fields(id_number: str, roles: list[str]) -> Fields:
    number = (("id_number", "", id_number),) if id_number else ()
    return (*number, *(("role", "", role) for role in roles))
