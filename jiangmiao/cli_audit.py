"""verify-audit, checkpoint, prove-entry."""

from dataclasses import asdict
from typing import Annotated

import typer

from domain.errors import Refusal
from models import secrecy
from texts import command_audit, command_help, command_line
from texts.refusals import sentence
from usecases.prove_entry import Proof, proof_facts, prove_entry
from usecases.verify_trail import Verified, verify_trail

from .carry_out import DATABASE_ERRORS
from .cli_support import ProgressLine, load_settings, operate, run, say, say_json
from .control import Refused
from .settings import KeyedSettings, Settings
from .trail_folders import checkpoint_folders, whole_trail

TAMPERED = 1

AsJson = Annotated[bool, typer.Option("--json", help=command_help.JSON)]


def verify_audit(
    since_checkpoint: Annotated[
        bool, typer.Option("--since-checkpoint", help=command_audit.SINCE_CHECKPOINT)
    ] = False,
    as_json: AsJson = False,
) -> int:
    """The exit code is 1 where anything was tampered with."""
    settings = load_settings(KeyedSettings)
    found = run(_verify(settings, since_checkpoint=since_checkpoint))
    if as_json:
        say_json(asdict(found) | {"ok": not found.found})
    else:
        say(command_audit.verified(found, [str(folder) for folder in checkpoint_folders(settings)]))
    return TAMPERED if found.found else 0


async def _verify(settings: Settings, *, since_checkpoint: bool) -> Verified:
    secrecy.use(*settings.secret_keys)
    progress = ProgressLine()
    try:
        async with whole_trail(settings) as reading:
            return await verify_trail(
                reading,
                checkpoint_folders(settings),
                lambda what, done: progress(command_audit.progress(what, done)),
                since_checkpoint=since_checkpoint,
            )
    except DATABASE_ERRORS as error:
        raise Refused(command_line.database_unreachable(str(error) or type(error).__name__)) from error
    finally:
        progress.end()


def checkpoint(as_json: AsJson = False) -> None:
    """Written now, though the hour isn't over."""
    found = operate(load_settings(), "checkpoint", {})
    if as_json:
        say_json(found)
    else:
        say(command_audit.written(found))


def prove(
    number: Annotated[int, typer.Argument(help=command_audit.ENTRY, min=1)], as_json: AsJson = False
) -> None:
    """A proof for somebody who trusts a checkpoint and not this service."""
    found = run(_prove(load_settings(KeyedSettings), number))
    if as_json:
        say_json(proof_facts(found))
    else:
        say(command_audit.proved(found))


async def _prove(settings: Settings, number: int) -> Proof:
    secrecy.use(*settings.secret_keys)
    try:
        async with whole_trail(settings) as reading:
            return await prove_entry(reading, number, checkpoint_folders(settings))
    except DATABASE_ERRORS as error:
        raise Refused(command_line.database_unreachable(str(error) or type(error).__name__)) from error
    except Refusal as refusal:
        raise Refused(sentence(refusal)) from refusal
