"""A file on its way to the platform, as the one part of a form."""

from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True, slots=True)
class Upload:
    """The platform goes by the ending of `filename`."""

    filename: str
    content_type: str
    data: bytes

    def form(self) -> aiohttp.FormData:
        """A new one for each call: it can be sent once."""
        form = aiohttp.FormData()
        form.add_field("media", self.data, filename=self.filename, content_type=self.content_type)
        return form
