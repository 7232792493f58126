"""A grade on record is taken back, with a reason; its row stays."""

from datetime import datetime

from domain.audit import Event
from domain.grade_claims import LONGEST_REASON, GradeRecordUnknown, WithdrawalUnexplained
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .administered import check_administrator
from .manages import PersonUnknown, check_manages
from .newest_grade import keep_newest

_LOCK = Statement(
    """
    UPDATE person SET grade = grade WHERE id = (SELECT person_id FROM grade_record WHERE id = $1) RETURNING id
    """
)
_WITHDRAW = Statement(
    """
    UPDATE grade_record SET withdrawn_at = $2, withdrawn_reason = $3 WHERE id = $1 AND withdrawn_at IS NULL
    RETURNING person_id, grade, occupation
    """
)


async def withdraw_grade(by: Actor | Door, number: int, reason: str, *, now: datetime) -> None:
    """From now on it does not stand. Refusals: `OnlyAdministrators`, `GradeRecordUnknown`, `WithdrawalUnexplained`."""
    if isinstance(by, Actor):
        check_administrator(by)
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise WithdrawalUnexplained
    async with atomic():
        person_id = await _hold(by, number)
        row = await _WITHDRAW.row(number, now, reason)
        if row is None:
            raise GradeRecordUnknown(number)
        await AuditEntry.record(
            by,
            Event.GRADE_WITHDRAWN,
            f"grade_record:{number}",
            now=now,
            before={"grade": row["grade"], "occupation": row["occupation"]},
            after={"reason": reason},
        )
        await keep_newest(by, person_id, now=now)


async def _hold(by: Actor | Door, number: int) -> int:
    """Lock the person whose grade it is."""
    row = await _LOCK.row(number)
    if row is None:
        raise GradeRecordUnknown(number)
    try:
        await check_manages(by, row["id"])
    except PersonUnknown:
        raise GradeRecordUnknown(number) from None
    return int(row["id"])
