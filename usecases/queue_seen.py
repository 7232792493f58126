"""The numbered list a mentor saw last, so that "确认 1" means what stood there."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.statement import Statement, as_json, to_json


@dataclass(frozen=True, slots=True)
class Seen:
    """One line: an entry in the revision that was shown, and whether it was opened."""

    entry_id: int
    revision: int
    opened: bool = False


_REMEMBER = Statement(
    """
    INSERT INTO dialog (app, openid, question, facts, queue) VALUES ($1, $2, '', '{}', $3)
    ON CONFLICT (app, openid) DO UPDATE SET queue = excluded.queue
    """
)
# Written first, so that two messages of one mentor change the list one after the other.
_TAKE = Statement("UPDATE dialog SET queue = queue WHERE app = $1 AND openid = $2 RETURNING queue")


async def take_queue(app: str, openid: str) -> list[Seen]:
    """The list, held for the transaction; empty where nothing was shown yet."""
    row = await _TAKE.row(app, openid)
    lines = as_json(row["queue"]) if row else []
    return [Seen(entry_id, revision, bool(opened)) for entry_id, revision, opened in lines]


async def remember_queue(app: str, openid: str, lines: Sequence[Seen]) -> None:
    """Put `lines` in place of the list: the first is number 1."""
    await _REMEMBER.run(
        app, openid, to_json([[line.entry_id, line.revision, int(line.opened)] for line in lines])
    )
