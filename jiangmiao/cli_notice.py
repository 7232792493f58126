"""notice pause, resume, cancel, remind, report."""

from pathlib import Path
from typing import Annotated, Any

import typer

from texts import command_help, command_notices

from .cli_help import Commands
from .cli_support import load_settings, moment, operate, say, say_json, say_table
from .control import Refused
from .notice_workbook import write_workbook

Number = Annotated[int, typer.Argument(help=command_notices.NUMBER, min=1)]
By = Annotated[str, typer.Option(help=command_help.BY_OR_OPERATOR)]
AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]
# Recipients that are asked for at once while a workbook is written.
PAGE = 10_000

notice = Commands(help=command_notices.NOTICE)


@notice.command("pause", help=command_notices.PAUSE)
def pause(number: Number, by: By = "", as_json: AsJson = False) -> None:
    """What has not left waits."""
    done = _do("notice-pause", number, by)
    say_json(done) if as_json else say(command_notices.paused(done))


@notice.command("resume", help=command_notices.RESUME)
def resume(number: Number, by: By = "", as_json: AsJson = False) -> None:
    """It goes on."""
    done = _do("notice-resume", number, by)
    say_json(done) if as_json else say(command_notices.resumed(done))


@notice.command("cancel", help=command_notices.CANCEL)
def cancel(number: Number, by: By = "", as_json: AsJson = False) -> None:
    """What has not left never does."""
    done = _do("notice-cancel", number, by)
    say_json(done) if as_json else say(command_notices.cancelled(done))


@notice.command("remind", help=command_notices.REMIND)
def remind(number: Number, by: By = "", as_json: AsJson = False) -> None:
    """Those who have not acknowledged are asked."""
    done = _do("notice-remind", number, by)
    say_json(done) if as_json else say(command_notices.reminded(done))


@notice.command("report", help=command_notices.REPORT)
def report(
    number: Number,
    by: By = "",
    excel: Annotated[Path | None, typer.Option(help=command_notices.EXCEL)] = None,
    as_json: AsJson = False,
) -> None:
    """What became of it, and of each recipient's message where a workbook is wanted."""
    if excel and excel.suffix.lower() != ".xlsx":
        raise Refused(command_notices.excel_name(str(excel)))
    found = _do("notice-report", number, by)
    if excel:
        _write(excel, number, found)
    elif as_json:
        say_json(found)
    else:
        for columns, rows in command_notices.report(found, moment(found["notice"]["sent_at"])):
            say_table(columns, rows)


def _do(operation: str, number: int, by: str) -> dict[str, Any]:
    return operate(load_settings(), operation, {"number": number, "by": by})


def _write(path: Path, number: int, found: dict[str, Any]) -> None:
    settings = load_settings()

    def page(before: int) -> dict[str, Any]:
        asked = {"notice": number, "state": "", "limit": PAGE, "before": before}
        return operate(settings, "deliveries", asked)

    try:
        people = write_workbook(path, found, page)
    except OSError as error:
        raise Refused(command_notices.excel_not_written(str(path), error.strerror or str(error))) from error
    say(command_notices.excel_written(str(path), people))
