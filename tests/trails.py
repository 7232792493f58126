"""What tests of the trail need: a look at the whole of it, and a hand that writes behind the program's back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from tortoise.connection import get_connection

from jiangmiao.database import is_sqlite, postgres_url, sqlite_path
from models.trail_reading import Reading, postgres_reading, sqlite_reading
from usecases.verify_trail import Verified, verify_trail

GUARDS = tuple(
    f"{table}_no_{verb}" for table in ("audit_entry", "audit_seal") for verb in ("UPDATE", "DELETE")
)


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reading]:
    if is_sqlite(url):
        async with sqlite_reading(str(sqlite_path(url).resolve())) as found:
            yield found
    else:
        async with postgres_reading(postgres_url(url)) as found:
            yield found


async def verify(url: str, folder: Path, *, since_checkpoint: bool = False) -> Verified:
    async with reading(url) as found:
        return await verify_trail(found, [folder], lambda what, done: None, since_checkpoint=since_checkpoint)


async def found(url: str, folder: Path, *, since_checkpoint: bool = False) -> list[tuple[str, int, str]]:
    """Table, number and deed of all that a check finds."""
    verified = await verify(url, folder, since_checkpoint=since_checkpoint)
    return [(one.table, one.row_id, str(one.deed)) for one in verified.tamperings]


async def tamper(url: str, *statements: str) -> None:
    """As whoever owns the database and leaves no trigger in the way."""
    if is_sqlite(url):
        database = get_connection("default")
        guards = [f"DROP TRIGGER IF EXISTS {name}" for name in GUARDS]
        for sql in ["PRAGMA foreign_keys=OFF", *guards, *statements, "PRAGMA foreign_keys=ON"]:
            await database.execute_query(sql)
        return
    connection = await asyncpg.connect(postgres_url(url))
    try:
        for sql in ["SET session_replication_role = replica", *statements]:
            await connection.execute(sql)
    finally:
        await connection.close()
