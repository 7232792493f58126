"""The form that a visitor sends: whether it may come, is read, and is one of ours."""

import asyncio
import re
from dataclasses import replace

from aiohttp import web

from domain.form_refusals import PictureTooLarge

from .. import forms
from ..forms import Form
from .visit import SETUP, Visit, page, too_many

# How long a form may take to come, also from a workshop with weak signal.
BODY_SECONDS = 60
# What a form does, behind the path of the page that shows it.
OF_A_PAGE = re.compile(
    "/(acknowledge|amend|care|close|confirm|consent|dispute|end|export|pause|photos|press|reminders|return|strike|undo"
    "|withdraw)$"
)


async def with_form(visit: Visit, most: int) -> Visit | web.Response:
    """The visit with what was sent, or the answer to a form that is one too many or not ours.

    `most`: the bytes of a form that takes files, else 0. Refusal: `PictureTooLarge`.
    """
    setup = visit.request.app[SETUP]
    if seconds := setup.limits.person.draw(str(visit.actor.person_id), visit.now):
        return too_many(visit.request, seconds)
    request = visit.request.clone(client_max_size=most) if most else visit.request
    form = await _read(request, most)
    if not forms.is_ours(request, form, visit.session.owner, setup.seal):
        return over(request)
    return replace(visit, request=request, form=form)


async def _read(request: web.Request, most: int) -> Form:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await forms.read(request)
    except web.HTTPRequestEntityTooLarge:
        if not most:
            raise
        raise PictureTooLarge(most // 2**20) from None
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


def over(request: web.Request) -> web.Response:
    """The sign-in is over, or the form is not of this sign-in: nothing was done."""
    back = OF_A_PAGE.sub("", request.path)
    return page(request, "page_over.html", 403, {"back": back})
