"""评价: administrators see who is to be assessed, apprentices their own assessments."""

from domain.clock import local_day
from domain.roles import Role
from texts import replies_assessments as replies
from usecases.assessments_due import assessments_due
from usecases.list_assessments import assessments_of

from ..router import Answer, Router, Turn

router = Router()


@router.command("评价", "评估", roles=(Role.ADMINISTRATOR, Role.APPRENTICE))
async def assessments(turn: Turn) -> Answer:
    """评价"""
    if turn.text:
        return replies.nothing_behind(administrator=turn.actor.is_a(Role.ADMINISTRATOR))
    parts, today = [], local_day(turn.now)
    if turn.actor.is_a(Role.ADMINISTRATOR):
        lines = await assessments_due(turn.actor, most=replies.MOST_LINES + 1, now=turn.now)
        parts.append(replies.due(lines, today))
    if turn.actor.is_a(Role.APPRENTICE):
        parts.append(replies.own(await assessments_of(turn.actor.person_id), today))
    return "\n\n".join(parts)
