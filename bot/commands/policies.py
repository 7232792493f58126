"""政策: the subsidies and advantages of the papers; what else they say isn't in the program, and it says who knows."""

from texts import replies, replies_policies
from usecases.show_benefits import show_entitlements, show_subsidies

from ..router import Answer, Router, Turn

router = Router()
SUBSIDIES = ("补贴", "补助", "津贴", "奖补")
GRADES = ("等级", "待遇", "入户")


@router.command("政策")
async def policies(turn: Turn) -> Answer:
    """政策 补贴"""
    if any(word in turn.text for word in SUBSIDIES):
        return replies_policies.subsidies(show_subsidies(now=turn.now))
    if any(word in turn.text for word in GRADES):
        return replies_policies.entitlements(show_entitlements(now=turn.now))
    return replies.no_policies(turn.text)
