"""Messages, notices, deadlines, and how a person wants to be told."""

from datetime import date, datetime, time
from typing import Annotated

from pydantic import Field

from domain.deadlines import DeadlineKind
from domain.preferences import LONGEST_PAUSE, Wish, check_time
from texts import on_page
from texts.notices import word
from texts.notices_deadlines import name_of
from usecases.acknowledge_notice import acknowledge_notices
from usecases.consents import grant_consent, withdraw_consent
from usecases.deadlines_of import deadlines_of
from usecases.inbox import MOST_PAGES, InboxItem, Mark, open_inbox
from usecases.read_notice import read_notice
from usecases.set_preferences import Preferences, set_preferences, show_preferences

from .problems import Trouble
from .routing import Api, Call
from .schema import Answer, Asked, MinuteOfDay

api = Api()
MOST_DEADLINES = 50


class PageOf(Asked):
    """`cursor` is the `next` of the page before."""

    cursor: Annotated[int, Field(ge=1, le=MOST_PAGES)] = 1


class Item(Answer):
    """A message in words. `new`: nothing carried it and nobody saw it; `notice` is the number of a policy notice."""

    kind: str
    title: str
    text: str
    at: datetime
    new: bool
    mark: Mark | None
    notice: int | None


class Inbox(Answer):
    """New messages come a few at a time and are seen now; `more` wait. Without any, a page of all, notices first."""

    items: list[Item]
    more: int
    next: int | None


class Notice(Answer):
    """`acknowledged_at` is null until the person says that it was read."""

    number: int
    title: str
    body: str
    author: str
    sent_at: datetime
    needs_acknowledgement: bool
    acknowledged_at: datetime | None
    cancelled: bool


class Acknowledged(Answer):
    """`again`: it was acknowledged before, at `at`."""

    number: int
    title: str
    at: datetime
    again: bool


class Deadline(Answer):
    """Of `count` apprentices, one of whom is `name`; empty where it is one's own or of no agreement."""

    number: int
    kind: DeadlineKind
    day: date
    title: str
    todo: str
    source: str
    count: int
    name: str


class Deadlines(Answer):
    deadlines: list[Deadline]


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


@api.read("/inbox", Inbox, asks=PageOf)
async def inbox(call: Call, asked: PageOf) -> Inbox:
    """The messages to the one who asks."""
    found = await open_inbox(call.actor, page=asked.cursor, now=call.now)
    return Inbox(
        items=[_item(one) for one in found.items],
        more=found.more,
        next=found.page + 1 if found.older else None,
    )


@api.read("/notices/{number}", Notice)
async def notice(call: Call, _: Asked) -> object:
    """A policy notice in full; it counts as read."""
    return await read_notice(call.actor, call.number(), now=call.now)


@api.write("POST", "/notices/{number}/acknowledge", Acknowledged)
async def acknowledge(call: Call, _: Asked) -> object:
    """Say that a notice was read."""
    return (await acknowledge_notices(call.actor, [call.number()], now=call.now))[0]


@api.read("/deadlines", Deadlines)
async def deadlines(call: Call, _: Asked) -> Deadlines:
    """The open deadlines that concern the one who asks, the nearest first."""
    found = await deadlines_of(call.actor, MOST_DEADLINES, now=call.now)
    lines = [Deadline.model_validate(one) for one in found]
    return Deadlines(
        deadlines=[one.model_copy(update={"title": name_of(one.kind, one.title)}) for one in lines]
    )


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


def _item(one: InboxItem) -> Item:
    wording = word(one.kind, one.facts)
    notice = one.facts.get("notice") if one.mark else None
    return Item(
        kind=one.kind,
        title=wording.title,
        text=on_page.said(wording.text, on_page.MINI_PROGRAM),
        at=one.at,
        new=one.new,
        mark=one.mark,
        notice=notice,
    )
