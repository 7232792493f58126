"""The agreements of a roster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.audit import Event
from domain.clock import local_day
from domain.roster_rows import PersonRow, TrainingRow
from models.training import Apprenticeship

from .agreements_to_sign import ask_for_signatures, end_of_signing
from .arrange_deadlines import arrange_deadlines
from .pieces import pieces
from .roster_mentors import Term, change_mentors, move_start, start_mentors, taken_away, terms_of
from .roster_report import APPRENTICESHIP, Fields, Ledger

# Columns that a row may change, and how people know their values.
SHOWN = {
    "school_id": "school__name",
    "occupation": "occupation",
    "target_grade": "target_grade",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "signed_on": "signed_on",
    "plan_id": "plan__name",
}
# What the days of an agreement's deadlines follow from.
TERM = {"starts_on", "ends_on"}


@dataclass(frozen=True, slots=True)
class Ids:
    """Of what rows name: organizations and plans by name, people by phone."""

    organizations: Mapping[str, int]
    plans: Mapping[str, int]
    people: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A row, with the columns of its agreement that it fills."""

    name: str
    row: TrainingRow
    key: Mapping[str, Any]
    columns: Mapping[str, Any]
    mentors: list[int]


async def import_trainings(rows: Sequence[PersonRow], ids: Ids, ledger: Ledger) -> None:
    """Make the agreements that are new; what the rows say of the others replaces what is on file."""
    agreements = [_agreement(row, row.training, ids) for row in rows if row.training]
    async for piece in pieces([one for one in agreements if one.row.known_id is None]):
        await _create(piece, ledger)
    async for piece in pieces([one for one in agreements if one.row.known_id is not None]):
        await _change_all({one.row.known_id or 0: one for one in piece}, ledger)


def _agreement(person: PersonRow, row: TrainingRow, ids: Ids) -> Agreement:
    key = {
        "person_id": ids.people[person.phone],
        "programme": row.programme,
        "employer_id": ids.organizations[person.organization],
        "starts_on": row.starts_on,
    }
    columns = {
        "school_id": ids.organizations.get(row.school),
        "occupation": row.occupation,
        "target_grade": row.target_grade,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "signed_on": row.signed_on,
        "plan_id": ids.plans.get(row.plan),
    }
    said = {name: value for name, value in columns.items() if value not in (None, "")}
    return Agreement(person.name, row, key, said, [ids.people[phone] for phone in row.mentors])


async def _create(piece: Sequence[Agreement], ledger: Ledger) -> None:
    await Apprenticeship.bulk_create(Apprenticeship(**{**one.key, **one.columns}) for one in piece)
    made = await _made([one.key["person_id"] for one in piece])
    by_id = {made[_unique(one.key)]: one for one in piece}
    await start_mentors(
        (training_id, one.mentors, one.key["starts_on"]) for training_id, one in by_id.items()
    )
    for training_id, one in by_id.items():
        after = {**one.key, **one.columns, "mentors": one.mentors}
        ledger.created(APPRENTICESHIP, Event.APPRENTICESHIP_CREATED, training_id, after)
    await arrange_deadlines(ledger.by, list(by_id), now=ledger.now)
    await _ask_for_signatures(by_id, ledger)


async def _ask_for_signatures(by_id: Mapping[int, Agreement], ledger: Ledger) -> None:
    unsigned = [training_id for training_id, one in by_id.items() if one.row.unsigned]
    await ask_for_signatures(ledger.by, unsigned, now=ledger.now)


def _unique(row: Mapping[str, Any]) -> tuple[int, str, int, date]:
    return row["person_id"], str(row["programme"]), row["employer_id"], row["starts_on"]


async def _made(person_ids: Sequence[int]) -> dict[tuple[int, str, int, date], int]:
    rows = await Apprenticeship.filter(person_id__in=list(person_ids)).values(
        "id", "person_id", "programme", "employer_id", "starts_on"
    )
    return {_unique(row): row["id"] for row in rows}


async def _change_all(by_id: Mapping[int, Agreement], ledger: Ledger) -> None:
    columns = sorted({"id", *SHOWN, *SHOWN.values()})
    rows = await Apprenticeship.filter(id__in=list(by_id)).values(*columns)
    terms = await terms_of(list(by_id))
    moved: list[int] = []
    signed: list[int] = []
    for row in rows:
        one = by_id[row["id"]]
        fields = await _change_columns(one, row)
        mine, today = terms.get(row["id"], []), local_day(ledger.now)
        fields += await _change_mentors(one, row, mine, today)
        names = {name for name, *_ in fields}
        moved += [row["id"]] if TERM & names else []
        signed += [row["id"]] if "signed_on" in names else []
        if fields:
            gone = taken_away(mine, one.mentors, today)
            ledger.changed(APPRENTICESHIP, Event.APPRENTICESHIP_CHANGED, row["id"], one.name, fields, gone)
        else:
            ledger.unchanged(APPRENTICESHIP)
    await end_of_signing(ledger.by, signed, now=ledger.now)
    await arrange_deadlines(ledger.by, moved, now=ledger.now)
    await _ask_for_signatures(by_id, ledger)


async def _change_columns(one: Agreement, row: Mapping[str, Any]) -> Fields:
    changed = {name: value for name, value in one.columns.items() if value != row[name]}
    if changed:
        await Apprenticeship.filter(id=row["id"]).update(**changed)
    now = {"school_id": one.row.school, "plan_id": one.row.plan}
    return tuple(
        (name.removesuffix("_id"), row[SHOWN[name]], now.get(name, value)) for name, value in changed.items()
    )


async def _change_mentors(one: Agreement, row: Mapping[str, Any], terms: list[Term], today: date) -> Fields:
    starts_on = one.columns.get("starts_on", row["starts_on"])
    if starts_on != row["starts_on"]:
        await move_start(terms, row["starts_on"], starts_on)
    names = await change_mentors(row["id"], terms, one.mentors, starts_on, today)
    return (("mentors", *names),) if names else ()
