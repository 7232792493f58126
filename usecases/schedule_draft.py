"""A drafted notice gets a time, an approver or another way before it goes."""

from datetime import datetime

from domain.roles import Actor
from models.statement import Statement
from models.transaction import atomic

from .administered import check_administrator
from .broadcast_notice import DraftGone
from .draft_notice import ApproverIsAuthor
from .mass_sends import plan_mass_send

_SCHEDULE = Statement(
    """
    UPDATE notice SET scheduled_for = $3 WHERE id = $1 AND author_id = $2 AND state = 'draft' RETURNING id
    """
)
_ASK = Statement(
    """
    UPDATE notice SET approver_id = $3 WHERE id = $1 AND author_id = $2 AND state = 'draft' RETURNING id
    """
)
_HOLD = Statement(
    "UPDATE notice SET state = state WHERE id = $1 AND author_id = $2 AND state = 'draft' RETURNING ref"
)


async def schedule_draft(actor: Actor, number: int, at: datetime) -> None:
    """Once it is broadcast it goes at that moment. Refusals: `OnlyAdministrators`, `DraftGone`."""
    check_administrator(actor)
    if await _SCHEDULE.row(number, actor.person_id, at) is None:
        raise DraftGone


async def have_draft_approved(actor: Actor, number: int, approver_id: int) -> None:
    """Once it is broadcast it waits for that administrator.

    Refusals: `OnlyAdministrators`, `ApproverIsAuthor`, `DraftGone`.
    """
    check_administrator(actor)
    if approver_id == actor.person_id:
        raise ApproverIsAuthor
    if await _ASK.row(number, actor.person_id, approver_id) is None:
        raise DraftGone


async def send_draft_by_mass(actor: Actor, number: int, *, now: datetime) -> None:
    """Once it is broadcast it goes to its followers by tag. Refusals: `OnlyAdministrators`, `DraftGone`."""
    check_administrator(actor)
    async with atomic():
        row = await _HOLD.row(number, actor.person_id)
        if row is None:
            raise DraftGone
        await plan_mass_send(number, row["ref"], wanted=True, now=now)
