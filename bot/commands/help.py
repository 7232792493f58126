"""帮助: what this person can do."""

from texts import replies

from ..router import Answer, Router, Turn

router = Router()


@router.command("帮助", "?", "help", "菜单", strangers=True)
async def show_help(turn: Turn) -> Answer:
    """帮助"""
    actor = turn.contact.actor
    return replies.help_for(actor) if actor else replies.how_to_bind()
