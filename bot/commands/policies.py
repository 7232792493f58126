"""政策: what the papers say, which aren't in the program yet; it says so and who knows."""

from texts import replies

from ..router import Answer, Router, Turn

router = Router()
SUBSIDIES = ("补贴", "补助", "津贴")


@router.command("政策")
async def policies(turn: Turn) -> Answer:
    """政策 补贴"""
    return replies.no_policies(turn.text)
