"""隐私: what binding agrees to."""

from domain.invitations import PRIVACY_VERSION
from texts import privacy

from ..router import Answer, Router, Turn

router = Router()


@router.command("隐私", "个人信息", strangers=True)
async def show_privacy(turn: Turn) -> Answer:
    """隐私"""
    return privacy.statement(PRIVACY_VERSION, bound=turn.contact.actor is not None)
