"""SQLite: a copy of the file at one moment, and its way back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from texts import command_backup

from ..control import Refused
from ..database import SQLITE, owning
from .archive import Damaged, Manifest
from .taken import Taken

PART = "database.sqlite"
PATIENCE_SECONDS = 60.0


def take(path: Path, folder: Path) -> Taken:
    """A copy as of one moment, read beside the service, whose own connection goes on writing."""
    reading = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE_SECONDS)
    with closing(reading), closing(sqlite3.connect(folder / PART)) as copy:
        copy.execute("PRAGMA synchronous=OFF")
        # All pages in one step are one read transaction; in several, every write would begin it anew.
        reading.backup(copy, pages=-1)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        return Taken(SQLITE, _migrations(copy), _counts(copy), {}, {}, {PART: folder / PART})


def put(path: Path, folder: Path, manifest: Manifest, *, replace: bool) -> None:
    """The copy in the file's place. Raises `DatabaseInUse`, `Damaged`, and `Refused` where people are in it."""
    with owning(f"{SQLITE}://{path}"):
        path = path.resolve()
        if not replace and _is_used(path):
            raise Refused(command_backup.not_empty())
        new = path.with_name(f"{path.name}.restoring")
        try:
            _fill(new, folder / PART)
            _examine(new, manifest)
            _settle(path)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
        _sync(path.parent)


def _migrations(database: sqlite3.Connection) -> list[str]:
    if "tortoise_migrations" not in _tables(database):
        raise Refused(command_backup.nothing_there())
    return [name for (name,) in database.execute("SELECT name FROM tortoise_migrations ORDER BY name")]


def _tables(database: sqlite3.Connection) -> list[str]:
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    return [name for (name,) in found]


def _counts(database: sqlite3.Connection) -> dict[str, int]:
    return {
        table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # nosec B608
        for table in _tables(database)
    }


def _is_used(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        return any(_counts(database)[table] for table in _tables(database) if table != "tortoise_migrations")


@contextmanager
def _private(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def _fill(new: Path, source: Path) -> None:
    """On the disk before it takes the old one's place."""
    with _private(new) as handle, source.open("rb") as file:
        while chunk := file.read(1 << 20):
            os.write(handle, chunk)
        os.fsync(handle)


def _examine(path: Path, manifest: Manifest) -> None:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            wrong = database.execute("PRAGMA quick_check").fetchone()[0]
            orphans = database.execute("PRAGMA foreign_key_check").fetchone()
            counts = _counts(database)
    except sqlite3.DatabaseError as error:
        raise Damaged(str(error)) from error
    if wrong != "ok" or orphans or counts != manifest.rows:
        raise Damaged(PART)


def _settle(path: Path) -> None:
    """Bring home what stands in the old file's log, so that no log remains which isn't the new file's."""
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError:  # a damaged file is what a backup is for
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
