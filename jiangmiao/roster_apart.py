"""Reading a roster's file in a process of its own, so that a hostile one takes no more than its share."""

import contextlib
import resource
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from domain.roster_sheets import Sheet

from .roster_file import RosterUnreadable, read_roster

# 100,000 people took 18 seconds and 310 MB on a busy machine.
CPU_SECONDS = 120
MEMORY = 1 << 30


def read_roster_apart(
    path: Path, *, cpu_seconds: int = CPU_SECONDS, memory: int = MEMORY
) -> tuple[Sheet, ...]:
    """As `read_roster`; what would need more time or memory is `RosterUnreadable`."""
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=_limit, initargs=(cpu_seconds, memory)
    ) as apart:
        try:
            return apart.submit(read_roster, path).result()
        except (BrokenProcessPool, MemoryError) as costly:
            raise RosterUnreadable("too_costly") from costly


def _limit(cpu_seconds: int, memory: int) -> None:
    """Where the system doesn't know a limit (macOS has none for memory), it reads without."""
    for what, most in ((resource.RLIMIT_CPU, cpu_seconds), (resource.RLIMIT_AS, memory)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
