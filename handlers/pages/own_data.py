"""/m/data, /m/privacy: what is kept about a person, all of it as a file, and what the person agreed to."""

import asyncio
import io

from aiohttp import web

from domain.invitations import PRIVACY_VERSION
from texts import on_page, privacy
from usecases.consent_to_privacy import consent_to_privacy, show_consent
from usecases.export_person import export_person, own_summary

from ..person_workbook import write_person_workbook
from .door import Pages
from .visit import SETUP, Visit, dressed, to, too_many

pages = Pages()
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/m/data")
async def data(visit: Visit) -> web.StreamResponse:
    """In figures, masked."""
    return visit.page("data.html", kept=await own_summary(visit.actor), current=PRIVACY_VERSION)


@pages.post("/m/data/export", again=data)
async def export(visit: Visit) -> web.StreamResponse:
    """Everything, unmasked, for the person alone."""
    setup = visit.request.app[SETUP]
    if seconds := setup.limits.exports.draw(str(visit.actor.person_id), visit.now):
        return too_many(visit.request, seconds)
    found = await export_person(visit.actor, visit.actor.person_id, now=visit.now)
    file = io.BytesIO()
    await asyncio.to_thread(write_person_workbook, file, found)
    answer = dressed(web.Response(body=file.getvalue(), content_type=WORKBOOK))
    answer.headers["Content-Disposition"] = f'attachment; filename="jiangmiao-{visit.today}.xlsx"'
    return answer


@pages.get("/m/privacy")
async def show_privacy(visit: Visit) -> web.StreamResponse:
    """The text, and whether this account agreed to it as it stands."""
    held = visit.session
    return visit.page(
        "privacy.html",
        paragraphs=[on_page.said(each) for each in privacy.PARAGRAPHS],
        consent=await show_consent(visit.actor, held.app, held.openid, now=visit.now),
    )


@pages.post("/m/privacy/consent", again=show_privacy)
async def consent(visit: Visit) -> web.StreamResponse:
    """To the version that holds now."""
    await consent_to_privacy(visit.actor, visit.session.app, visit.session.openid, now=visit.now)
    return to("/m/privacy")
