"""people find, invite, revoke, unbind."""

from typing import Annotated, Any

import typer

from texts import command_help, command_people

from .cli_support import load_settings, moment, operate, say, say_json, say_table

Phone = Annotated[str, typer.Argument(help=command_help.PHONE)]
By = Annotated[str, typer.Option(help=command_help.BY_OR_OPERATOR)]

people = typer.Typer(help=command_help.PEOPLE, rich_markup_mode=None)


@people.callback()
def _of_people() -> None:
    """Makes `find` a command below `people`, though it is the only one."""


@people.command("find", help=command_help.FIND)
def find(
    text: Annotated[str, typer.Argument(help=command_help.NAME_OR_PHONE)],
    by: By = "",
    as_json: Annotated[bool, typer.Option("--json", help=command_help.JSON)] = False,
) -> None:
    """People by name or phone, masked."""
    found = operate(load_settings(), "find-people", {"text": text, "by": by})
    if as_json:
        say_json(found)
    elif found["people"]:
        rows = [command_people.row(person, moment(person["code_until"])) for person in found["people"]]
        say_table(command_people.COLUMNS, rows)
        say(command_people.counted(len(rows), more=found["more"]))
    else:
        say(command_people.nobody(text))


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
