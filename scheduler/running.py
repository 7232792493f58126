"""APScheduler as a ticker: memory store, one run of a job at a time, missed ticks made one."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from domain.clock import SHANGHAI

from .jobs import Tools
from .timetable import TIMETABLE, Line

# A job that runs when the service stops may finish its calls to the platform.
PATIENCE_SECONDS = 15.0

OnError = Callable[[str, Exception], None]


class Running:
    """The timetable while it runs.

    `last_asked` holds when each line was last asked, also while it still ran; `last_ticks` when it last ended well,
    which may be long ago while there is much to deliver; `failures` what its last run failed with.
    """

    def __init__(self, tools: Tools, on_error: OnError, lines: Sequence[Line]) -> None:
        self.last_asked: dict[str, datetime] = {}
        self.last_ticks: dict[str, datetime] = {}
        self.failures: dict[str, str] = {}
        self._tools = tools
        self._on_error = on_error
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._lines = {line.name: line for line in lines}
        self._scheduler = AsyncIOScheduler(timezone=SHANGHAI)
        for line in lines:
            self._add(line)
        self.ask_all()
        self._scheduler.start()

    def _add(self, line: Line) -> None:
        async def tick() -> None:
            self.tick(line)

        trigger = IntervalTrigger(seconds=int(line.every.total_seconds()), timezone=SHANGHAI)
        self._scheduler.add_job(
            tick, trigger, id=line.name, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def tick(self, line: Line) -> None:
        """Ask this line now, unless it still runs or is the leader's."""
        self.last_asked[line.name] = self._tools.clock()
        # In a task of our own, because the scheduler cancels its jobs when it stops.
        if line.name not in self._busy and (line.everyone or self._tools.leads()):
            task = asyncio.create_task(self._run(line), name=line.name)
            self._busy[line.name] = task
            task.add_done_callback(lambda _: self._busy.pop(line.name))

    def ask_all(self) -> None:
        """Ask every line now; at the start, and when this process becomes the leader."""
        for line in self._lines.values():
            self.tick(line)

    def wake(self, name: str) -> None:
        """Ask the line of this name now: something has come that it waits for."""
        self.tick(self._lines[name])

    async def _run(self, line: Line) -> None:
        try:
            await line.job(self._tools)
        except Exception as failure:
            self.failures[line.name] = type(failure).__name__
            self._on_error(line.name, failure)
        else:
            self.failures.pop(line.name, None)
            self.last_ticks[line.name] = self._tools.clock()

    async def stop(self) -> None:
        """Begin nothing more and wait a little for what runs."""
        self._scheduler.shutdown(wait=False)
        running = list(self._busy.values())
        if running:
            await asyncio.wait(running, timeout=PATIENCE_SECONDS)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def start(tools: Tools, on_error: OnError, lines: Sequence[Line] = TIMETABLE) -> Running:
    """Ask every line now and from now on; needs a running event loop. Stop it before the database closes."""
    return Running(tools, on_error, lines)
