"""Give rows that are older than the sealed trail their first witness, so that whatever is done to them later shows."""

import asyncio
from datetime import datetime

from domain.audit import Event
from domain.roles import Door
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic
from models.witness import witness_after
from models.witnessed import TABLES

PIECE = 200

_OPEN = Statement("SELECT name FROM trail_start WHERE reached < upto ORDER BY id")
_HOLD = Statement("UPDATE trail_start SET reached = reached WHERE name = $1 RETURNING reached, upto")
_REACHED = Statement("UPDATE trail_start SET reached = $2 WHERE name = $1")


async def begin_trail(*, now: datetime) -> int:
    """All rows that the migration marked, a piece at a time, from wherever an earlier run stopped; how many."""
    count = 0
    for row in await _OPEN.rows():
        while done := await _piece(row["name"], now):
            count += done
            await asyncio.sleep(0)  # whoever is waiting for an answer comes first
    return count


async def begin_anew(*, now: datetime, without: frozenset[str] = frozenset()) -> int:
    """The same for every row there is: after sample people were made without the use cases."""
    async with atomic():
        for name in TABLES.keys() - without:
            await Statement(
                f"""
                INSERT INTO trail_start (name, reached, upto) SELECT '{name}', 0, coalesce(max(id), 0) FROM {name}
                WHERE true ON CONFLICT (name) DO UPDATE SET reached = 0, upto = excluded.upto
                """  # nosec B608
            ).run()
    return await begin_trail(now=now)


async def _piece(name: str, now: datetime) -> int:
    async with atomic():
        row = await _HOLD.row(name)
        if row is None or row["reached"] >= row["upto"]:
            return 0
        digests = await witness_after(TABLES[name], row["reached"], row["upto"], PIECE)
        last = max((int(subject.partition(":")[2]) for subject in digests), default=row["upto"])
        await _REACHED.run(name, last)
        if digests:
            facts = {"after": row["reached"], "upto": last}
            await AuditEntry.record(
                Door.TIMETABLE, Event.TRAIL_BEGUN, f"trail:{name}", now=now, after=facts, beside=digests
            )
    return len(digests)
