"""暂停 and 恢复: a certificate doesn't hold for the time being, and holds again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.certificate_states import CertificateState
from domain.certificates import AssessmentVoided
from domain.roles import Actor, Door
from models.statement import Statement
from models.transaction import atomic

from .decide_certificate import decide_certificate, spelled
from .find_certificate import Document

_STANDING_ON = Statement(
    """
    SELECT c.number FROM frozen_hours f
    JOIN certificate c ON c.assessment_id = f.assessment_id
    WHERE f.entry_id = $1 AND c.state = 'valid' ORDER BY c.id
    """
)
_ISSUED_FROM = Statement(
    "SELECT number FROM certificate WHERE assessment_id = $1 AND state = 'valid' ORDER BY id"
)
# Written first: whoever voids the assessment meanwhile finds the certificate restored, or this finds it voided.
_HOLD_ASSESSMENT = Statement(
    """
    UPDATE assessment SET attempt = attempt
    WHERE id = (SELECT assessment_id FROM certificate WHERE number = $1) RETURNING state
    """
)


async def suspend_certificate(by: Actor | Door, number: str, reason: str, *, now: datetime) -> Document:
    """Refusals: those of `decide_certificate`."""
    return await decide_certificate(by, number, CertificateState.SUSPENDED, reason, now=now)


async def restore_certificate(by: Actor | Door, number: str, reason: str, *, now: datetime) -> Document:
    """Refusals: those of `decide_certificate`, `AssessmentVoided`."""
    async with atomic():
        assessment = await _HOLD_ASSESSMENT.row(spelled(number))
        restored = await decide_certificate(by, number, CertificateState.VALID, reason, now=now)
        if assessment and assessment["state"] == "voided":
            raise AssessmentVoided(restored.number)
    return restored


async def suspend_standing_on(
    entry_id: int, reason: str, *, actor: Actor | Door, now: datetime
) -> tuple[str, ...]:
    """Suspend every certificate whose assessment counted this entry; their numbers. Joins the caller's transaction."""
    async with atomic():
        return await _suspend_all(await _STANDING_ON.rows(entry_id), reason, actor, now)


async def suspend_issued_from(
    assessment_id: int, reason: str, *, actor: Actor | Door, now: datetime
) -> tuple[str, ...]:
    """Suspend every certificate issued from this assessment; their numbers. Joins the caller's transaction."""
    async with atomic():
        return await _suspend_all(await _ISSUED_FROM.rows(assessment_id), reason, actor, now)


async def _suspend_all(
    found: Sequence[Mapping[str, Any]], reason: str, actor: Actor | Door, now: datetime
) -> tuple[str, ...]:
    for row in found:
        await suspend_certificate(actor, row["number"], reason, now=now)
    return tuple(row["number"] for row in found)
