"""What changes or reads the database at the command line, written once.

Plain JSON in, lines of progress, JSON out: the command runs an operation itself, or the running
service does so for it (jiangmiao/control.py).
"""

import hashlib
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial

from domain.audiences import Audience
from domain.clock import local_day
from domain.errors import Refusal
from domain.notice_text import NoticeText
from domain.roles import Actor, Role
from texts import command_line
from texts.refusals import sentence
from usecases.broadcast_notice import broadcast_notice
from usecases.draft_notice import Preview, Wish, draft_notice
from usecases.find_administrator import find_administrator
from usecases.operator_lists import latest_deliveries, latest_notices

from . import operations_deadlines, operations_people
from .control import Operation, Refused, Report
from .database import missing_migrations
from .operation_tools import Arguments, Tools
from .operations_roster import import_sheets


def operations(tools: Tools) -> dict[str, Operation]:
    """Every operation by the name that goes over the socket."""
    return {name: _worded(partial(operation, tools)) for name, operation in _OPERATIONS.items()}


def _worded(operation: Operation) -> Operation:
    """Rules and use cases refuse with a code; whoever typed the command reads the sentence."""

    async def run(arguments: Arguments, report: Report) -> Arguments:
        try:
            return await operation(arguments, report)
        except Refusal as refusal:
            raise Refused(sentence(refusal)) from refusal

    return run


async def _status(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    return {"pid": os.getpid(), "missing_migrations": await missing_migrations()}


async def _preview_notice(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    author = await _author(arguments)
    return _shown(author, await _draft(tools, author, arguments))


async def _broadcast(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    author = await _author(arguments)
    found = await _draft(tools, author, arguments)
    report(command_line.sending(found.headcount.people))
    return asdict(await broadcast_notice(author, found.number, now=tools.clock()))


async def _author(arguments: Arguments) -> Actor:
    return await find_administrator(arguments["by"], arguments["organization"], request=secrets.token_hex(5))


async def _draft(tools: Tools, author: Actor, arguments: Arguments) -> Preview:
    now = tools.clock()
    role = Role(arguments["role"]) if arguments["role"] else None
    wish = Wish(
        NoticeText(arguments["title"], arguments["body"]),
        Audience(role, arguments["organization"]),
        _ref(author, arguments, local_day(now).isoformat()),
        needs_acknowledgement=arguments["acknowledge"],
        urgent=arguments["urgent"],
    )
    return await draft_notice(author, wish, now=now)


def _ref(author: Actor, arguments: Arguments, day: str) -> str:
    """The same words to the same people on the same day are the same notice: a command repeated sends once."""
    said = [arguments[name] for name in ("title", "body", "role", "organization")]
    whole = "\0".join([str(author.person_id), day, *said])
    return f"command:{hashlib.sha256(whole.encode()).hexdigest()}"


def _shown(author: Actor, found: Preview) -> Arguments:
    return {
        "author": author.name,
        "number": found.number,
        "state": found.state,
        "people": found.headcount.people,
        "following": found.headcount.following,
        "scope": asdict(found.scope),
    }


async def _notices(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    return {"notices": [_plain(asdict(line)) for line in await latest_notices(arguments["limit"])]}


async def _deliveries(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    lines = await latest_deliveries(arguments["limit"], arguments["state"])
    return {"deliveries": [_plain(asdict(line)) for line in lines]}


def _plain(values: Arguments) -> Arguments:
    """With instants as ISO text."""
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in values.items()}


_OPERATIONS: dict[str, Callable[[Tools, Arguments, Report], Awaitable[Arguments]]] = {
    "status": _status,
    "import-roster": import_sheets,
    "preview-notice": _preview_notice,
    "broadcast": _broadcast,
    "notices": _notices,
    "deliveries": _deliveries,
    "deadlines": operations_deadlines.show,
    "deadline-add": operations_deadlines.add,
    "deadline-move": operations_deadlines.move,
    "deadline-cancel": operations_deadlines.cancel,
    "find-people": operations_people.find,
    "export-person": operations_people.export,
    "invite": operations_people.invite,
    "revoke": operations_people.take_back,
    "unbind": operations_people.unbind,
}
