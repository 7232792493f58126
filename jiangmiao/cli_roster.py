"""import-roster."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from pydantic import SecretStr

from texts import command_help, command_line
from texts import roster as texts

from .cli_support import load_settings, operate, say, tell
from .control import Refused
from .invitation_files import write_codes, write_pictures
from .roster_apart import read_roster_apart
from .roster_file import RosterUnreadable
from .roster_json import codes_from_json, sheet_to_json
from .settings import DatabaseSettings, KeyedSettings, Settings


def import_roster(
    file: Annotated[Path, typer.Argument(help=command_help.ROSTER_FILE)],
    codes: Annotated[Path | None, typer.Option(help=command_help.CODES)] = None,
    qr: Annotated[Path | None, typer.Option(help=command_help.QR)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=command_help.DRY_RUN)] = False,
) -> None:
    """Bring in a roster, whole or not at all, and write what is to be handed out."""
    if codes and not codes.absolute().parent.is_dir():
        raise Refused(command_line.no_such_folder(str(codes.parent)))
    arguments = {
        "sheets": _sheets(file),
        "dry_run": dry_run,
        "codes": codes is not None,
        "pictures": qr is not None,
    }
    with _settings(dry_run) as settings:
        result = operate(settings, "import-roster", arguments)
    say(result["report"])
    if dry_run:
        return
    _write(codes, qr, result)
    if result["problem"]:
        raise Refused(result["problem"])


@contextmanager
def _settings(dry_run: bool) -> Iterator[Settings]:
    """To try a roster before there is a database, an empty one elsewhere does, under a key of its own."""
    settings = load_settings(DatabaseSettings if dry_run else KeyedSettings)
    if not dry_run or not settings.is_sqlite or settings.sqlite_path.exists():
        yield load_settings(KeyedSettings)
        return
    tell(command_line.checked_alone(str(settings.sqlite_path)))
    with TemporaryDirectory() as folder:
        instead = {
            "database_url": f"sqlite://{folder}/empty.db",
            "secret_key": SecretStr(secrets.token_hex(32)),
        }
        yield settings.model_copy(update=instead)


def _sheets(file: Path) -> list[dict[str, Any]]:
    try:
        return [sheet_to_json(sheet) for sheet in read_roster_apart(file)]
    except RosterUnreadable as unreadable:
        raise Refused(texts.unreadable(str(file), unreadable.reason, unreadable.facts)) from unreadable
    except FileNotFoundError as error:
        raise Refused(command_line.no_such_file(str(file))) from error
    except OSError as error:
        raise Refused(command_line.unreadable_file(str(file), error.strerror or "")) from error


def _write(codes: Path | None, qr: Path | None, result: dict[str, Any]) -> None:
    rows = codes_from_json(result["codes"])
    try:
        if codes:
            write_codes(codes, rows)
            say(command_line.codes_written(str(codes), len(rows)))
        if qr and result["urls"]:
            urls = {int(person_id): url for person_id, url in result["urls"].items()}
            say(command_line.pictures_written(str(qr), write_pictures(qr, rows, urls)))
    except OSError as error:
        raise Refused(command_line.unwritable(str(error.filename), error.strerror or "")) from error
