"""people find, invite, revoke and unbind, each by an administrator or by the operator of the service."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from domain.roles import Actor, Door
from usecases import forget_person
from usecases.export_person import export_person
from usecases.find_administrator import find_administrator
from usecases.find_people import FoundPerson, find_people
from usecases.invite_people import resend, revoke
from usecases.manages import person_by_phone
from usecases.record_guardian import record_guardian
from usecases.unbind_person import unbind_by_administrator

from .control import Report
from .operation_tools import Arguments, Tools
from .roster_json import code_to_json


async def find(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `text`, a whole name or a phone."""
    found = await find_people(await _by(arguments), arguments["text"], now=tools.clock())
    return {"people": [_person(person) for person in found.people], "more": found.more}


async def invite(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone`, and `guardian` where someone under 14 may come in. The code is in the clear."""
    by, person_id = await _by(arguments), await person_by_phone(arguments["phone"])
    if arguments["guardian"]:
        await record_guardian(by, person_id, arguments["guardian"], now=tools.clock())
    return {"code": code_to_json(await resend(by, person_id, now=tools.clock()))}


async def take_back(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone`."""
    by, person_id = await _by(arguments), await person_by_phone(arguments["phone"])
    return {"revoked": await revoke(by, person_id, now=tools.clock())}


async def unbind(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone` and `reason`."""
    by, person_id = await _by(arguments), await person_by_phone(arguments["phone"])
    return {"unbound": await unbind_by_administrator(by, person_id, arguments["reason"], now=tools.clock())}


async def export(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone`."""
    by, person_id = await _by(arguments), await person_by_phone(arguments["phone"])
    return await export_person(by, person_id, now=tools.clock())


async def look_before_forgetting(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone`; how much would be kept and erased."""
    by, person_id = await _by(arguments), await person_by_phone(arguments["phone"])
    return asdict(await forget_person.look_before_forgetting(by, person_id, now=tools.clock()))


async def forget(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone` and `reason`; what was kept and erased."""
    by, person_id = await _by(arguments), await person_by_phone(arguments["phone"])
    lose = partial(lose_files, tools.certificates.folder)
    done = await forget_person.forget_person(by, person_id, arguments["reason"], lose=lose, now=tools.clock())
    return asdict(done)


def lose_files(folder: Path, names: Sequence[str]) -> None:
    """Raises OSError where one can't be deleted; one that is gone already is none."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


async def _by(arguments: Arguments) -> Actor | Door:
    """The administrator with the phone `by`, within whose reach this stays; without one, the operator."""
    if not arguments["by"]:
        return Door.COMMAND_LINE
    return await find_administrator(arguments["by"], "", request=secrets.token_hex(5))


def _person(person: FoundPerson) -> dict[str, Any]:
    until = person.code_until
    return {
        **asdict(person),
        "roles": [{"role": str(role), "organization": name} for role, name in person.roles],
        "code_until": until.isoformat() if until else None,
    }
