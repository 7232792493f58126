"""broadcast, notices, deliveries."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from domain.audiences import read_audience
from domain.notices import NoticeState
from texts import command_help, command_lists, command_notices, mass_sends
from texts.format import PROGRAMMES

from .cli_support import ProgressLine, agreed, load_settings, moment, operate, say, say_json, say_table
from .control import Refused
from .notice_file import read_notice_file
from .phone_list import read_phones
from .settings import Settings

Limit = Annotated[int, typer.Option(help=command_help.LIMIT, min=1, max=1000)]
AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]
# How often a terminal looks how far the sending is, and how long it waits for a first movement.
LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 5.0
# Of what a look costs the service, which counts the messages one by one.
REST = 5


def broadcast(
    file: Annotated[Path, typer.Option(help=command_help.NOTICE_FILE)],
    to: Annotated[str, typer.Option(help=command_help.TO)],
    org: Annotated[str, typer.Option(help=command_help.ORG)] = "",
    programme: Annotated[str, typer.Option(help=command_notices.PROGRAMME)] = "",
    occupation: Annotated[str, typer.Option(help=command_notices.OCCUPATION)] = "",
    grade: Annotated[int, typer.Option(help=command_notices.GRADE, min=0, max=8)] = 0,
    listed: Annotated[Path | None, typer.Option("--list", help=command_notices.LIST)] = None,
    by: Annotated[str, typer.Option(help=command_help.BY)] = "",
    urgent: Annotated[bool, typer.Option("--urgent", help=command_help.URGENT)] = False,
    ack: Annotated[bool, typer.Option("--ack/--no-ack", help=command_help.ACK)] = True,
    at: Annotated[str, typer.Option(help=command_notices.AT)] = "",
    approve_by: Annotated[str, typer.Option(help=command_notices.APPROVE_BY)] = "",
    mass: Annotated[bool, typer.Option("--mass", help=mass_sends.MASS)] = False,
    corrects: Annotated[int, typer.Option(help=command_notices.CORRECTS, min=0)] = 0,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=command_help.YES)] = False,
) -> None:
    """Send a notice file; without --yes the answer to a question is read first, at a terminal or from a pipe."""
    text = read_notice_file(file)
    wish = {
        "title": text.title,
        "body": text.body,
        "role": str(read_audience(to).role or ""),
        "organization": org,
        "programme": _programme(programme),
        "occupation": occupation.strip(),
        "grade": grade,
        "phones": read_phones(listed) if listed else None,
        "by": by,
        "urgent": urgent,
        "acknowledge": ack,
        "at": at,
        "approver": approve_by,
        "corrects": corrects,
        "mass": mass,
    }
    _preview_and_send(wish, ask=not yes)


def _preview_and_send(wish: dict[str, Any], *, ask: bool) -> None:
    settings = load_settings()
    found = operate(settings, "preview-notice", wish)
    say(command_notices.preview(wish["title"], wish["role"], found))
    if ask:
        _ask(found)
    _send(settings, {"number": found["number"], "by": wish["by"], "organization": wish["organization"]})


def _programme(name: str) -> str:
    """Its code, of its Chinese name. Raises `Refused`."""
    codes = {chinese: code for code, chinese in PROGRAMMES.items()}
    if name and name not in codes and name not in PROGRAMMES:
        raise Refused(command_notices.no_such_programme(name, "、".join(codes)))
    return codes.get(name, name)


def _ask(found: dict[str, Any]) -> None:
    """Raises `typer.Exit` unless the answer is yes, `Refused` where nobody answers; what was sent before
    needs no question.
    """
    if found["state"] != NoticeState.DRAFT:
        return
    answer = agreed(command_notices.really())
    if answer is None:
        raise Refused(command_notices.nobody_answers())
    if not answer:
        say(command_notices.not_sent())
        raise typer.Exit(1)


def _send(settings: Settings, draft: dict[str, Any]) -> None:
    """With its progress on a line of the terminal; whoever leaves early stops nothing."""
    line = ProgressLine()
    sent = operate(settings, "send-notice", draft, line)
    if line.on_terminal and sent["state"] == NoticeState.SENDING:
        _watch(settings, sent["number"], line)
    line.end()
    say(command_notices.broadcast(sent))


def _watch(settings: Settings, number: int, line: ProgressLine) -> None:
    left, moved = -1, time.monotonic()
    while left and time.monotonic() - moved < PATIENCE_SECONDS:
        begun = time.monotonic()
        found = operate(settings, "notice-report", {"number": number, "by": ""})
        took = time.monotonic() - begun
        line(command_notices.progress(found))
        waiting = found["sums"]["waiting"] + found["sums"]["sending"]
        left, moved = waiting, time.monotonic() if waiting != left else moved
        time.sleep(max(LOOK_SECONDS, REST * took) if left else 0)
    if left:
        line(command_notices.goes_on(number))


def notices(limit: Limit = 20, as_json: AsJson = False) -> None:
    """The newest notices of everybody."""
    found = operate(load_settings(), "notices", {"limit": limit})["notices"]
    if as_json:
        say_json(found)
    elif found:
        rows = [command_lists.notice_row(line, moment(line["sent_at"])) for line in found]
        say_table(command_lists.NOTICE_COLUMNS, rows)
    else:
        say(command_lists.nothing_yet())


def deliveries(
    notice: Annotated[int, typer.Option(help=command_notices.OF_NOTICE, min=0)] = 0,
    state: Annotated[str, typer.Option(help=command_notices.STATE)] = "",
    limit: Limit = 20,
    before: Annotated[int, typer.Option(help=command_notices.BEFORE, min=0)] = 0,
    retry_dead: Annotated[bool, typer.Option("--retry-dead", help=command_notices.RETRY_DEAD)] = False,
    as_json: AsJson = False,
) -> None:
    """The newest outgoing messages of everybody, or those of a notice; or the dead ones go back to the queue."""
    if retry_dead:
        _retry(notice, as_json)
        return
    if state and not command_notices.is_state(state):
        raise Refused(command_notices.no_such_state(state))
    asked = {"notice": notice, "state": state, "limit": limit, "before": before}
    found = operate(load_settings(), "deliveries", asked)
    if as_json:
        say_json(found)
    else:
        _show(found)


def _retry(notice: int, as_json: bool) -> None:
    done = operate(load_settings(), "retry-dead", {"notice": notice})
    if as_json:
        say_json(done)
    else:
        say(command_notices.retried(done["retried"]))


def _show(found: dict[str, Any]) -> None:
    if found["deliveries"]:
        rows = [command_lists.delivery_row(line, moment(line["created_at"])) for line in found["deliveries"]]
        say_table(command_lists.DELIVERY_COLUMNS, rows)
    else:
        say(command_lists.nothing_yet())
    if "sums" in found:
        say(command_notices.sums(found))
    if found["next"]:
        say(command_notices.next_page(found["next"]))
