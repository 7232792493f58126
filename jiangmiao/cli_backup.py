"""backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from texts import command_backup, command_line

from .backups.archive import Damaged
from .backups.taking import backup as take
from .backups.taking import is_of_earlier_key
from .backups.taking import restore as put
from .carry_out import DATABASE_ERRORS, clock
from .cli_support import load_settings, moment, run, say, tell
from .control import Refused
from .database import DatabaseInUse
from .settings import KeyedSettings


def backup(file: Annotated[Path, typer.Argument(help=command_backup.BACKUP_FILE)]) -> None:
    """Database and evidence in one new file, while the service goes on."""
    try:
        manifest = run(take(load_settings(KeyedSettings), file, tell, clock()))
    except DATABASE_ERRORS as error:
        raise Refused(command_backup.failed(str(file), _why(error))) from error
    say(command_backup.taken(str(file), sum(manifest.rows.values()), file.stat().st_size))


def restore(
    file: Annotated[Path, typer.Argument(help=command_backup.RESTORE_FILE)],
    replace: Annotated[bool, typer.Option("--replace", help=command_backup.REPLACE)] = False,
) -> None:
    """A backup in the place of an empty database; with --replace, of any."""
    if not file.is_file():
        raise Refused(command_line.no_such_file(str(file)))
    try:
        settings = load_settings(KeyedSettings)
        manifest = run(put(settings, file, tell, replace=replace))
    except DatabaseInUse as used:
        raise Refused(command_backup.service_runs(str(used.path))) from used
    except Damaged as damaged:
        raise Refused(command_backup.damaged(str(file), str(damaged))) from damaged
    except DATABASE_ERRORS as error:
        raise Refused(command_line.database_unreachable(_why(error))) from error
    say(command_backup.restored(moment(manifest.taken_at), sum(manifest.rows.values())))
    if is_of_earlier_key(settings, manifest):
        say(command_backup.rotate_again())


def _why(error: BaseException) -> str:
    return getattr(error, "strerror", "") or str(error) or type(error).__name__
