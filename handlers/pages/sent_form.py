"""The form that a visitor sends: whether it may come, is read, and is one of ours."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from http import HTTPStatus

from aiohttp import web

from domain.form_refusals import PictureTooLarge

from .. import forms
from ..bodies import Unread
from .visit import SETUP, Visit, page, too_many

# How long a form may take to come, also from a workshop with weak signal.
BODY_SECONDS = 60
# Of a form without files: a page of texts is far smaller.
MOST_BYTES = 2**20
# What a form does, behind the path of the page that shows it.
OF_A_PAGE = re.compile(
    "/(acknowledge|amend|care|close|confirm|consent|dispute|end|export|pause|photos|press|reminders|return|strike|undo"
    "|withdraw)$"
)


@asynccontextmanager
async def with_form(visit: Visit, most: int) -> AsyncIterator[Visit | web.Response]:
    """The visit with what was sent, or the answer to a form that is one too many or not ours.

    `most`: the bytes of a form that takes files, else 0. Refusal: `PictureTooLarge`.
    """
    setup, request = visit.request.app[SETUP], visit.request
    person, limits = str(visit.actor.person_id), setup.limits
    seconds = limits.person.draw(person, visit.now)
    if most and not seconds:
        seconds = limits.pictures.draw(person, visit.now)
    if seconds:
        yield too_many(request, seconds)
        return
    async with AsyncExitStack() as kept:
        try:
            form = await kept.enter_async_context(forms.read(request, most or MOST_BYTES, BODY_SECONDS))
        except Unread as unread:
            yield _unread(request, unread.status, most)
            return
        if forms.is_ours(request, form, visit.session.owner, setup.seal):
            yield replace(visit, form=form)
        else:
            yield over(request)


def _unread(request: web.Request, status: int, most: int) -> web.Response:
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and most:
        raise PictureTooLarge(most // 2**20)
    if status == HTTPStatus.BAD_REQUEST:
        return over(request)
    return page(request, "page_unread.html", status, {})


def over(request: web.Request) -> web.Response:
    """The sign-in is over, or the form is not of this sign-in: nothing was done."""
    back = OF_A_PAGE.sub("", request.path)
    return page(request, "page_over.html", 403, {"back": back})
