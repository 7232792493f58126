"""Transactions: joined when nested, undoable in part, and shared by those who arrive together."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, TypeVar, cast

from tortoise.backends.base.client import TransactionalDBClient
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from .embedded_sqlite import EmbeddedSqliteClient, InlineConnection
from .statement import CURRENT

T = TypeVar("T")

# A batch this long still commits well within the callback's five seconds.
LONGEST_BATCH = 200
_JOINED = nullcontext()


def atomic() -> AbstractAsyncContextManager[object]:
    """Commit everything inside together; inside another transaction, join that one."""
    if CURRENT.get() is not None or isinstance(get_connection("default"), TransactionalDBClient):
        return _JOINED
    return _transaction()


def savepoint() -> AbstractAsyncContextManager[object]:
    """Undo what is inside, and nothing else of the transaction around it, when it raises."""
    connection = getattr(CURRENT.get(), "_connection", None)
    return _Part(connection) if isinstance(connection, InlineConnection) else in_transaction("default")


class _Part:
    """A savepoint on the embedded database; Tortoise's own costs ten times as much as its two statements."""

    __slots__ = ("_connection",)

    def __init__(self, connection: InlineConnection) -> None:
        self._connection = connection

    async def __aenter__(self) -> None:
        self._connection.changed("SAVEPOINT part", ())

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # A full disk has ended the whole transaction already.
        if kind and not self._connection.in_transaction:
            return
        if kind:
            self._connection.changed("ROLLBACK TO part", ())
        self._connection.changed("RELEASE part", ())


@asynccontextmanager
async def _transaction() -> AsyncIterator[None]:
    async with in_transaction("default") as client:
        token = CURRENT.set(client)
        try:
            yield
        finally:
            CURRENT.reset(token)


async def commit_together(work: Callable[[], Awaitable[T]]) -> T:
    """Run `work` in a transaction and return its result once that is on disk.

    On embedded SQLite, calls that arrive while the disk is busy share the next transaction, each in
    a savepoint of its own: one that fails undoes only itself. PostgreSQL groups commits by itself.
    """
    client = get_connection("default")
    if isinstance(client, TransactionalDBClient) or not isinstance(client, EmbeddedSqliteClient):
        async with _transaction():
            return await work()
    return cast(T, await _batches(client).run(work))


class _Batches:
    """One task that commits whatever has gathered; it ends when nothing waits."""

    def __init__(self, connection: InlineConnection) -> None:
        self._connection = connection
        self._waiting: deque[tuple[Callable[[], Awaitable[Any]], asyncio.Future[Any]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[], Awaitable[Any]]) -> Any:
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._commit_all())
        return await done

    async def _commit_all(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), LONGEST_BATCH))]
            try:
                async with _transaction():
                    outcomes = [await self._attempt(work) for work, _ in batch]
            except Exception as failure:  # the commit failed: nobody of this batch may be told it is done
                outcomes = [failure] * len(batch)
            for (_, done), outcome in zip(batch, outcomes, strict=True):
                _settle(done, outcome)

    async def _attempt(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """The result, or the failure that undid only this work. Raises one that undid the whole batch."""
        try:
            async with savepoint():
                return await work()
        except Exception as failure:
            if not self._connection.in_transaction:
                raise
            return _Failed(failure)


class _Failed:
    def __init__(self, failure: Exception) -> None:
        self.failure = failure


def _settle(done: "asyncio.Future[Any]", outcome: Any) -> None:
    if done.done():  # the caller went away; its work is committed all the same
        return
    if isinstance(outcome, _Failed):
        done.set_exception(outcome.failure)
    elif isinstance(outcome, Exception):
        done.set_exception(outcome)
    else:
        done.set_result(outcome)


def _batches(client: EmbeddedSqliteClient) -> _Batches:
    found = getattr(client, "shared_batches", None)
    if found is None:
        connection = cast(InlineConnection, client._connection)
        found = client.shared_batches = _Batches(connection)  # type: ignore[attr-defined]
    return cast(_Batches, found)
