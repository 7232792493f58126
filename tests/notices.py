"""Sending a notice in a test: what is said, to whom, and who got it."""

from typing import Any

from domain.audiences import Audience
from domain.notice_text import NoticeText
from domain.roles import Actor, Role
from models.notices import Receipt
from tests.cast import NOON
from usecases.broadcast_notice import broadcast_notice
from usecases.draft_notice import Wish, draft_notice


def wish(
    role: Role | None = Role.APPRENTICE, organization: str = "", ref: str = "message:1", **facts: Any
) -> Wish:
    return Wish(
        NoticeText("冬季安全培训", "周五三点，三号车间。"), Audience(role, organization), ref, **facts
    )


async def send(actor: Actor, *args: Any, **facts: Any) -> int:
    """The number of a notice that the actor drafts and sends at once."""
    draft = await draft_notice(actor, wish(*args, **facts), now=NOON)
    return (await broadcast_notice(actor, draft.number, now=NOON)).number


async def names(number: int) -> set[str]:
    """Who got it."""
    return {
        str(name) for name in await Receipt.filter(notice_id=number).values_list("person__name", flat=True)
    }
