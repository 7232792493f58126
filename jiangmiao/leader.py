"""Among several machines one leads the timetable, and all hear of new deliveries.

Both hang on one connection of their own to PostgreSQL: its advisory lock makes the leader, LISTEN wakes the
sender. Who loses the connection leads no more; the lock is free at once when the process dies, and within
half a minute when its machine does, because the server ends a session that stays silent.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
import structlog

from .database import postgres_url

# Any number that no other program uses in this database.
LOCK = 0x6A69616E67  # "jiang"
CHANNEL = "outbox"
BEAT_SECONDS = 8.0
ANSWER_SECONDS = 5.0
# The server ends the session of a process that is alive but stands still.
SESSION = {"idle_session_timeout": "25s", "tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5",
           "tcp_keepalives_count": "3"}  # fmt: skip
LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)

log = structlog.get_logger("leader")


class Leadership:
    """Called, it says whether this process is the leader at the moment."""

    def __init__(self, url: str, beat_seconds: float = BEAT_SECONDS) -> None:
        self._url = postgres_url(url)
        self._beat_seconds = beat_seconds
        self._leads = False

    def __call__(self) -> bool:
        return self._leads

    async def run(self, woken: Callable[[], None], elected: Callable[[], None]) -> None:
        """Stand for leader until cancelled, over one connection after another.

        `woken` is called when deliveries have been enqueued anywhere, `elected` when this process becomes leader.
        """
        while True:
            try:
                await self._over_one_connection(woken, elected)
            except LOST as error:
                log.warning("connection.lost", why=type(error).__name__)
            finally:
                self._set(False)
            await asyncio.sleep(self._beat_seconds)

    async def _over_one_connection(self, woken: Callable[[], None], elected: Callable[[], None]) -> None:
        connection = await asyncpg.connect(
            self._url, timeout=ANSWER_SECONDS, command_timeout=ANSWER_SECONDS, server_settings=SESSION
        )
        try:
            await connection.add_listener(CHANNEL, lambda *_: woken())
            while True:
                if self._leads:
                    await connection.fetchval("SELECT 1")  # the heartbeat
                elif await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):
                    self._set(True)
                    elected()
                await asyncio.sleep(self._beat_seconds)
        finally:
            with contextlib.suppress(*LOST):
                await connection.close(timeout=ANSWER_SECONDS)

    def _set(self, leads: bool) -> None:
        if leads != self._leads:
            log.info("leader.is" if leads else "leader.was")
        self._leads = leads


@asynccontextmanager
async def standing(
    leadership: Leadership, *, woken: Callable[[], None], elected: Callable[[], None]
) -> AsyncIterator[None]:
    """Stand for leader while the block runs; its end gives the lock to the next at once."""
    task = asyncio.create_task(leadership.run(woken, elected), name="leader")
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
