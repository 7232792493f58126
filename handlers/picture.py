"""Photos that a browser sends: believed by their content alone, and kept small."""

import io

from PIL import Image, ImageOps

from domain.form_refusals import PictureUnfit

FORMATS = ("JPEG", "PNG", "WEBP")
# Enough to read a drawing or a machine's display by.
LONGEST_SIDE = 1600
QUALITY = 80
# About 64 MB while it is read.
MOST_PIXELS = 16_000_000


def taken(content: bytes) -> bytes:
    """The picture as a JPEG, without what the phone wrote into it (place, device, time). Raises `PictureUnfit`."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as found:
            # A JPEG is read in the size that is wanted.
            found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            if found.width * found.height > MOST_PIXELS:
                raise PictureUnfit
            picture = ImageOps.exif_transpose(found).convert("RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=QUALITY)
    except Exception as why:  # a reader of pictures fails in as many ways as there are broken pictures
        raise PictureUnfit from why
    return file.getvalue()
