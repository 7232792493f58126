"""Forget messages and answers once no retry of them can come any more, and tokens that are over."""

from datetime import datetime, timedelta

from models.statement import Statement
from models.transaction import atomic

KEPT = timedelta(days=7)
PIECE = 2000

# By id, which grows with time as well: an index of their own would cost each message more than this saves.
_MESSAGES = Statement(
    """
    DELETE FROM inbound_message
    WHERE id IN (SELECT id FROM inbound_message ORDER BY id LIMIT $2) AND received_at < $1
    """
)
_ANSWERS = Statement(
    """
    DELETE FROM api_answer
    WHERE id IN (SELECT id FROM api_answer WHERE answered_at < $1 ORDER BY answered_at LIMIT $2)
    """
)
_TOKENS = Statement(
    """
    DELETE FROM api_tokens
    WHERE id IN (SELECT id FROM api_tokens WHERE refresh_until < $1 ORDER BY refresh_until LIMIT $2)
    """
)
_SIGN_INS = Statement(
    """
    DELETE FROM api_session
    WHERE id IN (SELECT id FROM api_session WHERE ends_at < $1 ORDER BY ends_at LIMIT $2)
    """
)


async def purge_old(*, now: datetime, piece: int = PIECE) -> int:
    """Delete what is 7 days old or over, a piece in each transaction; how many rows."""
    return sum(
        [await _purge(which, now - KEPT, piece) for which in (_MESSAGES, _ANSWERS, _TOKENS, _SIGN_INS)]
    )


async def _purge(which: Statement, before: datetime, piece: int) -> int:
    purged = 0
    while True:
        async with atomic():
            deleted = await which.run(before, piece)
        purged += deleted
        # Not "fewer than a piece": one message told by a clock that was ahead stays in front of them all.
        if not deleted:
            return purged
