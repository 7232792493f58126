"""rotate-secrets, by the operator of the service."""

from dataclasses import asdict

from domain.roles import Door
from texts import command_secrets
from usecases.rotate_secrets import rotate_secrets

from .control import Report
from .operation_tools import Arguments, Tools


async def rotate(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes nothing; under the keys of the process that carries it out."""
    done = await rotate_secrets(
        Door.COMMAND_LINE,
        now=tools.clock(),
        report=lambda people: report(command_secrets.progress(people)),
    )
    return asdict(done)
