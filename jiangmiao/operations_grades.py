"""grades record, withdraw, list, name and import, by an administrator or by the operator of the service."""

import hashlib
import json
import secrets
from dataclasses import asdict
from datetime import date
from typing import Any

from domain.grade_claims import GradeClaim, GradeWordUnknown
from domain.grade_facts import ContestLevel, ContestPlace, Merit
from domain.grade_names import GradeNames, GradeNaming
from domain.grading import GradeWay
from domain.roles import Actor, Door
from texts.findings import LEVELS, MERITS, WAYS
from usecases.find_administrator import find_administrator
from usecases.list_grades import GradeLine, list_grades, list_grades_of, times_withdrawn
from usecases.manages import person_by_phone
from usecases.name_grades import grade_names_of, name_grades, organization_named, read_grade
from usecases.record_grade import record_grade
from usecases.withdraw_grade import withdraw_grade

from .control import Report
from .operation_tools import Arguments, Tools

# What makes a record told again the same one.
SAID = ("grade", "occupation", "way", "day", "organization", "elsewhere", "certificate", "contest", "merits")


async def record(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone`, `by` and the words of `SAID`."""
    by, person_id = await _by(arguments), await person_by_phone(arguments["phone"])
    firm = await organization_named(arguments["organization"]) if arguments["organization"] else None
    grade, step = await read_grade(arguments["grade"], firm)
    claim = GradeClaim(
        person_id,
        grade,
        arguments["occupation"].strip(),
        GradeWay(_word("way", arguments["way"], WAYS)),
        _day(arguments["day"]),
        await _ref(person_id, arguments),
        firm,
        arguments["elsewhere"].strip(),
        arguments["certificate"].strip(),
        contests=_contests(arguments["contest"]),
        merits=frozenset(Merit(_word("merit", merit, MERITS)) for merit in arguments["merits"]),
        step=step,
    )
    number = await record_grade(by, claim, now=tools.clock())
    return _line((await list_grades_of(Door.COMMAND_LINE, person_id, 1000)), number)


async def withdraw(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `number`, `reason` and `by`."""
    await withdraw_grade(await _by(arguments), arguments["number"], arguments["reason"], now=tools.clock())
    return {"number": arguments["number"]}


async def show(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `limit`, and `phone` for one person's."""
    if not arguments["phone"]:
        return {"grades": [_json(line) for line in await list_grades(arguments["limit"])]}
    person_id = await person_by_phone(arguments["phone"])
    found = await list_grades_of(Door.COMMAND_LINE, person_id, arguments["limit"])
    return {"grades": [_json(line) for line in found]}


async def name(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `organization`, `by`, and `namings` as lists of a grade, a step and a name."""
    namings = [
        GradeNaming((await read_grade(grade, None))[0], step, own)
        for grade, step, own in arguments["namings"]
    ]
    return _names(
        await name_grades(await _by(arguments), arguments["organization"], namings, now=tools.clock())
    )


async def names(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `organization`."""
    return _names(await grade_names_of(await organization_named(arguments["organization"])))


async def _by(arguments: Arguments) -> Actor | Door:
    if not arguments["by"]:
        return Door.COMMAND_LINE
    return await find_administrator(arguments["by"], "", request=secrets.token_hex(5))


async def _ref(person_id: int, arguments: Arguments) -> str:
    words = json.dumps([person_id, await times_withdrawn(person_id), *(arguments[said] for said in SAID)])
    return f"command:{hashlib.sha256(words.encode()).hexdigest()}"


def _word(part: str, said: str, words: dict[str, str]) -> str:
    """A word of the vocabulary by what people call it."""
    for word, called in words.items():
        if said.strip() in (word, called):
            return word
    raise GradeWordUnknown(part, said[:20])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise GradeWordUnknown("day", text[:20]) from None


def _contests(said: str) -> tuple[ContestPlace, ...]:
    """省级3 or 市级 12: the level and the place."""
    if not said:
        return ()
    for level in ContestLevel:
        called, place = LEVELS[level], said.strip().removeprefix(LEVELS[level]).strip()
        if said.strip().startswith(called) and place.isascii() and place.isdigit() and int(place):
            return (ContestPlace(level, int(place)),)
    raise GradeWordUnknown("contest", said[:20])


def _line(lines: tuple[GradeLine, ...], number: int) -> Arguments:
    return next(_json(line) for line in lines if line.number == number)


def _json(line: GradeLine) -> dict[str, Any]:
    withdrawn = line.withdrawn_at.isoformat() if line.withdrawn_at else None
    return asdict(line) | {"decided_on": line.decided_on.isoformat(), "withdrawn_at": withdrawn}


def _names(found: GradeNames) -> Arguments:
    rows = sorted(found.names.items())
    return {"names": [{"grade": grade, "step": step, "name": own} for (grade, step), own in rows]}
