"""通知: every message can also be read here, since WeChat often won't carry it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.roles import Actor
from models.statement import Statement, as_instant, as_json
from models.transaction import atomic

from .chat_pictures import PICTURE
from .notice_words import KINDS, NoticeWords
from .still_applies import still_applies

SHOWN = 5
# How many rows are looked at for a page of new ones, how many met requests a page may lie behind, and how far
# back pages go: each row costs a question.
LOOKED_AT = 20
LOOKED_BACK = 50
MOST_PAGES = 10
Row = Mapping[str, Any]


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


class Mark(StrEnum):
    """What a person has done with a notice."""

    UNREAD = "unread"
    READ = "read"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A message; `kind` and `facts` are what texts/notices.py words. `new`: nothing carried it, nobody saw it.

    `mark` is for notices only.
    """

    kind: str
    facts: Mapping[str, Any]
    at: datetime
    new: bool
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page, policy notices first, then the newest; `more` new ones come up the next time, or older ones follow."""

    items: tuple[InboxItem, ...]
    more: int
    page: int = 1
    older: bool = False


# What was cancelled or has expired says something that is no longer so.
# A picture stands behind a text that says the same.
_TOLD = f"FROM delivery WHERE person_id = $1 AND kind <> '{PICTURE}' AND"
_COLUMNS = f"SELECT id, kind, facts, created_at {_TOLD}"
_NEW = """
    seen_at IS NULL AND (state IN ('waiting', 'sending', 'refused', 'dead') OR (state = 'sent' AND channel = 'inbox'))
"""
_NEW_ONES = Statement(f"{_COLUMNS} {_NEW} ORDER BY id DESC LIMIT $2")
_COUNT_NEW = Statement(f"SELECT count(*) AS total {_TOLD} {_NEW}")
_LAST_ONES = Statement(f"{_COLUMNS} state NOT IN ('cancelled', 'expired') ORDER BY id DESC LIMIT $2")
_SEE = Statement("UPDATE delivery SET seen_at = $2 WHERE id = $1")
_ANNOUNCE = Statement(f"UPDATE delivery SET outcome = 'announced' WHERE id IN ({unannounced('$1')})")  # nosec B608
_MARK = Statement("SELECT read_at, acknowledged_at FROM receipt WHERE notice_id = $1 AND person_id = $2")


async def open_inbox(actor: Actor, *, page: int = 1, now: datetime) -> Inbox:
    """The new messages, a few at a time, else a page of all. A new one is seen now and needn't be sent any more.

    Requests that were met meanwhile (hours that are confirmed, an earlier revision) are not shown again.
    """
    async with atomic():
        new = await _new_ones(actor, now) if page == 1 else []
        if new:
            left = await _COUNT_NEW.row(actor.person_id)
            return Inbox(await _items(actor, new, now, new=True), left["total"] if left else 0)
        found = await _standing(actor, min(page, MOST_PAGES) * SHOWN + 1, now)
        rows = found[(page - 1) * SHOWN : page * SHOWN]
        return Inbox(
            await _items(actor, rows, now, new=False),
            0,
            page,
            len(found) > page * SHOWN and page < MOST_PAGES,
        )


async def _new_ones(actor: Actor, now: datetime) -> list[Row]:
    """Those shown are seen from now on, and so are those that ask for what is done."""
    rows: list[Row] = list(await _NEW_ONES.rows(actor.person_id, LOOKED_AT))
    standing = [row for row in rows if await _stands(actor, row, now)]
    shown = sorted(standing, key=_notices_first)[:SHOWN]
    for row in [*shown, *(row for row in rows if row not in standing)]:
        await _SEE.run(row["id"], now)
    return shown


async def _standing(actor: Actor, most: int, now: datetime) -> list[Row]:
    """The newest messages that still stand, among the newest of all."""
    rows = await _LAST_ONES.rows(actor.person_id, most + LOOKED_BACK)
    found: list[Row] = []
    for row in rows:
        if len(found) < most and await _stands(actor, row, now):
            found.append(row)
    return found


async def _stands(actor: Actor, row: Row, now: datetime) -> bool:
    return await still_applies(row["kind"], actor.person_id, as_json(row["facts"]), now=now)


def _notices_first(row: Row) -> bool:
    return row["kind"] not in KINDS


async def _items(actor: Actor, rows: list[Row], now: datetime, *, new: bool) -> tuple[InboxItem, ...]:
    words = NoticeWords()
    return tuple([await _item(actor, row, words, new, now) for row in sorted(rows, key=_notices_first)])


async def _item(actor: Actor, row: Row, words: NoticeWords, new: bool, now: datetime) -> InboxItem:
    facts = await words.complete(row["kind"], as_json(row["facts"]))
    mark = await _mark(actor, facts["notice"]) if row["kind"] in KINDS else None
    return InboxItem(row["kind"], facts, as_instant(row["created_at"]) or now, new, mark)


async def _mark(actor: Actor, notice: int) -> Mark:
    row = await _MARK.row(notice, actor.person_id) or {"read_at": None, "acknowledged_at": None}
    if row["acknowledged_at"]:
        return Mark.ACKNOWLEDGED
    return Mark.READ if row["read_at"] else Mark.UNREAD


async def announce_unseen(person_id: int) -> int:
    """How many messages lie unseen in the inbox because nothing carried them; each is counted here once."""
    return await _ANNOUNCE.run(person_id)
