"""What the steps of a mass send ask of the platform."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from domain.deliveries import Answer


class TagRefused(Exception):
    """A call about the tag was not taken, or nobody knows; once more does no harm."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer))
        self.answer = answer


class TagGone(Exception):
    """Somebody deleted the tag on the platform's console."""


class MassPlatform(Protocol):
    """All but `send` raise `TagRefused`; `send` never raises."""

    async def make_tag(self, number: int, client_id: str) -> int:
        """The tag of notice `number`, made if there is none yet."""

    async def tag(self, openids: Sequence[str], tag: int) -> Collection[str]:
        """Give it to at most `AT_ONCE` followers; those who can't get it. Raises `TagGone` too."""

    async def send(self, tag: int, facts: Mapping[str, Any], client_id: str) -> Answer:
        """The notice of these facts to everybody with the tag."""

    async def drop_tag(self, tag: int) -> bool:
        """Whether it is gone; a large one takes several calls."""


# The platform takes so many openids at once.
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Hands:
    """What a step works with: the official account, its platform, and the time."""

    app: str
    platform: MassPlatform
    clock: Callable[[], datetime]
