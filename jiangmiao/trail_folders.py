"""Where checkpoints go, and how the whole trail is read beside the service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from models.trail_reading import Reading, postgres_reading, sqlite_reading
from texts import command_line

from .database import NoDatabase, postgres_url, sqlite_path
from .settings import Settings


def checkpoint_folders(settings: Settings) -> tuple[Path, ...]:
    """The first is the one that is asked what was written last."""
    beside = f"{sqlite_path(settings.database_url)}.checkpoints" if settings.is_sqlite else "checkpoints"
    named = (settings.checkpoints or beside, settings.checkpoints_copy)
    return tuple(Path(name) for name in named if name)


@asynccontextmanager
async def whole_trail(settings: Settings) -> AsyncIterator[Reading]:
    """The database as of one moment; whoever owns it goes on. Raises `NoDatabase`."""
    if not settings.is_sqlite:
        async with postgres_reading(postgres_url(settings.database_url)) as found:
            yield found
        return
    path = sqlite_path(settings.database_url).resolve()
    if not path.exists():
        raise NoDatabase(command_line.no_database(str(path)))
    async with sqlite_reading(str(path)) as found:
        yield found
