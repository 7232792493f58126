"""Try a change whose refusal is not the end of the conversation."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from domain.errors import Refusal
from models.transaction import savepoint

T = TypeVar("T")


async def attempt(work: Callable[[], Awaitable[T]]) -> T | Refusal:
    """The result of `work`, or the refusal with which it ended.

    A refusal undoes what `work` has changed and nothing else, so the message may still keep a
    question open, which it could not if the refusal were raised through it.
    """
    try:
        async with savepoint():
            return await work()
    except Refusal as refusal:
        return refusal
