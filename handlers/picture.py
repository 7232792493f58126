"""Photos that somebody sends: believed by their content alone, and kept small."""

import asyncio
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageOps

from domain.form_refusals import PictureUnfit

from .jpeg_scans import count_scans

# A phone's own photo; clients make most of them much smaller before.
MOST_BYTES = 10 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")
# Enough to read a drawing or a machine's display by.
LONGEST_SIDE = 1600
QUALITY = 80
# About 64 MB while it is read.
MOST_PIXELS = 16_000_000
# Cameras write one, programs that store a picture from coarse to fine about ten.
MOST_SCANS = 40
# So many are read at once; the others wait as files, not in memory.
_READERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="picture")


@dataclass(frozen=True, slots=True)
class Picture:
    """`content` is what is kept; `sent` is the SHA-256 of what came."""

    content: bytes
    sent: bytes


async def taken_from(file: IO[bytes]) -> Picture:
    """What was sent as `file`, which is closed afterwards. Raises `PictureUnfit`."""
    return await asyncio.get_running_loop().run_in_executor(_READERS, _read, file)


def _read(file: IO[bytes]) -> Picture:
    with file:
        content = file.read()
    return Picture(taken(content), hashlib.sha256(content).digest())


def taken(content: bytes) -> bytes:
    """The picture as a JPEG, without what the phone wrote into it (place, device, time). Raises `PictureUnfit`."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as found:
            _check_work(found, content)
            picture = ImageOps.exif_transpose(found).convert("RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=QUALITY)
    except Exception as why:  # a reader of pictures fails in as many ways as there are broken pictures
        raise PictureUnfit from why
    return file.getvalue()


def _check_work(found: Image.Image, content: bytes) -> None:
    """Neither the memory nor the time that reading it takes may be out of proportion to a photo."""
    scans = count_scans(content) if found.format == "JPEG" else 0
    if scans > MOST_SCANS:
        raise PictureUnfit
    if scans == 1 and not found.info.get("progressive"):
        # Read in the size that is wanted; what comes in several scans is held whole all the same.
        found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if found.width * found.height > MOST_PIXELS:
        raise PictureUnfit
