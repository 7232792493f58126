"""Take a backup, and put one back."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from models.secrecy import Keyring
from texts import command_backup, command_line

from ..control import Refused
from ..database import POSTGRES, SQLITE, known_migrations, migrate, opened, sqlite_path
from ..settings import Settings
from . import postgres_copy, sqlite_copy
from .archive import FORMAT, Archive, Damaged, Manifest, Seal, unpack
from .taken import Taken

Report = Callable[[str], None]
FILES = "files/"
FILES_A_LINE = 1000


async def backup(settings: Settings, file: Path, report: Report, now: datetime) -> Manifest:
    """Write `file`, which is there only when it is whole. Raises `Refused` and OSError."""
    beside = _folder_for(file)
    seal = Keyring(settings.secret_key.get_secret_value()).index
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=beside) as folder:
        taken = await _take(settings, Path(folder), report)
        manifest = Manifest(
            FORMAT, taken.engine, taken.migrations, now.isoformat(), _fingerprint(settings.secret_keys[0]),
            taken.rows, taken.columns, taken.sequences,
        )  # fmt: skip
        with _whole_or_nothing(file) as out, Archive(out, seal) as archive:
            archive.begin(manifest)
            for name, path in taken.parts.items():
                archive.add(name, path)
                path.unlink()
            _add_files(archive, settings.files, report)
    return manifest


def _folder_for(file: Path) -> Path:
    if file.exists():
        raise Refused(command_backup.file_exists(str(file)))
    if not file.absolute().parent.is_dir():
        raise Refused(command_line.no_such_folder(str(file.parent)))
    return file.absolute().parent


async def _take(settings: Settings, folder: Path, report: Report) -> Taken:
    if not settings.is_sqlite:
        return await postgres_copy.take(settings.database_url, folder, report)
    path = sqlite_path(settings.database_url)
    if not path.exists():
        raise Refused(command_line.no_database(str(path)))
    report(command_backup.taking_database())
    return sqlite_copy.take(path, folder)


@contextmanager
def _whole_or_nothing(file: Path) -> Iterator[IO[bytes]]:
    part = file.with_name(f"{file.name}.part")
    try:
        with open(part, "wb", opener=_private) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    """A backup is everybody's data; it is for the service's user alone."""
    return os.open(path, flags, 0o600)


def _add_files(archive: Archive, folder: Path, report: Report) -> None:
    """Evidence that the copied rows name is in the folder already; what comes later does no harm."""
    for number, path in enumerate(_files(folder), 1):
        try:
            archive.add(FILES + path.relative_to(folder).as_posix(), path)
        except FileNotFoundError:  # removed after it was listed
            continue
        if number % FILES_A_LINE == 0:
            report(command_backup.taking_files(number))


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if (
            path.suffix != ".part"
            and not parts[0].startswith(".")
            and path.is_file()
            and not path.is_symlink()
        ):
            yield path


def _fingerprint(secret: str) -> str:
    return Keyring(secret).index("backup")


async def restore(settings: Settings, file: Path, report: Report, *, replace: bool) -> Manifest:
    """Put a backup in the place of an empty database, or with `replace` of any. An earlier key may have made it.

    Raises `Refused` and `Damaged`.
    """
    settings.files.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=settings.files) as name:
        folder = Path(name)
        report(command_backup.unpacking())
        manifest = unpack(file, folder, lambda found: _accept(settings, found))
        # Rows without their pictures would be worse than pictures without rows.
        _put_files(folder / FILES, settings.files)
        if settings.is_sqlite:
            sqlite_copy.put(sqlite_path(settings.database_url), folder, manifest, replace=replace)
            async with opened(settings.database_url):
                await migrate()
        else:
            await postgres_copy.put(settings.database_url, folder, manifest, report, replace=replace)
    return manifest


def is_of_earlier_key(settings: Settings, manifest: Manifest) -> bool:
    return manifest.key != _fingerprint(settings.secret_keys[0])


def _accept(settings: Settings, manifest: Manifest) -> Seal:
    """The seal of the key that made it. Raises `Refused` where this backup can't become this database."""
    if manifest.format != FORMAT or set(manifest.migrations) - set(known_migrations()):
        raise Refused(command_backup.newer_version())
    if manifest.engine != (SQLITE if settings.is_sqlite else POSTGRES):
        raise Refused(command_backup.other_engine(manifest.engine))
    secret = next((each for each in settings.secret_keys if _fingerprint(each) == manifest.key), None)
    if secret is None:
        raise Refused(command_backup.other_key(manifest.taken_at))
    if not manifest.migrations:
        raise Damaged("migrations")
    return Keyring(secret).index


def _put_files(source: Path, folder: Path) -> None:
    if not source.is_dir():
        return
    for path in _files(source):
        place = folder / path.relative_to(source)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(place)
