"""broadcast, notices, notice … and deliveries, by the operator of the service or an administrator."""

import asyncio
import hashlib
import secrets
import time
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.audiences import Audience
from domain.clock import local_day
from domain.coming_moment import coming_moment
from domain.notice_text import NoticeText
from domain.notices import NoticeState
from domain.roles import Actor, Door, Role
from texts import command_notices
from usecases.address_notice import address_piece, addressed_share
from usecases.broadcast_notice import broadcast_notice
from usecases.cancel_notice import cancel_notice
from usecases.draft_notice import Preview, Wish, draft_notice
from usecases.find_administrator import find_administrator
from usecases.list_deliveries import list_deliveries, sums_of_all
from usecases.listed_people import Listed, listed_people
from usecases.notice_report import notice_report
from usecases.operator_lists import latest_notices
from usecases.pause_notice import pause_notice, resume_notice
from usecases.remind_unacknowledged import remind_unacknowledged
from usecases.retry_dead import retry_dead

from .control import Report
from .operation_tools import Arguments, Tools

# How often the progress of a long notice is told.
TOLD_EVERY_SECONDS = 0.5


async def preview(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes what `jiangmiao broadcast` does; keeps a draft and counts."""
    author = await _author(arguments)
    phones = arguments["phones"]
    listed = await listed_people(phones) if phones is not None else Listed((), 0)
    approver = await _approver(arguments["approver"])
    found = await draft_notice(
        author, await _wish(tools, author, approver, listed, arguments), now=tools.clock()
    )
    return _shown(author, approver, found) | {"unknown": listed.unknown}


async def send(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes the `number` of a draft, `by` and `organization`; addresses all of it."""
    author = await _author(arguments)
    sent = await broadcast_notice(author, arguments["number"], now=tools.clock())
    if sent.state is NoticeState.SENDING:
        report(command_notices.addressing(sent.recipients, 0))
        await _address(sent.number, sent.recipients, tools, report)
    return _plain(asdict(sent))


async def notices(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `limit`."""
    return {"notices": [_plain(asdict(line)) for line in await latest_notices(arguments["limit"])]}


async def pause(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `number` and `by`, as the next ones do."""
    return asdict(await pause_notice(await _by(arguments), arguments["number"], now=tools.clock()))


async def resume(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    return asdict(await resume_notice(await _by(arguments), arguments["number"], now=tools.clock()))


async def cancel(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    return asdict(await cancel_notice(await _by(arguments), arguments["number"], now=tools.clock()))


async def remind(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    return asdict(await remind_unacknowledged(await _by(arguments), arguments["number"], now=tools.clock()))


async def show(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    found = await notice_report(await _by(arguments), arguments["number"])
    failures = [{"reason": why, "messages": count} for why, count in found.failures]
    mass = _plain(asdict(found.mass)) if found.mass else None
    return {
        "notice": _plain(asdict(found.line)),
        "sums": dict(found.sums),
        "failures": failures,
        "mass": mass,
    }


async def deliveries(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `notice` (0 for all), `state`, `before` and `limit`; `sums` only on the first page, and of all only
    where no state is asked for."""
    number, before = arguments["notice"], arguments["before"]
    found: Arguments = {}
    if number:
        known = await notice_report(Door.COMMAND_LINE, number)
        found = {"notice": number, "recipients": known.line.recipients, "sums": dict(known.sums)}
    elif not before and not arguments["state"]:
        found = {"sums": await sums_of_all()}
    page = await list_deliveries(number, arguments["state"], before=before, limit=arguments["limit"])
    return found | {"deliveries": [_plain(asdict(line)) for line in page.lines], "next": page.next}


async def retry(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `notice`, 0 for all."""
    return {"retried": await retry_dead(arguments["notice"], now=tools.clock())}


async def _author(arguments: Arguments) -> Actor:
    return await find_administrator(arguments["by"], arguments["organization"], request=secrets.token_hex(5))


async def _approver(phone: str) -> Actor | None:
    return await find_administrator(phone, "", request="") if phone else None


async def _by(arguments: Arguments) -> Actor | Door:
    """The administrator with the phone `by`; without one, the operator."""
    if not arguments["by"]:
        return Door.COMMAND_LINE
    return await find_administrator(arguments["by"], "", request=secrets.token_hex(5))


async def _wish(
    tools: Tools, author: Actor, approver: Actor | None, listed: Listed, arguments: Arguments
) -> Wish:
    now = tools.clock()
    return Wish(
        NoticeText(arguments["title"], arguments["body"]),
        Audience(
            Role(arguments["role"]) if arguments["role"] else None,
            arguments["organization"],
            arguments["programme"],
            arguments["occupation"],
            arguments["grade"],
            listed.people,
        ),
        _ref(author, arguments, local_day(now).isoformat()),
        needs_acknowledgement=arguments["acknowledge"],
        urgent=arguments["urgent"],
        scheduled_for=coming_moment(arguments["at"], now) if arguments["at"] else None,
        approver_id=approver.person_id if approver else None,
        corrects=arguments["corrects"],
        by_mass=arguments["mass"],
    )


_SAID = ("title", "body", "role", "organization", "programme", "occupation", "grade", "corrects", "phones")


def _ref(author: Actor, arguments: Arguments, day: str) -> str:
    """The same words to the same people on the same day are the same notice: a command repeated sends once."""
    whole = "\0".join([str(author.person_id), day, *(str(arguments[name]) for name in _SAID)])
    return f"command:{hashlib.sha256(whole.encode()).hexdigest()}"


def _shown(author: Actor, approver: Actor | None, found: Preview) -> Arguments:
    at = found.wish.scheduled_for
    return {
        "author": author.name,
        "approver": approver.name if approver else "",
        "number": found.number,
        "state": found.state,
        "people": found.headcount.people,
        "ways": dict(found.ways),
        "scope": asdict(found.scope),
        "at": at.isoformat() if at else None,
        "facts": dict(found.facts),
        "by_mass": found.wish.by_mass,
        "following": found.headcount.following,
        "proposes_mass": found.proposes_mass,
    }


async def _address(number: int, recipients: int, tools: Tools, report: Report) -> None:
    """Piece by piece, beside the timetable of a running service, which does the same."""
    told = time.monotonic()
    while await address_piece(number, now=tools.clock()) is False:
        if time.monotonic() - told >= TOLD_EVERY_SECONDS:
            told = time.monotonic()
            report(command_notices.addressing(recipients, await addressed_share(number)))
        await asyncio.sleep(0)


def _plain(values: dict[str, Any]) -> Arguments:
    """With instants as ISO text."""
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in values.items()}
