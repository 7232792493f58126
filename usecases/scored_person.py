"""Whom a row of a score sheet means, and what it says of that person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import assessment_refusals as refused
from domain.assessments import Result
from domain.errors import Refusal
from domain.phones import bare_phone
from domain.score_words import ScoreRow
from models.secrecy import keyring
from models.statement import Statement, as_day, to_json


@dataclass(frozen=True, slots=True)
class _Agreement:
    id: int
    starts_on: date
    ends_on: date
    occupation: str


_PERSON = Statement(
    """
    SELECT id, name FROM person
    WHERE phone_index IN (SELECT value FROM json_array_elements_text($1::json)) AND erased_at IS NULL
    """
)
_AGREEMENTS = Statement("SELECT id, starts_on, ends_on, occupation FROM apprenticeship WHERE person_id = $1")
_BODY = Statement("SELECT id FROM organization WHERE name = $1")


async def training_of(row: ScoreRow) -> int:
    """The agreement that a row means.

    Refusals: `TrainingUnknown`, `NameDiffers`, `OccupationDiffers`, `TrainingUnclear`.
    """
    person = await _person(row.phone)
    if person is None:
        raise refused.TrainingUnknown
    if row.name and row.name != person["name"]:
        raise refused.NameDiffers(person["name"], row.name)
    found = [_agreement(one) for one in await _AGREEMENTS.rows(person["id"])]
    return _meant(found, row).id


def _agreement(row: Mapping[str, Any]) -> _Agreement:
    return _Agreement(row["id"], as_day(row["starts_on"]), as_day(row["ends_on"]), row["occupation"])


def _meant(found: Sequence[_Agreement], row: ScoreRow) -> _Agreement:
    """Of the occupation that is told: the one that holds on the day, else the one nearest to it."""
    told = [one for one in found if not row.occupation or one.occupation == row.occupation]
    if found and not told:
        raise refused.OccupationDiffers(row.occupation, tuple({one.occupation: 1 for one in found}))
    if not told:
        raise refused.TrainingUnknown
    holding = [one for one in told if one.starts_on <= row.day <= one.ends_on]
    if len(holding) > 1:
        raise refused.TrainingUnclear(len(holding))
    away = {one: max((one.starts_on - row.day).days, (row.day - one.ends_on).days, 0) for one in told}
    return min(told, key=lambda one: (away[one], -one.id))


async def result_of(row: ScoreRow, passed: bool) -> Result:
    """Refusals: `AssessorUnknown`, `BodyUnknown`."""
    result, unknown = await read_result(row, passed)
    for refusal in unknown:
        raise refusal
    return result


async def read_result(row: ScoreRow, passed: bool) -> tuple[Result, list[Refusal]]:
    """The result with those who are known, and who or what is not."""
    people = {phone: await _person(phone) for phone in row.assessors}
    strangers = [phone for phone, person in people.items() if person is None]
    unknown: list[Refusal] = [refused.AssessorUnknown("、".join(strangers))] if strangers else []
    body = await _body(row.body)
    if row.body and body is None:
        unknown.append(refused.BodyUnknown(row.body))
    result = Result(
        row.kind,
        row.day,
        passed,
        row.score,
        tuple(person["id"] for person in people.values() if person),
        reasons="" if passed else row.remark,
        remarks=row.remark if passed else "",
        items=row.items,
        grade=row.grade,
        body=body,
    )
    return result, unknown


async def check_name(phone: str, name: str) -> None:
    """Refusals: `TrainingUnknown`, `NameDiffers`."""
    person = await _person(phone)
    if person is None:
        raise refused.TrainingUnknown
    if name and name != person["name"]:
        raise refused.NameDiffers(person["name"], name)


async def _person(phone: str) -> dict[str, Any] | None:
    return await _PERSON.row(to_json(keyring().indexes(bare_phone(phone))))


async def _body(name: str) -> int | None:
    row = await _BODY.row(name) if name else None
    return row["id"] if row else None
