"""trace, by an administrator or by the operator of the service."""

import secrets

from domain.roles import Actor, Door
from texts import links
from usecases.find_administrator import find_administrator
from usecases.trace_certificate import trace_certificate

from .control import Report
from .operation_tools import Arguments, Tools


async def trace(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `certificate`, a number or a code, and `by`; the walk, and the `site` at which certificates are checked."""
    walk = await trace_certificate(await _by(arguments), arguments["certificate"], now=tools.clock())
    return {**walk, "site": links.to("")}


async def _by(arguments: Arguments) -> Actor | Door:
    """The administrator with the phone `by`, within whose reach this stays; without one, the operator."""
    if not arguments["by"]:
        return Door.COMMAND_LINE
    return await find_administrator(arguments["by"], "", request=secrets.token_hex(5))
