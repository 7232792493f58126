"""Messages, notices and deadlines."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from domain.deadlines import DeadlineKind
from texts import on_page
from texts.notices import word
from texts.notices_deadlines import name_of
from usecases.acknowledge_notice import acknowledge_notices
from usecases.deadlines_of import deadlines_of
from usecases.inbox import MOST_PAGES, InboxItem, Mark, open_inbox
from usecases.read_notice import read_notice

from .routing import Api, Call
from .schema import Answer, Asked

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
