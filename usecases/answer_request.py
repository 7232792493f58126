"""A write through the API has one effect and one answer, however often it comes (`Idempotency-Key`)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from domain.errors import Refusal
from models.outages import passes
from models.statement import Insert, Statement
from models.transaction import commit_together

from .receive_message import NotNow
from .right_of_way import answering


@dataclass(frozen=True, slots=True)
class Said:
    """An HTTP status and a body of JSON; `again`: it had been said before."""

    status: int
    text: str
    again: bool = False


@dataclass(eq=False)
class KeyReused(Refusal):
    """The key came with another request before."""

    code = "requests.key_reused"


_INSERT = Insert(
    "api_answer",
    "person_id",
    "key",
    "request_digest",
    "answered_at",
    on_conflict="ON CONFLICT (person_id, key) DO NOTHING",
)
_ANSWER = Statement("UPDATE api_answer SET status = $2, answer = $3 WHERE id = $1")
_STORED = Statement("SELECT request_digest, status, answer FROM api_answer WHERE person_id = $1 AND key = $2")


async def answer_request(
    person_id: int,
    key: str,
    digest: str,
    work: Callable[[], Awaitable[Said]],
    refused: Callable[[Refusal], Said],
    *,
    now: datetime,
) -> Said:
    """Run `work` and keep its answer in one transaction; a request told before gets the stored answer.

    `digest` tells requests apart. The key goes in first, so a repetition that comes meanwhile waits for it. A refusal
    undoes the effects, and what `refused` makes of it is kept. Raises `KeyReused`, `NotNow`.
    """

    async def receive(work: Callable[[], Awaitable[Said]]) -> Said:
        row = await _INSERT.row(person_id=person_id, key=key, request_digest=digest, answered_at=now)
        if row is None:
            return await _stored(person_id, key, digest)
        said = await work()
        await _ANSWER.run(row, said.status, said.text)
        return said

    async def say_no() -> Said:
        return refused(refusal)

    try:
        with answering():
            try:
                return await commit_together(lambda: receive(work))
            except KeyReused:
                raise
            except Refusal as caught:
                refusal = caught
            return await commit_together(lambda: receive(say_no))
    except Exception as failure:
        if passes(failure):
            raise NotNow(type(failure).__name__) from failure
        raise


async def _stored(person_id: int, key: str, digest: str) -> Said:
    row = await _STORED.row(person_id, key)
    if row is None:
        raise LookupError("an answer that was there is gone")
    if row["request_digest"] != digest:
        raise KeyReused
    return Said(row["status"], row["answer"] or "", again=True)
