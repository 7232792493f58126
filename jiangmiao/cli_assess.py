"""assess, assess plan, assess cancel, assessments, reverse-hours."""

from pathlib import Path
from typing import Annotated, Any

import typer

from texts import command_assess, command_help, command_line

from .cli_help import Commands
from .cli_support import load_settings, operate, say, say_json, say_table
from .control import Refused
from .roster_apart import read_roster_apart
from .roster_file import RosterUnreadable
from .roster_json import sheet_to_json
from .score_sheet import write_template
from .settings import KeyedSettings

By = Annotated[str, typer.Option(help=command_assess.BY)]
Reason = Annotated[str, typer.Option(help=command_assess.REASON)]
AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]

assess = Commands(help=command_assess.ASSESS, invoke_without_command=True)


@assess.callback()
def enter(
    context: typer.Context,
    sheet: Annotated[Path | None, typer.Option(help=command_assess.SHEET)] = None,
    template: Annotated[Path | None, typer.Option(help=command_assess.TEMPLATE)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=command_assess.DRY_RUN)] = False,
    org: Annotated[str, typer.Option(help=command_assess.ORG)] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """A whole class by a sheet."""
    if context.invoked_subcommand:
        return
    if (sheet is None) == (template is None):
        raise Refused(command_assess.sheet_or_template())
    if sheet:
        _enter(sheet, dry_run, by, as_json)
    elif template:
        _write_template(template, org, by)


def _enter(file: Path, dry_run: bool, by: str, as_json: bool) -> None:
    wish = {"sheets": _sheets(file), "dry_run": dry_run, "by": by}
    done = operate(load_settings(KeyedSettings), "assess", wish)
    if as_json:
        say_json({"dry_run": dry_run, "rows": done["rows"], "left_out": done["left_out"]})
    else:
        say(done["report"])


def _sheets(file: Path) -> list[dict[str, Any]]:
    try:
        return [sheet_to_json(sheet) for sheet in read_roster_apart(file)]
    except RosterUnreadable as unreadable:
        raise Refused(
            command_assess.unreadable(str(file), unreadable.reason, unreadable.facts)
        ) from unreadable
    except FileNotFoundError as error:
        raise Refused(command_line.no_such_file(str(file))) from error
    except OSError as error:
        raise Refused(command_line.unreadable_file(str(file), error.strerror or "")) from error


def _write_template(file: Path, org: str, by: str) -> None:
    if file.exists():
        raise Refused(command_assess.file_exists(str(file)))
    if not file.absolute().parent.is_dir():
        raise Refused(command_line.no_such_folder(str(file.parent)))
    wish = {"organization": org, "by": by}
    found = operate(load_settings(KeyedSettings), "assessments-due", wish)
    try:
        # It holds phones.
        file.touch(mode=0o600, exist_ok=False)
        people = write_template(file, found["due"])
    except OSError as error:
        raise Refused(command_line.unwritable(str(file), error.strerror or "")) from error
    say(command_assess.template_written(str(file), people, more=found["more"]))


@assess.command("plan", help=command_assess.PLAN)
def plan(
    phone: Annotated[str, typer.Option(help=command_assess.PHONE)],
    kind: Annotated[str, typer.Option(help=command_assess.KIND)],
    day: Annotated[str, typer.Option(help=command_assess.DAY)],
    occupation: Annotated[str, typer.Option(help=command_assess.OCCUPATION)] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """One person's next attempt."""
    wish = {"phone": phone, "kind": kind, "day": day, "occupation": occupation, "by": by}
    done = operate(load_settings(KeyedSettings), "assess-plan", wish)
    say_json(done) if as_json else say(command_assess.planned(done))


@assess.command("cancel", help=command_assess.CANCEL)
def cancel(
    number: Annotated[int, typer.Argument(help=command_assess.NUMBER, min=1)],
    reason: Reason,
    by: By = "",
) -> None:
    """A planned one is given up."""
    wish = {"number": number, "reason": reason, "by": by}
    say(command_assess.cancelled(operate(load_settings(KeyedSettings), "assess-cancel", wish)))


def assessments(
    phone: Annotated[str, typer.Option(help=command_assess.ONLY_PHONE)] = "",
    before: Annotated[int, typer.Option(help=command_assess.BEFORE, min=0)] = 0,
    limit: Annotated[int, typer.Option(help=command_help.LIMIT, min=1, max=1000)] = 20,
    void: Annotated[list[int] | None, typer.Option(help=command_assess.VOID, min=1)] = None,
    reason: Annotated[str, typer.Option(help=command_assess.VOID_REASON)] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Planned and decided ones; a wrong result is taken back."""
    if void:
        _void(void, reason, by, as_json)
    elif reason:
        raise Refused(command_assess.reason_without_void())
    else:
        _list(phone, before, limit, by, as_json)


def _void(numbers: list[int], reason: str, by: str, as_json: bool) -> None:
    wish = {"numbers": numbers, "reason": reason, "by": by}
    done = operate(load_settings(KeyedSettings), "assess-void", wish)["voided"]
    say_json(done) if as_json else say(command_assess.voided(done))


def _list(phone: str, before: int, limit: int, by: str, as_json: bool) -> None:
    wish = {"phone": phone, "before": before, "limit": limit, "by": by}
    found = operate(load_settings(KeyedSettings), "assessments", wish)["assessments"]
    if as_json:
        say_json(found)
        return
    if not found:
        say(command_assess.none())
        return
    say_table(command_assess.COLUMNS, [command_assess.row(line) for line in found])
    if len(found) == limit:
        say(command_assess.older(found[-1]["number"]))


def reverse_hours(
    phone: Annotated[str, typer.Argument(help=command_assess.PHONE)],
    number: Annotated[int, typer.Argument(help=command_assess.ENTRY, min=1)],
    reason: Reason,
    by: Annotated[str, typer.Option(help=command_assess.BY_REQUIRED)],
    as_json: AsJson = False,
) -> None:
    """Confirmed hours are taken back."""
    wish = {"phone": phone, "number": number, "reason": reason, "by": by}
    done = operate(load_settings(KeyedSettings), "reverse-hours", wish)
    say_json(done) if as_json else say(command_assess.reversed_hours(done))
