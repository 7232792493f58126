"""Subscription messages: sent for a consent, and what the platform tells about consents."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.deliveries import Answer, Barred, Busy, Sent
from texts import links
from texts.mini_pages import mini_page
from texts.wording import Wording
from usecases.consents import give_consent_back, grant_consent, spend_consent, withdraw_consent
from usecases.record_receipt import record_subscription_receipt
from usecases.send_delivery import Parcel

from .answers import PlatformError, Unreached
from .client import Client
from .message import Message
from .router import Turn
from .template_fields import TemplateOf

NONE_LEFT = 43101
ACCEPTED = "accept"
LONGEST_TEMPLATE_ID = 64


@dataclass(frozen=True, slots=True)
class Subscription:
    """The way one app sends them: its client's call and its templates by the names of texts/wording.py.

    `page` tells what a message about this path opens there.
    """

    call: Callable[[str, str, Mapping[str, str], str], Awaitable[str]]
    templates: Mapping[str, TemplateOf]
    page: Callable[[str], str]


def of_account(client: Client, templates: Mapping[str, TemplateOf]) -> Subscription:
    return Subscription(client.send_subscription, templates, links.page)


def of_mini_program(client: Client, templates: Mapping[str, TemplateOf]) -> Subscription:
    return Subscription(client.send_mini_subscription, templates, mini_page)


async def send(subscription: Subscription, parcel: Parcel, wording: Wording) -> Answer:
    """Raises what the client raises, apart from the platform's word that no consent is left."""
    template = subscription.templates.get(wording.template)
    if template is None:
        return Barred("no template")
    if not await spend_consent(parcel.identity_id, template.id):
        return Barred("no consent")
    try:
        fields = template.named(wording.fields)
        page = subscription.page(wording.path)
        platform_id = await subscription.call(parcel.openid, template.id, fields, page)
    except PlatformError as error:
        # None is left there, whatever we had counted; any other refusal has used none up.
        if error.code != NONE_LEFT:
            await give_consent_back(parcel.identity_id, template.id)
        raise
    except Unreached as error:
        await give_consent_back(parcel.identity_id, template.id)
        return Busy(str(error))
    return Sent(parcel.channel, platform_id)


async def popped_up(message: Message, turn: Turn) -> None:
    """The person ticked or refused templates on a page."""
    for one in _listed(message, "SubscribeMsgPopupEvent"):
        await _changed(one, turn)


async def changed(message: Message, turn: Turn) -> None:
    """The person changed it in the account's settings; only refusals are told."""
    for one in _listed(message, "SubscribeMsgChangeEvent"):
        await _changed(one, turn)


async def sent(message: Message, turn: Turn) -> None:
    """What became of subscription messages that the platform took."""
    for one in _listed(message, "SubscribeMsgSentEvent"):
        status = str(one.get("ErrorStatus") or "")
        arrived = str(one.get("ErrorCode") or "0") == "0"
        await record_subscription_receipt(
            turn.contact.identity_id, str(one.get("MsgID") or ""), "" if arrived else status, now=turn.now
        )


async def _changed(one: Mapping[str, Any], turn: Turn) -> None:
    template_id = str(one.get("TemplateId") or "")
    if not template_id or len(template_id) > LONGEST_TEMPLATE_ID:
        return
    if one.get("SubscribeStatusString") == ACCEPTED:
        await grant_consent(turn.contact.identity_id, template_id, now=turn.now)
    else:
        await withdraw_consent(turn.contact.identity_id, template_id, now=turn.now)


def _listed(message: Message, name: str) -> list[Mapping[str, Any]]:
    """`List` is an element for one and several for many."""
    part = message.fields.get(name)
    found = part.get("List") if isinstance(part, dict) else None
    listed = found if isinstance(found, list) else [found]
    return [one for one in listed if isinstance(one, dict)]
