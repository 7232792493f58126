"""One delivery through one channel: its words, the call, and what the platform's answer means."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog

from domain.deliveries import Answer, Barred, Busy, Channel, Sent, Unsure
from texts import links
from texts.notices import word
from texts.wording import Wording, linked
from usecases.chat_pictures import PICTURE
from usecases.deliver_due import Parcel

from . import subscriptions
from .answers import PlatformError, Unanswered, Unreached
from .chat_pictures import ChatPictures
from .client import Client
from .envelope import fit
from .errcodes import ALARMING, answer
from .subscriptions import Subscription
from .template_fields import TemplateOf, read_templates

log = structlog.get_logger("sender")


class Sender:
    """`templates` are the operator's template ids by the names of texts/wording.py."""

    def __init__(
        self,
        client: Client,
        templates: Mapping[str, str],
        clock: Callable[[], datetime],
        by_consent: Mapping[Channel, Subscription] | None = None,
    ) -> None:
        self._client = client
        self._pictures = ChatPictures(client, clock)
        self._templates = read_templates(templates)
        self._subscriptions = by_consent or {}
        self._clock = clock
        self._worded: tuple[str, Mapping[str, Any], Wording] | None = None
        self._fields: tuple[Wording, Mapping[str, str]] | None = None

    async def send(self, parcel: Parcel) -> Answer:
        """Never raises: what goes wrong with one message must not stop the others."""
        try:
            return await self._send(parcel)
        except Exception:
            log.exception("delivery.failed", delivery=parcel.delivery_id, kind=parcel.kind)
            return Busy("failed")

    async def _send(self, parcel: Parcel) -> Answer:
        try:
            if parcel.kind == PICTURE:
                return await self._pictures.send(parcel)
            wording = self._word(parcel)
            if parcel.channel is Channel.CUSTOMER:
                await self._client.send_text(parcel.openid, fit(linked(wording)))
                return Sent(Channel.CUSTOMER)
            if parcel.channel is Channel.TEMPLATE:
                return await self._by_template(parcel, wording)
            return await self._by_subscription(parcel, wording)
        except PlatformError as error:
            return self._refused(parcel, error)
        except Unreached as error:
            return Busy(str(error))
        except Unanswered as error:
            return Unsure(str(error))

    def _word(self, parcel: Parcel) -> Wording:
        """The very facts that were worded last, as of a notice to many, are not worded again."""
        last = self._worded
        if last and last[0] == parcel.kind and last[1] is parcel.facts:
            return last[2]
        wording = word(parcel.kind, parcel.facts)
        self._worded = parcel.kind, parcel.facts, wording
        return wording

    async def _by_template(self, parcel: Parcel, wording: Wording) -> Answer:
        template = self._templates.get(wording.template)
        if template is None:
            return Barred("no template")
        fields = self._named(template, wording)
        platform_id = await self._client.send_template(
            parcel.openid, template.id, fields, parcel.client_id, links.page(wording.path)
        )
        return Sent(Channel.TEMPLATE, platform_id)

    def _named(self, template: TemplateOf, wording: Wording) -> Mapping[str, str]:
        """The fields of the wording that was named last are not named again."""
        if self._fields is None or self._fields[0] is not wording:
            self._fields = wording, template.named(wording.fields)
        return self._fields[1]

    async def _by_subscription(self, parcel: Parcel, wording: Wording) -> Answer:
        subscription = self._subscriptions.get(parcel.channel)
        if subscription is None:
            return Barred("no template")
        return await subscriptions.send(subscription, parcel, wording)

    def _refused(self, parcel: Parcel, error: PlatformError) -> Answer:
        if error.code in ALARMING:
            log.error("delivery.refused", delivery=parcel.delivery_id, kind=parcel.kind, code=error.code,
                      message=error.message)  # fmt: skip
        return answer(error.code, error.message, parcel.channel, again=parcel.again, now=self._clock())
