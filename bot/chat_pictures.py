"""Pictures as customer messages: drawn in a thread, uploaded, sent by the platform's id of them."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from domain.clock import local_day
from domain.deliveries import Answer, Busy, Channel, DeliveryState, Never, Sent
from domain.errors import Refusal
from texts import certificate_page, progress_card
from texts.certificates import link
from usecases.chat_pictures import Shows
from usecases.find_certificate import certificate_by_code
from usecases.present_certificate import Validity, validity
from usecases.progress_card import progress_card as progress_of
from usecases.send_delivery import Parcel

from .answers import PlatformError, Unanswered
from .client import Client
from .errcodes import ALARMING, BUSY

log = structlog.get_logger("pictures")

# The platform keeps an upload for three days.
KEPT = timedelta(days=1)
MOST_KEPT = 500
MEDIA_GONE = 40007


@dataclass(frozen=True, slots=True)
class Picture:
    """`draw` takes a moment; pictures with the same `key` are the same."""

    key: str
    draw: Callable[[], bytes]


class ChatPictures:
    """One that was sent lately is neither drawn nor uploaded again."""

    def __init__(self, client: Client, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._uploads: dict[str, tuple[str, datetime]] = {}

    async def send(self, parcel: Parcel) -> Answer:
        """Raises `PlatformError`, `Unreached` and `Unanswered` of the message, and `Unreached` of the upload."""
        picture = await _picture(parcel.facts, self._clock())
        if picture is None:
            return Never("nothing to show", DeliveryState.CANCELLED)
        try:
            media_id = await self._uploaded(picture)
        except PlatformError as error:
            return _not_taken(parcel, error)
        except Unanswered as error:
            # Nobody has seen anything of it.
            return Busy(f"upload: {error}")
        return await self._sent(parcel, picture, media_id)

    async def _sent(self, parcel: Parcel, picture: Picture, media_id: str) -> Answer:
        try:
            await self._client.send_image(parcel.openid, media_id)
        except PlatformError as error:
            if error.code != MEDIA_GONE:
                raise
            self._uploads.pop(picture.key, None)
            return Busy("media gone")
        return Sent(Channel.CUSTOMER)

    async def _uploaded(self, picture: Picture) -> str:
        now = self._clock()
        media_id, at = self._uploads.get(picture.key, ("", now))
        if not media_id or now >= at + KEPT:
            media_id = await self._client.upload_image(await asyncio.to_thread(picture.draw))
            if len(self._uploads) >= MOST_KEPT:
                self._uploads.clear()
            self._uploads[picture.key] = media_id, now
        return media_id


def _not_taken(parcel: Parcel, error: PlatformError) -> Answer:
    """The quota of uploads is another than that of messages, so an upload's error closes nothing."""
    if error.code in BUSY:
        return Busy(f"upload: {error}")
    if error.code in ALARMING:
        log.error("picture.refused", delivery=parcel.delivery_id, code=error.code, message=error.message)
    return Never(f"upload: {error}")


async def _picture(facts: Mapping[str, Any], now: datetime) -> Picture | None:
    """None where there is nothing to show any more."""
    if Shows(facts["shows"]) is Shows.CERTIFICATE:
        return await _certificate(facts["code"], now)
    return await _progress(facts["person"], facts.get("place", 1), now)


async def _certificate(code: str, now: datetime) -> Picture | None:
    found = await certificate_by_code(code)
    if found is None or validity(found.state, found.expires_on, local_day(now)) is not Validity.VALID:
        return None
    return Picture(f"certificate {link(code)}", partial(certificate_page.png, found))


async def _progress(person_id: int, place: int, now: datetime) -> Picture | None:
    try:
        found = await progress_of(person_id, now=now, place=place)
    except Refusal:
        return None
    if found is None:
        return None
    card = progress_card.card(found)
    digest = hashlib.sha256(json.dumps([person_id, card]).encode()).hexdigest()
    return Picture(f"progress {digest}", partial(progress_card.png, card))
