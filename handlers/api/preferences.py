"""How a person wants to be told: reminders, and messages that the mini-program may send."""

from datetime import date, time
from typing import Annotated

from pydantic import Field

from domain.preferences import LONGEST_PAUSE, Wish, check_time
from usecases.consents import grant_consent, withdraw_consent
from usecases.set_preferences import Preferences, set_preferences, show_preferences

from .problems import Trouble
from .routing import Api, Call
from .schema import Answer, Asked, MinuteOfDay

api = Api()


class Reminders(Answer):
    """`at` in minutes after midnight; `paused_until` is the first day on which reminders come again."""

    on: bool
    at: int
    paused_until: date | None


class RemindersWanted(Asked):
    """Off; on; on at a time (minutes after midnight); or paused for so many days."""

    on: bool = True
    at: MinuteOfDay | None = None
    pause_days: Annotated[int, Field(ge=0, le=LONGEST_PAUSE)] = 0


class Templates(Answer):
    """Ids by what they are for."""

    templates: dict[str, str]


class Ticked(Asked):
    """What wx.requestSubscribeMessage said of a template."""

    template_id: Annotated[str, Field(pattern="^[A-Za-z0-9_-]{1,64}$")]
    accepted: bool


class Consents(Asked):
    templates: Annotated[list[Ticked], Field(min_length=1, max_length=5)]


@api.read("/preferences", Reminders)
async def preferences(call: Call, _: Asked) -> Preferences:
    """How reminders stand."""
    return await show_preferences(call.actor, now=call.now)


@api.write("PUT", "/preferences", Reminders, asks=RemindersWanted)
async def prefer(call: Call, asked: RemindersWanted) -> Preferences:
    """Turn reminders off or on, choose their time, or pause them."""
    at = None if asked.at is None else check_time(time(asked.at // 60, asked.at % 60))
    wish = Wish(asked.on, at, asked.pause_days)
    return await set_preferences(call.actor, wish, now=call.now)


@api.read("/subscriptions", Templates)
async def templates(call: Call, _: Asked) -> Templates:
    """Which templates to ask the person for."""
    return Templates(templates=dict(call.templates))


@api.write("POST", "/subscriptions", None, asks=Consents)
async def subscriptions(call: Call, asked: Consents) -> None:
    """Record what the person allowed: each acceptance lets one subscription message come."""
    if strange := {one.template_id for one in asked.templates} - set(call.templates.values()):
        raise Trouble(422, "requests.invalid", facts={"templates": sorted(strange)})
    for one in asked.templates:
        change = grant_consent if one.accepted else withdraw_consent
        await change(call.signed_in.identity_id, one.template_id, now=call.now)
