"""people find, people export, invite, revoke, unbind."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from handlers.person_workbook import write_person_workbook
from texts import command_help, command_line, command_people

from .cli_help import Commands
from .cli_support import load_settings, moment, operate, say, say_json, say_table
from .control import Refused

Phone = Annotated[str, typer.Argument(help=command_help.PHONE)]
By = Annotated[str, typer.Option(help=command_help.BY_OR_OPERATOR)]

NOBODY = 1

people = Commands(help=command_help.PEOPLE)


@people.command("find", help=command_help.FIND)
def find(
    text: Annotated[str, typer.Argument(help=command_help.NAME_OR_PHONE)],
    by: By = "",
    as_json: Annotated[bool, typer.Option("--json", help=command_help.JSON)] = False,
) -> None:
    """People by name or phone, masked. The exit code is 1 where there is nobody."""
    found = operate(load_settings(), "find-people", {"text": text, "by": by})
    if as_json:
        say_json(found)
    elif found["people"]:
        rows = [command_people.row(person, moment(person["code_until"])) for person in found["people"]]
        say_table(command_people.COLUMNS, rows)
        say(command_people.counted(len(rows), more=found["more"]))
    else:
        say(command_people.nobody(text))
    if not found["people"]:
        raise typer.Exit(NOBODY)


@people.command("export", help=command_help.EXPORT)
def export(
    phone: Phone, file: Annotated[Path, typer.Argument(help=command_help.EXPORT_FILE)], by: By = ""
) -> None:
    """All that is kept about a person, in a new file for its owner's eyes."""
    if file.exists():
        raise Refused(command_people.file_exists(str(file)))
    if not file.absolute().parent.is_dir():
        raise Refused(command_line.no_such_folder(str(file.parent)))
    found = _operate("export-person", phone, by)
    try:
        file.touch(mode=0o600, exist_ok=False)
        _write(file, found)
    except OSError as error:
        raise Refused(command_line.unreadable_file(str(file), error.strerror or "")) from error
    say(command_people.exported(found["person"]["name"], str(file)))


def _write(file: Path, found: dict[str, Any]) -> None:
    """As Excel where the name asks for it, else as JSON."""
    if file.suffix.lower() == ".xlsx":
        write_person_workbook(file, found)
    else:
        file.write_text(f"{json.dumps(found, ensure_ascii=False, indent=2)}\n", encoding="utf-8")


def invite(
    phone: Phone,
    guardian: Annotated[str, typer.Option(help=command_help.GUARDIAN)] = "",
    by: By = "",
) -> None:
    """A new code in place of any before."""
    done = _operate("invite", phone, by, guardian=guardian)["code"]
    say(command_people.invited(done, moment(done["expires_at"])))


def revoke(phone: Phone, by: By = "") -> None:
    """Codes that no longer let in."""
    say(command_people.revoked(_operate("revoke", phone, by)["revoked"]))


def unbind(
    phone: Phone, reason: Annotated[str, typer.Option(help=command_help.UNBIND_REASON)], by: By = ""
) -> None:
    """A person's WeChat accounts are set free."""
    say(command_people.unbound(_operate("unbind", phone, by, reason=reason)["unbound"]))


def _operate(name: str, phone: str, by: str, **others: Any) -> dict[str, Any]:
    return operate(load_settings(), name, {"phone": phone, "by": by, **others})
