"""Whether a message that waits in the outbox still has a cause, asked when it is sent."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from models.statement import Statement

from . import (
    decide_bond,
    fold_messages,
    plan_assessment,
    proposed_notices,
    remind_daily,
    remind_deadlines,
    remind_deputies,
    remind_mentors,
    remind_teachers,
    remind_unacknowledged,
    remind_unconfirmed,
)

Check = Callable[[int, Mapping[str, Any], datetime], Awaitable[bool]]

_STILL_SUBMITTED = Statement(
    "SELECT id FROM hours_entry WHERE id = $1 AND revision = $2 AND status = 'submitted'"
)


async def _nobody_decided(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """The entry waits as it was told; another revision of it is told apart."""
    return await _STILL_SUBMITTED.row(facts["entry"], facts["revision"]) is not None


# By the delivery's kind; what isn't here is news and stays true.
CHECKS: dict[str, Check] = {
    "hours_to_confirm": _nobody_decided,
    "hours_to_confirm_many": fold_messages.still_waiting,
    "hours_pressed": _nobody_decided,
    "assessment_planned": plan_assessment.still_planned,
    "bond_proposed": decide_bond.still_open,
    "deputy_begins": remind_deputies.still_runs,
    "daily_reminder": remind_daily.still_missing,
    "deadlines": remind_deadlines.still_due,
    "notice_to_approve": proposed_notices.still_proposed,
    "notice_unacknowledged": remind_unacknowledged.still_unacknowledged,
    "mentor_digest": remind_mentors.still_waiting,
    "teacher_digest": remind_teachers.still_waiting,
    "hours_unconfirmed": remind_unconfirmed.still_unconfirmed,
    "hours_stuck": remind_unconfirmed.still_unconfirmed,
}


async def still_applies(kind: str, person_id: int, facts: Mapping[str, Any], *, now: datetime) -> bool:
    check = CHECKS.get(kind)
    return check is None or await check(person_id, facts, now)
