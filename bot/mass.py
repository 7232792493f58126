"""群发: a notice to everybody with its tag, and the tag itself."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import structlog

from domain.deliveries import Answer, Busy, Channel, Sent, Unsure
from texts.mass_sends import tag_name
from texts.notices import word
from texts.wording import linked
from usecases.mass_platform import AT_ONCE, TagGone, TagRefused

from .answers import PlatformError, Unanswered, Unreached
from .client import Client
from .envelope import fit
from .errcodes import (
    ALARMING,
    MASS_KNOWN,
    NO_SUCH_TAG,
    PERSON,
    TAG_EXISTS,
    TAG_TOO_LARGE,
    TOO_MANY_TAGS,
    answer,
)

log = structlog.get_logger("mass")

T = TypeVar("T")
# A tag that is too large to be deleted is emptied by so many calls at a time.
UNTAGGINGS = 20


class Masses:
    """The official account as `usecases.mass_platform.MassPlatform`."""

    def __init__(self, client: Client, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock

    async def make_tag(self, number: int, client_id: str) -> int:
        return await self._about_tag(self._make_tag(tag_name(number, client_id)))

    async def tag(self, openids: Sequence[str], tag: int) -> Collection[str]:
        return await self._about_tag(self._tag(openids, tag))

    async def send(self, tag: int, facts: Mapping[str, Any], client_id: str) -> Answer:
        try:
            return Sent(Channel.MASS, await self._send(tag, facts, client_id))
        except (PlatformError, Unreached, Unanswered) as error:
            return self._answer(error)
        except Exception:
            log.exception("mass.failed", tag=tag)
            return Unsure("failed")

    async def drop_tag(self, tag: int) -> bool:
        return await self._about_tag(self._drop_tag(tag))

    async def _make_tag(self, name: str) -> int:
        try:
            return await self._client.create_tag(name)
        except PlatformError as error:
            if error.code != TAG_EXISTS:
                raise
        # Made before a process died with it; what it holds is of the same notice.
        return (await self._client.tags())[name]

    async def _tag(self, openids: Sequence[str], tag: int) -> frozenset[str]:
        """Together, or by halves where somebody is refused."""
        try:
            await self._client.tag(openids, tag)
        except PlatformError as error:
            if error.code == NO_SUCH_TAG:
                raise TagGone from error
            if error.code not in PERSON | {TOO_MANY_TAGS}:
                raise
            if len(openids) == 1:
                return frozenset(openids)
            half = len(openids) // 2
            return await self._tag(openids[:half], tag) | await self._tag(openids[half:], tag)
        return frozenset()

    async def _send(self, tag: int, facts: Mapping[str, Any], client_id: str) -> str:
        text = fit(linked(word("notice", facts)))
        try:
            return await self._client.send_mass(tag, text, client_id)
        except PlatformError as error:
            if error.code != MASS_KNOWN:
                raise
            return str(error.facts.get("msg_id", ""))

    async def _drop_tag(self, tag: int) -> bool:
        try:
            await self._client.delete_tag(tag)
        except PlatformError as error:
            if error.code == TAG_TOO_LARGE:
                await self._empty(tag)
                return False
            if error.code != NO_SUCH_TAG:
                raise
        return True

    async def _empty(self, tag: int) -> None:
        members = await self._client.tagged(tag)
        for start in range(0, min(len(members), UNTAGGINGS * AT_ONCE), AT_ONCE):
            await self._client.untag(members[start : start + AT_ONCE], tag)

    async def _about_tag(self, called: Awaitable[T]) -> T:
        try:
            return await called
        except (PlatformError, Unreached, Unanswered) as error:
            raise TagRefused(self._answer(error)) from error

    def _answer(self, error: PlatformError | Unreached | Unanswered) -> Answer:
        if isinstance(error, Unreached):
            return Busy(str(error))
        if isinstance(error, Unanswered):
            return Unsure(str(error))
        if error.code in ALARMING:
            log.error("mass.refused", code=error.code, message=error.message)
        return answer(error.code, error.message, Channel.MASS, again=False, now=self._clock())
