"""What deliveries go through: the official account, the mini-program, and what the platform allows."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.client import Client
from bot.sender import Sender
from bot.subscriptions import of_account, of_mini_program
from bot.template_fields import read_templates
from domain.channels import Allowance, Limits
from domain.deliveries import Channel
from texts.wording import NOTICE
from usecases.deliver_due import Post
from usecases.ways import Ways

from .settings import Settings


def post(
    settings: Settings,
    client: Client,
    mini: Client | None,
    clock: Callable[[], datetime],
    stopping: Callable[[], bool],
) -> Post:
    """Everything `deliver_due` needs; `mini` is the mini-program's client where there is one."""
    by_consent = {Channel.SUBSCRIBE: of_account(client, read_templates(settings.subscriptions))}
    if mini:
        by_consent[Channel.MINI] = of_mini_program(mini, read_templates(settings.mini_subscriptions))
    sender = Sender(client, settings.templates, clock, by_consent)
    return Post(
        settings.wechat_app_id,
        limits(settings),
        sender.send,
        settings.send_concurrency,
        rates(settings),
        stopping,
        settings.mini_app_id,
    )


def ways(settings: Settings) -> Ways:
    """What a notice can go through."""
    named = {
        Channel.TEMPLATE: settings.templates,
        Channel.SUBSCRIBE: settings.subscriptions,
        Channel.MINI: settings.mini_subscriptions,
    }
    channels = {channel for channel, templates in named.items() if templates.get(NOTICE)}
    return Ways(
        settings.wechat_app_id,
        settings.mini_app_id,
        limits(settings),
        frozenset({Channel.CUSTOMER, *channels}),
        settings.mass_from,
    )


def limits(settings: Settings) -> Limits:
    """What the platform allows, as the operator set it."""
    return Limits(
        Allowance(settings.customer_message_count, timedelta(hours=settings.customer_message_hours)),
        Allowance(settings.event_message_count, timedelta(seconds=settings.event_message_seconds)),
    )


def rates(settings: Settings) -> dict[Channel, float]:
    """Messages a second; 0 is none."""
    return {
        Channel.CUSTOMER: settings.send_rate_customer,
        Channel.TEMPLATE: settings.send_rate_template,
        Channel.SUBSCRIBE: settings.send_rate_subscription,
        Channel.MINI: settings.send_rate_subscription,
    }
