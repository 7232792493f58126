"""Digests of rows as a change left them, so that any other change shows."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from domain.canonical import canonical, instant
from domain.trail import GONE

from .secrecy import keyring
from .statement import Statement, to_json
from .witnessed import BESIDE, TABLES, Beside, Witnessed, table_and_id

Digests = dict[str, str]

_IDS = "SELECT value::bigint FROM json_array_elements_text($1::json)"
# Locked, so that the order of entries is the order of changes. Whoever wrote the row has it locked already.
_HELD = " FOR NO KEY UPDATE"


async def witness(event: str, subject: str, gone: Iterable[str] = ()) -> Digests:
    """The digests of an entry's rows by "table:id", read back in the transaction that wrote them."""
    found = dict.fromkeys(gone, GONE)
    named = table_and_id(subject)
    if named is None:
        return found
    table, row_id = named
    row = await _one(table).columns(row_id)
    found[subject] = digest(table, row) if row else GONE
    for beside in BESIDE.get(table.name, ()):
        if beside.belongs_to(event):
            found |= await _digests(_several(beside), TABLES[beside.table], [row_id])
    return found


async def witness_all(changes: Sequence[tuple[str, str, Iterable[str]]]) -> list[Digests]:
    """The same for many (event, subject, gone) at once; rows beside the subjects stand in the last."""
    found = [dict.fromkeys(gone, GONE) for _, _, gone in changes]
    ids: dict[str, list[int]] = defaultdict(list)
    for _, subject, _ in changes:
        if named := table_and_id(subject):
            ids[named[0].name].append(named[1])
    for name, row_ids in ids.items():
        rows = await _digests(_own(name), TABLES[name], row_ids)
        for at, (_, subject, _) in enumerate(changes):
            if subject.partition(":")[0] == name:
                found[at][subject] = rows.get(subject, GONE)
        await _add_beside(name, row_ids, {event for event, _, _ in changes}, found[-1])
    return found


async def witness_after(table: Witnessed, after: int, upto: int, limit: int) -> Digests:
    """The digests of the next rows by id, `upto` included, at most `limit`."""
    rows = await _after(table).rows(after, upto, limit)
    return {f"{table.name}:{row['id']}": digest(table, list(row.values())) for row in rows}


async def _add_beside(name: str, row_ids: Sequence[int], events: set[str], found: Digests) -> None:
    for beside in BESIDE.get(name, ()):
        if any(map(beside.belongs_to, events)):
            found |= await _digests(_several(beside), TABLES[beside.table], row_ids)


async def _digests(statement: Statement, table: Witnessed, row_ids: Sequence[int]) -> Digests:
    rows = await statement.rows(to_json(list(row_ids)))
    return {f"{table.name}:{row['id']}": digest(table, list(row.values())) for row in rows}


@cache
def _one(table: Witnessed) -> Statement:
    return Statement(f"SELECT {table.selected} FROM {table.name} WHERE id = $1{_HELD}")  # nosec B608


@cache
def _own(name: str) -> Statement:
    return Statement(f"SELECT {TABLES[name].selected} FROM {name} WHERE id IN ({_IDS}){_HELD}")  # nosec B608


@cache
def _after(table: Witnessed) -> Statement:
    where = f"WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3{_HELD}"
    return Statement(f"SELECT {table.selected} FROM {table.name} {where}")  # nosec B608


@cache
def _several(beside: Beside) -> Statement:
    where = beside.where.format(ids=_IDS)
    return Statement(f"SELECT {TABLES[beside.table].selected} FROM {beside.table} WHERE {where}{_HELD}")  # nosec B608


def digest(table: Witnessed, row: list[Any]) -> str:
    """Of the id and the protected columns of one row, in their order; begins with the table's version."""
    text = _protected(table, row)
    found = keyring().tag(text) if table.keyed else hashlib.sha256(text).hexdigest()
    return f"{table.version}:{found}"


def is_digest(witness: str, table: Witnessed, row: list[Any]) -> bool:
    """Whether the row gives this digest, also where an earlier key made it."""
    if not table.keyed:
        return digest(table, row) == witness
    return witness in [f"{table.version}:{found}" for found in keyring().tags(_protected(table, row))]


def _protected(table: Witnessed, row: list[Any]) -> bytes:
    for at, read in _readers(table):
        if row[at] is not None:
            row[at] = read(row[at])
    return canonical([table.name, table.version, *row]).encode()


@cache
def _readers(table: Witnessed) -> tuple[tuple[int, Any], ...]:
    return tuple((at, _READ[kind]) for at, (_, kind) in enumerate(table.columns, 1) if kind)


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


_READ: Mapping[str, Any] = {"day": _day, "instant": instant, "json": _json, "flag": bool}
