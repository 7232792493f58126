"""通知: every message can also be read here, since WeChat often won't carry it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.roles import Actor
from models.statement import Statement, as_instant, as_json
from models.transaction import atomic

from .notice_words import NoticeWords

SHOWN = 5


def unannounced(person_id: str) -> str:
    """SQL for the ids of a person's messages that nothing carried and no answer has told of.

    Only among the newest, so that this costs the same whatever a person has received in all.
    """
    return f"""
        SELECT newest.id FROM (
            SELECT id, channel, state, seen_at, outcome FROM delivery
            WHERE person_id = {person_id} ORDER BY id DESC LIMIT 20
        ) AS newest
        WHERE newest.seen_at IS NULL AND newest.outcome <> 'announced'
          AND (newest.state IN ('refused', 'dead') OR (newest.state = 'sent' AND newest.channel = 'inbox'))
    """  # nosec B608


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A message; `kind` and `facts` are what texts/notices.py words. `new`: nothing carried it, nobody saw it."""

    kind: str
    facts: Mapping[str, Any]
    at: datetime
    new: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """Newest first; `more` new ones come up the next time."""

    items: tuple[InboxItem, ...]
    more: int


# What was cancelled or has expired says something that is no longer so.
_COLUMNS = "SELECT id, kind, facts, created_at FROM delivery WHERE person_id = $1 AND"
_NEW = """
    seen_at IS NULL AND (state IN ('waiting', 'sending', 'refused', 'dead') OR (state = 'sent' AND channel = 'inbox'))
"""
_NEW_ONES = Statement(f"{_COLUMNS} {_NEW} ORDER BY id DESC LIMIT $2")  # nosec B608
_COUNT_NEW = Statement(f"SELECT count(*) AS total FROM delivery WHERE person_id = $1 AND {_NEW}")  # nosec B608
_LAST_ONES = Statement(f"{_COLUMNS} state NOT IN ('cancelled', 'expired') ORDER BY id DESC LIMIT $2")  # nosec B608
_SEE = Statement("UPDATE delivery SET seen_at = $2 WHERE id = $1")
_ANNOUNCE = Statement(f"UPDATE delivery SET outcome = 'announced' WHERE id IN ({unannounced('$1')})")  # nosec B608


async def open_inbox(actor: Actor, *, now: datetime) -> Inbox:
    """The new messages, a few at a time, else the last ones. A new one is seen now and needn't be sent any more."""
    async with atomic():
        new = await _NEW_ONES.rows(actor.person_id, SHOWN)
        for row in new:
            await _SEE.run(row["id"], now)
        left = await _COUNT_NEW.row(actor.person_id)
        rows = new or await _LAST_ONES.rows(actor.person_id, SHOWN)
        words = NoticeWords()
        items = [await _item(row, words, bool(new), now) for row in rows]
    return Inbox(tuple(items), left["total"] if left else 0)


async def _item(row: Mapping[str, Any], words: NoticeWords, new: bool, now: datetime) -> InboxItem:
    facts = await words.complete(row["kind"], as_json(row["facts"]))
    return InboxItem(row["kind"], facts, as_instant(row["created_at"]) or now, new)


async def announce_unseen(person_id: int) -> int:
    """How many messages lie unseen in the inbox because nothing carried them; each is counted here once."""
    return await _ANNOUNCE.run(person_id)
