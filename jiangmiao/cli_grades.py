"""grades record, grades withdraw, grades list, grades name, grades names, grades import."""

import csv
from pathlib import Path
from typing import Annotated, Any

import typer

from texts import command_grades, command_help, command_line

from .cli_help import Commands
from .cli_support import load_settings, operate, say, say_json, say_table
from .control import Refused

By = Annotated[str, typer.Option(help=command_help.BY_OR_OPERATOR)]
AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]
Firm = Annotated[str, typer.Argument(help=command_grades.FIRM)]

grades = Commands(help=command_grades.GRADES_HELP)


@grades.command("record", help=command_grades.RECORD)
def record(
    phone: Annotated[str, typer.Argument(help=command_grades.PHONE)],
    grade: Annotated[str, typer.Option(help=command_grades.GRADE)],
    occupation: Annotated[str, typer.Option(help=command_grades.OCCUPATION)],
    way: Annotated[str, typer.Option(help=command_grades.WAY)],
    on: Annotated[str, typer.Option(help=command_grades.DAY)],
    org: Annotated[str, typer.Option(help=command_grades.ORG)] = "",
    decided_by: Annotated[str, typer.Option(help=command_grades.ELSEWHERE)] = "",
    certificate: Annotated[str, typer.Option(help=command_grades.CERTIFICATE)] = "",
    contest: Annotated[str, typer.Option(help=command_grades.CONTEST)] = "",
    merit: Annotated[list[str] | None, typer.Option(help=command_grades.MERIT)] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """A grade that a person has reached."""
    said = {
        "phone": phone,
        "grade": grade,
        "occupation": occupation,
        "way": way,
        "day": on,
        "organization": org,
    }
    said |= {"elsewhere": decided_by, "certificate": certificate, "contest": contest, "by": by}
    done = operate(load_settings(), "grade-record", {**said, "merits": merit or []})
    if as_json:
        say_json(done)
    else:
        say(command_grades.recorded(done))


@grades.command("withdraw", help=command_grades.WITHDRAW)
def withdraw(
    number: Annotated[int, typer.Argument(help=command_grades.NUMBER, min=1)],
    reason: Annotated[str, typer.Option(help=command_grades.REASON)],
    by: By = "",
) -> None:
    """A record that does not stand any more."""
    operate(load_settings(), "grade-withdraw", {"number": number, "reason": reason, "by": by})
    say(command_grades.withdrawn(number))


@grades.command("list", help=command_grades.LIST)
def show(
    phone: Annotated[str, typer.Option(help=command_grades.ONE_PHONE)] = "",
    limit: Annotated[int, typer.Option(help=command_help.LIMIT, min=1, max=1000)] = 20,
    as_json: AsJson = False,
) -> None:
    """The records, the newest first."""
    found = operate(load_settings(), "grades", {"phone": phone, "limit": limit})["grades"]
    if as_json:
        say_json(found)
    elif found:
        say_table(command_grades.COLUMNS, [command_grades.row(line) for line in found])
    else:
        say(command_grades.none())


@grades.command("name", help=command_grades.NAME)
def name(
    org: Firm,
    grade: Annotated[str, typer.Argument(help=command_grades.GRADE)],
    own: Annotated[str, typer.Argument(help=command_grades.OWN_NAME)] = "",
    step: Annotated[int, typer.Option(help=command_grades.STEP, min=0)] = 0,
    by: By = "",
) -> None:
    """What a firm calls a grade."""
    _name(org, [[grade, step, own.strip()]], by)


@grades.command("names", help=command_grades.NAMES)
def names(org: Firm, as_json: AsJson = False) -> None:
    """What a firm calls the grades."""
    found = operate(load_settings(), "grade-names", {"organization": org})["names"]
    if as_json:
        say_json(found)
    elif found:
        say_table(command_grades.NAME_COLUMNS, [command_grades.name_row(line) for line in found])
    else:
        say(command_grades.no_names())


@grades.command("import", help=command_grades.IMPORT)
def import_names(
    org: Firm, file: Annotated[Path, typer.Argument(help=command_grades.FILE)], by: By = ""
) -> None:
    """All names of a firm by a file, or none."""
    _name(org, _rows(file), by)


def _name(org: str, namings: list[list[Any]], by: str) -> None:
    wish = {"organization": org, "namings": namings, "by": by}
    say(command_grades.named(len(operate(load_settings(), "grade-name", wish)["names"])))


def _rows(file: Path) -> list[list[Any]]:
    try:
        lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    except OSError as error:
        raise Refused(command_line.unreadable_file(str(file), error.strerror or "")) from error
    except UnicodeDecodeError as error:
        raise Refused(command_grades.wrong_header(str(file))) from error
    if not lines or [cell.strip() for cell in lines[0]] != command_grades.HEADER:
        raise Refused(command_grades.wrong_header(str(file)))
    return [_row(file, number, cells) for number, cells in enumerate(lines[1:], 2) if cells]


def _row(file: Path, number: int, cells: list[str]) -> list[Any]:
    step = cells[1].strip() or "0" if len(cells) == len(command_grades.HEADER) else ""
    if not (step.isascii() and step.isdigit()):
        raise Refused(command_grades.wrong_row(str(file), number))
    return [cells[0].strip(), int(step), cells[2].strip()]
