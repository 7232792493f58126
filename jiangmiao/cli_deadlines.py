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
    as_json: AsJson = False,
) -> None:
    """An own deadline."""
    wish = {"day": day, "title": title, "todo": todo, "organization": org, "role": role, "kind": kind}
    done = operate(load_settings(), "deadline-add", wish)
    say_json(done) if as_json else say(command_deadlines.added(done))


@deadline.command("move", help=command_deadlines.MOVE)
def move(
    number: Number,
    day: Annotated[str, typer.Argument(help=command_deadlines.DAY)],
    as_json: AsJson = False,
) -> None:
    """To another day."""
    done = operate(load_settings(), "deadline-move", {"number": number, "day": day})
    say_json(done) if as_json else say(command_deadlines.moved(done))


@deadline.command("cancel", help=command_deadlines.CANCEL)
def cancel(number: Number, as_json: AsJson = False) -> None:
    """Nobody is reminded of it any more."""
    done = operate(load_settings(), "deadline-cancel", {"number": number})
    say_json(done) if as_json else say(command_deadlines.cancelled(done))
