"""Is everything as the service needs it? Each finding says what to do."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import aiohttp
from pydantic import ValidationError

from texts import command_line
from texts import doctor as texts

from . import doctor_network
from .carry_out import DATABASE_ERRORS, by_service, clock
from .control import Refused, Unreachable
from .database import DatabaseInUse, missing_migrations, opened
from .doctor_findings import Finding, fine, notice, wrong
from .settings import ENV_FILE, Settings
from .settings_errors import explain

LITTLE_SPACE = 1 << 30
TOO_LITTLE_SPACE = 100 << 20
# Earlier ones can lose rows in the write-ahead log where two connections write.
SOUND_SQLITE = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


async def examine() -> list[Finding]:
    """Everything, in the order in which one would mend it. Without settings nothing else can be looked at."""
    try:
        settings = Settings()
    except ValidationError as error:
        return [wrong(texts.setting_wrong(sentence)) for sentence in explain(error)]
    except UnicodeDecodeError:
        return [wrong(command_line.settings_not_text(ENV_FILE))]
    async with aiohttp.ClientSession() as http:
        return [
            *_settings(settings),
            *await _database(settings),
            *(_machine(settings) if settings.is_sqlite else ()),
            *_files(settings),
            *await doctor_network.platform(settings, http, clock()),
            *await doctor_network.callback(settings, http),
        ]


def _settings(settings: Settings) -> Iterator[Finding]:
    yield fine(texts.settings_fine(settings.environment))
    if not settings.aes_keys:
        yield notice(texts.plaintext())


async def _database(settings: Settings) -> list[Finding]:
    """Looked at as it is: nothing is created or migrated."""
    if settings.is_sqlite and not settings.sqlite_path.exists():
        return [_not_made_yet(settings.sqlite_path)]
    try:
        async with opened(settings.database_url):
            missing = await missing_migrations()
    except DatabaseInUse:
        return await _served(settings)
    except DATABASE_ERRORS as error:
        return [wrong(texts.database_wrong(str(error) or type(error).__name__))]
    kind = "SQLite" if settings.is_sqlite else "PostgreSQL"
    return [fine(texts.database_opens(kind)), _schema(len(missing))]


def _not_made_yet(path: Path) -> Finding:
    folder = path.resolve().parent
    if not folder.is_dir():
        return wrong(texts.database_wrong(command_line.no_folder(str(folder))))
    return notice(texts.database_missing(str(path)))


async def _served(settings: Settings) -> list[Finding]:
    try:
        status = await by_service(settings, "status", {}, lambda line: None)
    except Unreachable:
        return [wrong(texts.database_silent(str(settings.sqlite_path)))]
    except Refused as refused:
        return [wrong(texts.database_wrong(str(refused)))]
    return [fine(texts.database_served(status["pid"])), _schema(len(status["missing_migrations"]))]


def _schema(missing: int) -> Finding:
    return wrong(texts.migrations_missing(missing)) if missing else fine(texts.migrations_fine())


def _machine(settings: Settings) -> Iterator[Finding]:
    """What SQLite needs of this machine."""
    sound = _is_sound(sqlite3.sqlite_version_info)
    yield (
        fine(texts.sqlite_fine(sqlite3.sqlite_version))
        if sound
        else notice(texts.sqlite_old(sqlite3.sqlite_version))
    )
    folder = _existing(settings.sqlite_path.absolute().parent)
    writable = os.access(folder, os.W_OK | os.X_OK)
    yield fine(texts.folder_fine(str(folder))) if writable else wrong(texts.folder_unwritable(str(folder)))
    yield _space(shutil.disk_usage(folder).free)


def _is_sound(version: tuple[int, ...]) -> bool:
    newest = SOUND_SQLITE[-1]
    return version >= newest or any(version[:2] == sound[:2] and version >= sound for sound in SOUND_SQLITE)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that exists."""
    return next(found for found in (folder, *folder.parents) if found.is_dir())


def _space(free: int) -> Finding:
    shown = f"{free / (1 << 30):.1f} GB" if free >= 1 << 30 else f"{free >> 20} MB"
    if free < TOO_LITTLE_SPACE:
        return wrong(texts.disk_low(shown))
    return notice(texts.disk_low(shown)) if free < LITTLE_SPACE else fine(texts.disk_fine(shown))


def _files(settings: Settings) -> Iterator[Finding]:
    """Personal data and secrets are for this user alone."""
    files = [Path(".env"), *([settings.sqlite_path] if settings.is_sqlite else [])]
    open_ones = [path for path in files if path.exists() and path.stat().st_mode & 0o077]
    yield from (notice(texts.open_to_others(str(path))) for path in open_ones)
    if not open_ones:
        yield fine(texts.private_files())
