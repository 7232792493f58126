"""Evidence as the API takes and says it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import InstanceOf, WithJsonSchema

from ..uploads import SentFile
from .schema import Answer, Asked

Upload = Annotated[InstanceOf[SentFile], WithJsonSchema({"type": "string", "format": "binary"})]


class NewPhoto(Asked):
    """One JPEG, PNG or WebP of at most 10 MB."""

    photo: Upload


class Photo(Answer):
    """A piece of evidence. Only one that is `here` can be opened; `coming` is still fetched from WeChat."""

    id: int
    kind: Literal["image", "video"]
    received_at: datetime
    state: Literal["here", "coming", "lost"]


class PhotoKept(Answer):
    """The picture as it is kept; `room`: so many more the entry takes."""

    photo: Photo
    room: int
