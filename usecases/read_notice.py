"""A person opens a notice."""

from dataclasses import dataclass
from datetime import datetime

from domain.errors import Refusal
from domain.notices import NoticeState
from domain.roles import Actor
from models.statement import Statement, as_instant
from models.transaction import atomic

from .address_notice import delivery_key


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as its recipient sees it; `acknowledged_at` is None until 已阅."""

    number: int
    title: str
    body: str
    author: str
    sent_at: datetime
    needs_acknowledgement: bool
    acknowledged_at: datetime | None
    cancelled: bool


@dataclass(eq=False)
class NoSuchNotice(Refusal):
    """No notice of this number came to the actor."""

    code = "notices.unknown"
    number: int


_READ = Statement(
    """
    UPDATE receipt SET read_at = coalesce(read_at, $3) WHERE notice_id = $1 AND person_id = $2
    RETURNING acknowledged_at
    """
)
# Whoever has read it needs no message about it any more.
_SEEN = Statement("UPDATE delivery SET seen_at = $2 WHERE key = $1 AND seen_at IS NULL")
_NOTICE = Statement(
    """
    SELECT n.title, n.body, n.sent_at, n.created_at, n.needs_acknowledgement, n.state, author.name AS author
    FROM notice n JOIN person author ON author.id = n.author_id WHERE n.id = $1
    """
)


async def read_notice(actor: Actor, number: int, *, now: datetime) -> NoticeView:
    """The whole notice, marked as read. Refusal: `NoSuchNotice`."""
    async with atomic():
        receipt = await _READ.row(number, actor.person_id, now)
        notice = await _NOTICE.row(number) if receipt else None
        await mark_seen(number, actor, now)
    if receipt is None or notice is None:
        raise NoSuchNotice(number)
    return NoticeView(
        number,
        notice["title"],
        notice["body"],
        notice["author"],
        as_instant(notice["sent_at"] or notice["created_at"]) or now,
        bool(notice["needs_acknowledgement"]),
        as_instant(receipt["acknowledged_at"]),
        notice["state"] == NoticeState.CANCELLED,
    )


async def mark_seen(number: int, actor: Actor, now: datetime) -> None:
    """Take the message about the notice off the actor's new ones."""
    await _SEEN.run(delivery_key(number, actor.person_id), now)
