"""A picture or film from the platform, for as long as the platform has it."""

from usecases.fetch_evidence import MediaGone

from .answers import PlatformError, Unanswered, Unreached
from .client import Client

NO_SUCH_MEDIA = 40007


async def fetch_media(client: Client, media_id: str) -> bytes:
    """Raises `MediaGone` where asking again is no use, else OSError."""
    try:
        return await client.media(media_id)
    except PlatformError as error:
        if error.code == NO_SUCH_MEDIA:
            raise MediaGone(str(error)) from None
        raise OSError(str(error)) from error
    except (Unreached, Unanswered) as error:
        raise OSError(str(error)) from error
