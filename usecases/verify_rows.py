"""The rows that the trail describes, each against its newest witness."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from domain.tampering import Deed, Findings
from domain.trail import GONE
from models.statement import to_json
from models.trail_reading import Reading, pieces
from models.witness import is_digest
from models.witness_index import WitnessIndex
from models.witnessed import TABLES, VERSIONS, Witnessed

PIECE = 2_000
Report = Callable[[int], None]


class RowCheck:
    """`rows` is how many were looked at."""

    def __init__(self, reading: Reading, index: WitnessIndex, findings: Findings, report: Report) -> None:
        self.rows = 0
        self._reading = reading
        self._index = index
        self._findings = findings
        self._report = report

    async def all(self) -> None:
        """Every row of every table, so that one without a witness is found too."""
        for table in TABLES.values():
            await self._table(table)

    async def told(self) -> None:
        """Only rows that the index knows."""
        for name in TABLES.keys() & set(self._index.names()):
            told = self._index.of(name)
            while some := dict(islice(told, PIECE)):
                await self._some(TABLES[name], some)
                self._report(self.rows)

    async def _table(self, table: Witnessed) -> None:
        told = self._index.of(table.name)
        witness = next(told, None)
        sql = f"SELECT {table.selected} FROM {table.name} WHERE id > $1 ORDER BY id LIMIT {PIECE}"  # nosec B608
        async for rows in pieces(self._reading, sql, 0):
            for row in rows:
                while witness and witness[0] < row[0]:
                    self._missing(table, *witness)
                    witness = next(told, None)
                if witness and witness[0] == row[0]:
                    if not _agrees(witness[1], table, row):
                        await self._examine(table, row, witness[1])
                    witness = next(told, None)
                elif table.every:
                    self._findings.add(table.name, row[0], Deed.INSERTED)
            self.rows += len(rows)
            self._report(self.rows)
        self._rest(table, witness, told)

    def _rest(
        self, table: Witnessed, witness: tuple[int, str] | None, told: Iterator[tuple[int, str]]
    ) -> None:
        while witness:
            self._missing(table, *witness)
            witness = next(told, None)

    async def _some(self, table: Witnessed, some: dict[int, str]) -> None:
        ids = to_json(list(some))
        rows = {row[0]: row for row in await self._reading.rows(_by_ids(table), ids)}
        for row_id, witness in some.items():
            if row_id not in rows:
                self._missing(table, row_id, witness)
            elif not _agrees(witness, table, rows[row_id]):
                await self._examine(table, rows[row_id], witness)
        self.rows += len(some)

    def _missing(self, table: Witnessed, row_id: int, witness: str) -> None:
        if witness != GONE:
            self._findings.add(table.name, row_id, Deed.DELETED)

    async def _examine(self, table: Witnessed, row: Sequence[Any], witness: str) -> None:
        """Perhaps it was witnessed when the table looked otherwise."""
        version = VERSIONS.get((table.name, _version(witness)))
        if version and version is not table:
            (row,) = await self._reading.rows(_by_ids(version), to_json([row[0]]))
            if _agrees(witness, version, row):
                return
        self._findings.add(table.name, row[0], Deed.INSERTED if witness == GONE else Deed.EDITED)


def _by_ids(table: Witnessed) -> str:
    ids = "SELECT value::bigint FROM json_array_elements_text($1::json)"
    return f"SELECT {table.selected} FROM {table.name} WHERE id IN ({ids})"  # nosec B608


def _version(witness: str) -> int:
    number = witness.partition(":")[0]
    return int(number) if number.isdecimal() else 0


def _agrees(witness: str, table: Witnessed, row: Sequence[Any]) -> bool:
    """Not where somebody wrote what can't be read."""
    try:
        return is_digest(witness, table, list(row))
    except (ValueError, TypeError, AttributeError):
        return False
