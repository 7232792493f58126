"""The newest witness of every row while a check runs: in a temporary file, so that memory stays flat."""

import sqlite3
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

BATCH = 20_000
_KEEP = """
    INSERT INTO newest VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET digest = excluded.digest, entry = excluded.entry WHERE excluded.entry >= entry
    """
# A table and an id, the digest, and the entry that tells it.
Told = tuple[str, int, str, int]


class WitnessIndex:
    """Of two witnesses of a row the one in the later entry counts: ids follow the changes of a row, which was locked.

    A context manager.
    """

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-32768", "temp_store=FILE"):
            self._file.execute(f"PRAGMA {pragma}")
        self._file.execute(
            "CREATE TABLE newest (name TEXT, id INTEGER, digest TEXT, entry INTEGER, PRIMARY KEY (name, id)) "
            "WITHOUT ROWID"
        )
        self._waiting: list[Told] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, entry: int, digests: Mapping[str, Any]) -> None:
        """What an entry says of its rows, by "table:id"."""
        for subject, digest in digests.items():
            name, _, number = subject.partition(":")
            self._waiting.append((name, int(number) if number.isdecimal() else 0, str(digest), entry))
        if len(self._waiting) >= BATCH:
            self._store()

    def names(self) -> list[str]:
        self._store()
        return [name for (name,) in self._file.execute("SELECT DISTINCT name FROM newest")]

    def of(self, name: str) -> Iterator[tuple[int, str]]:
        """Ids and digests of one table, by id."""
        self._store()
        return iter(self._file.execute("SELECT id, digest FROM newest WHERE name = ? ORDER BY id", (name,)))

    def count(self) -> int:
        self._store()
        return int(self._file.execute("SELECT count(*) FROM newest").fetchone()[0])

    def _store(self) -> None:
        self._file.execute("BEGIN")
        self._file.executemany(_KEEP, self._waiting)
        self._file.execute("COMMIT")
        self._waiting.clear()
