"""A hand that owns the database: random edits and deletions, past all triggers and foreign keys.

A few miss, where there is no row of the number drawn.
"""

import random
import sqlite3
from contextlib import closing

import asyncpg

from jiangmiao.database import is_sqlite, postgres_url, sqlite_path

Row = tuple[str, int]
# What an edit puts there is no value that stood there.
EDITS = {
    "hours_entry": ("minutes = minutes + 7", "content = content || '!'", "work_date = '2020-01-01'",
                    "status = 'withdrawn'", "category = 'safety'", "apprenticeship_id = apprenticeship_id + 1"),
    "audit_entry": ("event = 'hours.amended'", "at = '2020-01-01 00:00:00+00:00'", "door = 'phone'",
                    "subject = subject || '0'", "rule = 'none'", "request = 'r'", "after = NULL", "witness = NULL",
                    "tag = 'ab'"),
    "audit_seal": ("leaf = chain", "chain = leaf", "entry_id = -id"),
    "apprenticeship": ("target_grade = 8", "ends_on = '2040-01-01'", "status = 'finished'"),
    "person": ("name = name || '!'", "grade = 8", "phone_index = 'x' || id"),
    "mentorship": ("mentor_id = mentor_id + 1", "until = '2020-01-01'"),
}  # fmt: skip
DELETED = ("hours_entry", "audit_entry", "audit_seal", "mentorship")
GUARDS = tuple(
    f"{table}_no_{verb}" for table in ("audit_entry", "audit_seal") for verb in ("UPDATE", "DELETE")
)
# Two deeds side by side in the trail could be told of as one.
APART = 3


async def tamper(url: str, count: int) -> set[Row]:
    """What should be named."""
    if is_sqlite(url):
        with closing(sqlite3.connect(sqlite_path(url), isolation_level=None)) as database:
            for name in GUARDS:
                database.execute(f"DROP TRIGGER {name}")
            sizes = {table: database.execute(_size(table)).fetchone()[0] for table in EDITS}
            deeds = _deeds(sizes, count)
            database.execute("BEGIN")
            done = {row for sql, row in deeds if database.execute(sql).rowcount}
            database.execute("COMMIT")
    else:
        connection = await asyncpg.connect(postgres_url(url))
        await connection.execute("SET session_replication_role = replica")
        sizes = {table: await connection.fetchval(_size(table)) for table in EDITS}
        deeds = _deeds(sizes, count)
        async with connection.transaction():
            done = {row for sql, row in deeds if not (await connection.execute(sql)).endswith(" 0")}
        await connection.close()
    return done


def _size(table: str) -> str:
    return f"SELECT max(id) FROM {table}"


def _deeds(sizes: dict[str, int], count: int) -> list[tuple[str, Row]]:
    chance = random.Random(2026)
    made: list[tuple[str, Row]] = []
    taken: set[Row] = set()
    while len(made) < count:
        table = chance.choice(list(EDITS))
        row_id = chance.randint(1, sizes[table])
        if any(("trail" if "audit" in table else table, near) in taken for near in _near(table, row_id)):
            continue
        taken.add(("trail" if "audit" in table else table, row_id))
        made.append((_sql(table, row_id, chance), (table, row_id)))
    return made


def _near(table: str, row_id: int) -> range:
    apart = APART if "audit" in table else 0
    return range(row_id - apart, row_id + apart + 1)


def _sql(table: str, row_id: int, chance: random.Random) -> str:
    if table in DELETED and chance.random() < 0.3:
        return f"DELETE FROM {table} WHERE id = {row_id}"
    return f"UPDATE {table} SET {chance.choice(EDITS[table])} WHERE id = {row_id}"
