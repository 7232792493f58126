"""/m/entries/N/photos, /m/photos/ID: pictures that prove an entry, for those who may see it."""

from aiohttp import web

from domain.form_refusals import FieldMissing
from domain.roles import Role
from usecases.add_photo import add_photo, photo_file
from usecases.open_photo import open_photo

from .. import picture
from . import entries
from .door import Pages
from .looks import headers
from .visit import SETUP, Visit, to

pages = Pages()


@pages.post(f"{entries.ENTRY}/photos", Role.APPRENTICE, again=entries.show, most=picture.MOST_BYTES)
async def add(visit: Visit) -> web.StreamResponse:
    """One picture, while the entry waits or was returned."""
    sent = visit.form.files.get("picture")
    if sent is None:
        raise FieldMissing("picture")
    found = await picture.taken_from(sent.file)
    number = int(visit.request.match_info["number"])
    folder = visit.request.app[SETUP].files
    async with photo_file(visit.actor, number, found.content, folder, now=visit.now) as file:
        await add_photo(visit.actor, file, now=visit.now)
    return to(f"/m/entries/{number}?said=photo")


@pages.get(r"/m/photos/{photo:[0-9]{1,15}}")
async def show(visit: Visit) -> web.StreamResponse:
    """The file, for whoever may see the entry; nobody's cache keeps it."""
    name = await open_photo(visit.actor, int(visit.request.match_info["photo"]), now=visit.now)
    return web.FileResponse(visit.request.app[SETUP].files / name, headers=headers())
