"""Which question stands open in a conversation."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from models.statement import Statement, to_json

OPEN_FOR = timedelta(minutes=30)

_KEEP = Statement(
    """
    INSERT INTO dialog (app, openid, question, facts, expires_at, queue) VALUES ($1, $2, $3, $4, $5, '[]')
    ON CONFLICT (app, openid) DO UPDATE
    SET question = excluded.question, facts = excluded.facts, expires_at = excluded.expires_at
    """
)
_CLOSE = Statement("UPDATE dialog SET question = '' WHERE app = $1 AND openid = $2")


async def keep_question(
    app: str, openid: str, question: str, facts: Mapping[str, Any], *, now: datetime
) -> None:
    """Leave a question open for half an hour; its facts are JSON values."""
    await _KEEP.run(app, openid, question, to_json(dict(facts)), now + OPEN_FOR)


async def close_question(app: str, openid: str) -> None:
    await _CLOSE.run(app, openid)
