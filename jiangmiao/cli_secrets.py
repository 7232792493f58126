"""rotate-secrets: what earlier keys sealed is sealed by the newest."""

from typing import Annotated

import typer

from texts import command_help, command_secrets

from .cli_support import ProgressLine, load_settings, operate, say, say_json
from .settings import KeyedSettings


def rotate_secrets(
    as_json: Annotated[bool, typer.Option("--json", help=command_help.JSON)] = False,
) -> None:
    """While the service goes on; again where it was cut short."""
    line = ProgressLine()
    done = operate(load_settings(KeyedSettings), "rotate-secrets", {}, line)
    line.end()
    say_json(done) if as_json else say(command_secrets.rotated(done))
