"""导出: what the service keeps about whoever asks."""

from texts import replies_export
from usecases.export_person import own_summary

from ..router import Answer, Router, Turn

router = Router()


@router.command("导出", "我的信息")
async def show_own(turn: Turn) -> Answer:
    """导出"""
    return replies_export.summary(await own_summary(turn.actor))
