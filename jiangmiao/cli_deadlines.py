"""deadlines, deadline add, deadline move, deadline cancel."""

from typing import Annotated

import typer

from texts import command_deadlines, command_help

from .cli_help import Commands
from .cli_support import load_settings, operate, say, say_json, say_table

Number = Annotated[int, typer.Argument(help=command_deadlines.NUMBER, min=1)]
AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]

deadline = Commands(help=command_deadlines.DEADLINE)


def deadlines(
    limit: Annotated[int, typer.Option(help=command_help.LIMIT, min=1, max=1000)] = 20,
    as_json: AsJson = False,
) -> None:
    """The next deadlines of everybody."""
    found = operate(load_settings(), "deadlines", {"limit": limit})["deadlines"]
    if as_json:
        say_json(found)
    elif found:
        say_table(command_deadlines.COLUMNS, [command_deadlines.row(line) for line in found])
    else:
        say(command_deadlines.none())


@deadline.command("add", help=command_deadlines.ADD)
def add(
    day: Annotated[str, typer.Option(help=command_deadlines.DAY)],
    title: Annotated[str, typer.Option(help=command_deadlines.TITLE)] = "",
    todo: Annotated[str, typer.Option(help=command_deadlines.TO_DO)] = "",
    org: Annotated[str, typer.Option(help=command_deadlines.ORG)] = "",
    role: Annotated[str, typer.Option(help=command_deadlines.ROLE)] = "",
    kind: Annotated[str, typer.Option(help=command_deadlines.KIND)] = "",
) -> None:
    """An own deadline."""
    wish = {"day": day, "title": title, "todo": todo, "organization": org, "role": role, "kind": kind}
    say(command_deadlines.added(operate(load_settings(), "deadline-add", wish)))


@deadline.command("move", help=command_deadlines.MOVE)
def move(number: Number, day: Annotated[str, typer.Argument(help=command_deadlines.DAY)]) -> None:
    """To another day."""
    say(command_deadlines.moved(operate(load_settings(), "deadline-move", {"number": number, "day": day})))


@deadline.command("cancel", help=command_deadlines.CANCEL)
def cancel(number: Number) -> None:
    """Nobody is reminded of it any more."""
    say(command_deadlines.cancelled(operate(load_settings(), "deadline-cancel", {"number": number})))
