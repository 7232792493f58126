"""The command line: `python -m jiangmiao`, `jiangmiao`, `./run jiangmiao`.

A failure is one sentence on standard error and the exit code 2, never a traceback (except with --debug).
"""

import re
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from domain.errors import Refusal
from texts import (
    command_assess,
    command_audit,
    command_backup,
    command_certificates,
    command_credentials,
    command_deadlines,
    command_forget,
    command_help,
    command_line,
    command_papers,
    command_secrets,
    command_trace,
)
from texts.refusals import sentence

from . import (
    cli_assess,
    cli_audit,
    cli_backup,
    cli_certificates,
    cli_credentials,
    cli_deadlines,
    cli_forget,
    cli_grades,
    cli_notice,
    cli_notices,
    cli_papers,
    cli_people,
    cli_roster,
    cli_secrets,
    cli_service,
    cli_trace,
)
from .cli_help import Commands
from .cli_support import tell
from .control import Refused

PROGRAM = "jiangmiao"
WRONG = 2
INTERRUPTED = 130

app = Commands(help=command_help.APP)


@app.callback()
def options(debug: Annotated[bool, typer.Option("--debug", help=command_help.DEBUG)] = False) -> None:
    """What stands before the command; `main` reads it, since only there failures end up."""


app.command("demo", help=command_help.DEMO)(cli_service.demo)
app.command("serve", help=command_help.SERVE)(cli_service.serve)
app.command("work", help=command_help.WORK)(cli_service.work)
app.command("migrate", help=command_help.MIGRATE)(cli_service.migrate)
app.command("backup", help=command_backup.BACKUP)(cli_backup.backup)
app.command("restore", help=command_backup.RESTORE)(cli_backup.restore)
app.command("verify-audit", help=command_audit.VERIFY)(cli_audit.verify_audit)
app.command("checkpoint", help=command_audit.CHECKPOINT)(cli_audit.checkpoint)
app.command("prove-entry", help=command_audit.PROVE)(cli_audit.prove)
app.command("trace", help=command_trace.TRACE)(cli_trace.trace_certificate)
app.command("doctor", help=command_help.DOCTOR)(cli_service.doctor)
app.command("import-roster", help=command_help.IMPORT_ROSTER)(cli_roster.import_roster)
app.command("broadcast", help=command_help.BROADCAST)(cli_notices.broadcast)
app.command("verify-credential", help=command_credentials.VERIFY)(cli_credentials.verify)
app.command("rotate-secrets", help=command_secrets.ROTATE)(cli_secrets.rotate_secrets)
app.add_typer(cli_credentials.keys, name="keys")
app.command("notices", help=command_help.NOTICES)(cli_notices.notices)
app.add_typer(cli_notice.notice, name="notice")
app.command("deliveries", help=command_help.DELIVERIES)(cli_notices.deliveries)
app.command("deadlines", help=command_deadlines.DEADLINES)(cli_deadlines.deadlines)
app.add_typer(cli_deadlines.deadline, name="deadline")
app.command("issue", help=command_certificates.ISSUE)(cli_certificates.issue)
app.add_typer(cli_certificates.certificate, name="certificate")
app.add_typer(cli_assess.assess, name="assess")
app.command("assessments", help=command_assess.ASSESSMENTS)(cli_assess.assessments)
app.command("reverse-hours", help=command_assess.REVERSE)(cli_assess.reverse_hours)
app.add_typer(cli_grades.grades, name="grades")
app.command("papers", help=command_papers.PAPERS)(cli_papers.papers)
app.add_typer(cli_people.people, name="people")
app.command("export-person", help=command_help.EXPORT)(cli_people.export)
app.command("forget-person", help=command_forget.FORGET)(cli_forget.forget_person)
app.command("invite", help=command_help.INVITE)(cli_people.invite)
app.command("revoke", help=command_help.REVOKE)(cli_people.revoke)
app.command("unbind", help=command_help.UNBIND)(cli_people.unbind)


def main() -> None:
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Carry out one command; its exit code."""
    debug = "--debug" in words
    command = [word for word in words if word != "--debug"] or ["--help"]
    try:
        code = _commands()(args=command, prog_name=PROGRAM, standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as failure:
        if debug:
            traceback.print_exc()
        tell(_words(failure))
        return WRONG
    return code if isinstance(code, int) else 0


@cache
def _commands() -> Callable[..., Any]:
    """Built once a process: with this many commands it takes longer than most of them."""
    return typer.main.get_command(app)


def _words(failure: Exception) -> str:
    match failure:
        case Refused():
            return str(failure)
        case Refusal():
            return sentence(failure)
        case TyperException():
            return _usage(failure)
        case _:
            return command_line.failed(type(failure).__name__, str(failure))


def _usage(error: TyperException) -> str:
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    unknown = re.fullmatch("No such command '(.*)'[.].*", error.format_message(), re.DOTALL)
    name = unknown[1] if unknown else getattr(error, "option_name", "")
    if parameter is not None:
        name = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar or parameter.name
    kind = "NoSuchCommand" if unknown else type(error).__name__
    return command_line.usage(kind, name, context.command_path if context else PROGRAM)
