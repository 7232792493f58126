"""The first and last word about a message: it is answered once, however often it comes."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.errors import Refusal
from models.outages import passes
from models.statement import Insert, Statement
from models.transaction import commit_together

from .right_of_way import answering

_INSERT = Insert(
    "inbound_message",
    "key",
    "openid",
    "kind",
    "opens_window",
    "received_at",
    on_conflict="ON CONFLICT (key) DO NOTHING",
)
_ANSWER = Statement("UPDATE inbound_message SET answer = $2 WHERE id = $1")
_STORED = Statement("SELECT answer FROM inbound_message WHERE key = $1")


class NotNow(Exception):
    """The database is away for the moment. Nothing was done; the platform may ask again."""


def is_outage(failure: BaseException) -> bool:
    """Whether whoever asked may succeed in a while, without anybody mending a program."""
    return isinstance(failure, NotNow) or passes(failure)


async def answer_once(
    key: str,
    openid: str,
    kind: str,
    opens_window: str,
    work: Callable[[], Awaitable[str]],
    refused: Callable[[Refusal], Awaitable[str]],
    *,
    now: datetime,
) -> str:
    """Run `work` and keep its answer in one transaction; a message told before gets the stored answer.

    The key goes in first, so a retry that comes meanwhile waits for it. A `Refusal` undoes the
    effects, and its sentence, made by `refused`, is kept as the answer. Raises `NotNow`.
    """
    try:
        with answering():
            return await _answer_once(key, openid, kind, opens_window, work, refused, now=now)
    except Exception as failure:
        if passes(failure):
            raise NotNow(type(failure).__name__) from failure
        raise


async def _answer_once(
    key: str,
    openid: str,
    kind: str,
    opens_window: str,
    work: Callable[[], Awaitable[str]],
    refused: Callable[[Refusal], Awaitable[str]],
    *,
    now: datetime,
) -> str:

    async def receive(work: Callable[[], Awaitable[str]]) -> str:
        row = await _INSERT.row(key=key, openid=openid, kind=kind, opens_window=opens_window, received_at=now)
        if row is None:
            stored = await _STORED.row(key)
            return (stored["answer"] or "") if stored else ""
        answer = await work()
        await _ANSWER.run(row, answer)
        return answer

    try:
        return await commit_together(lambda: receive(work))
    except Refusal as caught:
        refusal = caught
    return await commit_together(lambda: receive(lambda: refused(refusal)))
