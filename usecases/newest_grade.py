"""A person's grade on file is the newest one that stands."""

from datetime import datetime

from domain.audit import Event
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Statement

_NEWEST = Statement(
    """
    SELECT person.grade AS before, (SELECT g.grade FROM grade_record g WHERE g.person_id = $1 AND g.withdrawn_at IS NULL
           ORDER BY g.decided_on DESC, g.id DESC LIMIT 1) AS after
    FROM person WHERE person.id = $1
    """
)
_KEEP = Statement("UPDATE person SET grade = $2 WHERE id = $1")


async def keep_newest(by: Actor | Door, person_id: int, *, now: datetime) -> None:
    """To be called in the transaction that records a grade or takes one back, with the person locked."""
    row = await _NEWEST.row(person_id)
    if row is None or row["before"] == row["after"]:
        return
    await _KEEP.run(person_id, row["after"])
    await AuditEntry.record(
        by,
        Event.PERSON_CHANGED,
        f"person:{person_id}",
        now=now,
        before={"grade": row["before"]},
        after={"grade": row["after"]},
    )
