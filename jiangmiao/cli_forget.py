"""forget-person: what must be kept is listed, the rest is erased."""

from typing import Annotated

import typer

from texts import command_forget, command_help

from .cli_support import agreed, load_settings, operate, say, say_json
from .control import Refused
from .settings import KeyedSettings

Phone = Annotated[str, typer.Argument(help=command_help.PHONE)]


def forget_person(
    phone: Phone,
    by: Annotated[str, typer.Option(help=command_forget.BY)],
    reason: Annotated[str, typer.Option(help=command_forget.REASON)],
    yes: Annotated[bool, typer.Option("--yes", help=command_forget.YES)] = False,
    as_json: Annotated[bool, typer.Option("--json", help=command_help.JSON)] = False,
) -> None:
    """Asked for once more, unless `--yes` says so already."""
    settings = load_settings(KeyedSettings)
    if not yes or not as_json:
        say(command_forget.preview(operate(settings, "forget-look", {"phone": phone, "by": by})))
    if not yes:
        _ask()
    done = operate(settings, "forget-person", {"phone": phone, "by": by, "reason": reason})
    say_json(done) if as_json else say(command_forget.forgotten(done))


def _ask() -> None:
    """Raises `typer.Exit` unless the answer is yes, `Refused` where nobody answers."""
    answer = agreed(command_forget.really())
    if answer is None:
        raise Refused(command_forget.nobody_answers())
    if not answer:
        say(command_forget.not_forgotten())
        raise typer.Exit(1)
