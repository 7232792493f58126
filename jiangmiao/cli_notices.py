"""broadcast, notices, deliveries."""

from pathlib import Path
from typing import Annotated, Any

import typer

from domain.audiences import read_audience
from domain.notices import NoticeState
from texts import command_help, command_line, command_lists

from .cli_support import agreed, load_settings, moment, operate, say, say_json, say_table
from .control import Refused
from .notice_file import read_notice_file

Limit = Annotated[int, typer.Option(help=command_help.LIMIT, min=1, max=1000)]
AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]


def broadcast(
    file: Annotated[Path, typer.Option(help=command_help.NOTICE_FILE)],
    to: Annotated[str, typer.Option(help=command_help.TO)],
    org: Annotated[str, typer.Option(help=command_help.ORG)] = "",
    by: Annotated[str, typer.Option(help=command_help.BY)] = "",
    urgent: Annotated[bool, typer.Option("--urgent", help=command_help.URGENT)] = False,
    ack: Annotated[bool, typer.Option("--ack/--no-ack", help=command_help.ACK)] = True,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=command_help.YES)] = False,
) -> None:
    """Send a notice file; without --yes the answer to a question is read first, at a terminal or from a pipe."""
    text = read_notice_file(file)
    arguments = {
        "title": text.title,
        "body": text.body,
        "role": str(read_audience(to).role or ""),
        "organization": org,
        "by": by,
        "urgent": urgent,
        "acknowledge": ack,
    }
    settings = load_settings()
    if not yes:
        _ask(arguments, operate(settings, "preview-notice", arguments))
    say(command_line.broadcast(operate(settings, "broadcast", arguments)))


def _ask(arguments: dict[str, Any], found: dict[str, Any]) -> None:
    """Raises `typer.Exit` unless the answer is yes, `Refused` where nobody answers; what was sent before
    needs no question.
    """
    if found["state"] != NoticeState.DRAFT:
        return
    say(command_line.preview(arguments["title"], arguments["role"], found))
    answer = agreed(command_line.really())
    if answer is None:
        raise Refused(command_line.nobody_answers())
    if not answer:
        say(command_line.not_sent())
        raise typer.Exit(1)


def notices(limit: Limit = 20, as_json: AsJson = False) -> None:
    """The newest notices of everybody."""
    found = operate(load_settings(), "notices", {"limit": limit})["notices"]
    rows = [command_lists.notice_row(line, moment(line["sent_at"])) for line in found]
    _list(found, command_lists.NOTICE_COLUMNS, rows, as_json)


def deliveries(
    limit: Limit = 20,
    state: Annotated[str, typer.Option(help=command_help.STATE)] = "",
    as_json: AsJson = False,
) -> None:
    """The newest outgoing messages of everybody."""
    found = operate(load_settings(), "deliveries", {"limit": limit, "state": state})["deliveries"]
    rows = [command_lists.delivery_row(line, moment(line["created_at"])) for line in found]
    _list(found, command_lists.DELIVERY_COLUMNS, rows, as_json)


def _list(
    found: list[dict[str, Any]], columns: tuple[str, ...], rows: list[tuple[str, ...]], as_json: bool
) -> None:
    if as_json:
        say_json(found)
    elif found:
        say_table(columns, rows)
    else:
        say(command_lists.nothing_yet())
