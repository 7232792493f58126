"""Who writes to us goes first: while somebody is being answered, deliveries make room on the event loop."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

# So long after an answer more are expected.
LATELY_SECONDS = 1.0
# What is written in one piece while people are being answered: well below a millisecond.
FEW = 8


class _Answers:
    """Of this process: one event loop serves both."""

    def __init__(self) -> None:
        self.open = 0
        self.ended_at = float("-inf")

    def lately(self) -> bool:
        return self.open > 0 or time.monotonic() - self.ended_at < LATELY_SECONDS


_ANSWERS = _Answers()


@contextmanager
def answering() -> Iterator[None]:
    """Somebody waits for an answer as long as the block runs."""
    _ANSWERS.open += 1
    try:
        yield
    finally:
        _ANSWERS.open -= 1
        _ANSWERS.ended_at = time.monotonic()


def piece(most: int) -> int:
    """How many of `most` to write in one piece."""
    return min(most, FEW) if _ANSWERS.lately() else most


class Turns:
    """Lets deliveries of one round begin: all at once, or one by one while people are being answered."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()

    async def take(self) -> None:
        if not _ANSWERS.lately():
            return
        async with self._one:
            await asyncio.sleep(0)  # what has come over the network meanwhile is read first
