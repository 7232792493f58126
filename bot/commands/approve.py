"""批准, 不批准: a second administrator lets a notice go or sends it back; 催阅: who has not acknowledged is asked."""

from domain.roles import Role
from texts import replies_broadcast
from usecases.approve_notice import approve_notice, reject_notice
from usecases.proposed_notices import proposed_notice, proposed_to
from usecases.remind_unacknowledged import remind_unacknowledged

from ..router import Answer, Ask, Router, Turn
from ..words import BLANKS, take_number

router = Router()
WHY = "reject_notice_why"
LOOK = frozenset({"查看", "看", "看看", "打开", "内容"})


@router.command("批准", roles=(Role.ADMINISTRATOR,))
async def approve(turn: Turn) -> Answer:
    """批准 12"""
    number, words = take_number(turn.text)
    if not number:
        return replies_broadcast.proposed(await proposed_to(turn.actor))
    if words.strip(f"{BLANKS}。.!") in LOOK:
        return replies_broadcast.proposed_notice(await proposed_notice(turn.actor, number))
    if words:
        return replies_broadcast.approve_or_not(number)
    return replies_broadcast.approved(await approve_notice(turn.actor, number, now=turn.now))


@router.command("不批准", roles=(Role.ADMINISTRATOR,))
async def reject(turn: Turn) -> Answer:
    """不批准 12 原因"""
    number, reason = take_number(turn.text)
    if not number:
        return replies_broadcast.proposed(await proposed_to(turn.actor))
    if not reason:
        await proposed_notice(turn.actor, number)
        return Ask(replies_broadcast.why_not(number), WHY, {"notice": number})
    return await _reject(turn, number, reason)


@router.question(WHY, free=True)
async def why(turn: Turn) -> Answer:
    """The reason, which the author reads."""
    return await _reject(turn, int(turn.facts["notice"]), turn.text)


@router.command("催阅", roles=(Role.ADMINISTRATOR,))
async def remind(turn: Turn) -> Answer:
    """催阅 12"""
    number, _ = take_number(turn.text)
    if not number:
        return replies_broadcast.which("催阅")
    return replies_broadcast.reminded(await remind_unacknowledged(turn.actor, number, now=turn.now))


async def _reject(turn: Turn, number: int, reason: str) -> Answer:
    return replies_broadcast.rejected(await reject_notice(turn.actor, number, reason, now=turn.now))
