"""Pictures and films that prove an entry."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from domain.form_refusals import PictureTooLarge
from usecases.add_photo import PhotoAdded, PhotoFile, add_photo, photo_file
from usecases.open_photo import NoPhoto, open_photo

from .. import picture
from .limits import Heavy
from .photo_models import NewPhoto, PhotoKept
from .reading import asked_in_form
from .routing import Api, Call, Received
from .schema import Asked, File

api = Api()
MEGABYTE = 2**20


@asynccontextmanager
async def on_disk(request: web.Request, call: Call) -> AsyncIterator[Received]:
    """The picture as a file that stays if the step writes its row; what was sent tells it from another."""
    most = picture.MOST_BYTES
    async with asked_in_form(NewPhoto, request, most, PictureTooLarge(most // MEGABYTE)) as asked:
        found = await picture.taken_from(asked.photo.file)
    async with photo_file(call.actor, call.number(), found.content, call.files, now=call.now) as file:
        yield Received(file, found.sent)


@api.write(
    "POST",
    "/entries/{number}/photos",
    PhotoKept,
    asks=NewPhoto,
    status=201,
    heavy=Heavy.PICTURE,
    receives=on_disk,
)
async def attach(call: Call, file: PhotoFile) -> PhotoAdded:
    """Add a picture to an own entry that waits or was returned; the same one twice is kept once."""
    return await add_photo(call.actor, file, now=call.now)


@api.read("/photos/{photo}", File)
async def photo(call: Call, _: Asked) -> File:
    """A picture or film, for the entry's apprentice and those who may decide on it."""
    path = call.files / await open_photo(call.actor, call.number("photo"), now=call.now)
    if not await asyncio.to_thread(path.is_file):
        raise NoPhoto
    return File(path=path)
