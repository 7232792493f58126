"""Where checkpoints go, and how the whole trail is read beside the service."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from models.trail_reading import Reading, postgres_reading, sqlite_reading
from texts import command_line

from .control import Refused
from .database import NoDatabase, known_migrations, postgres_url, sqlite_path
from .settings import Settings

_APPLIED = "SELECT name FROM tortoise_migrations WHERE app = 'models'"


def checkpoint_folders(settings: Settings) -> tuple[Path, ...]:
    """The first is the one that is asked what was written last."""
    beside = f"{sqlite_path(settings.database_url)}.checkpoints" if settings.is_sqlite else "checkpoints"
    named = (settings.checkpoints or beside, settings.checkpoints_copy)
    return tuple(Path(name) for name in named if name)


@asynccontextmanager
async def whole_trail(settings: Settings) -> AsyncIterator[Reading]:
    """The database as of one moment; whoever owns it goes on. Raises `NoDatabase`, `Refused` for an older schema."""
    async with _reading(settings) as found:
        applied = {name for (name,) in await found.rows(_APPLIED)}
        if missing := set(known_migrations()) - applied:
            raise Refused(command_line.migrate_first(len(missing)))
        yield found


def _reading(settings: Settings) -> AbstractAsyncContextManager[Reading]:
    if not settings.is_sqlite:
        return postgres_reading(postgres_url(settings.database_url))
    path = sqlite_path(settings.database_url).resolve()
    if not path.exists():
        raise NoDatabase(command_line.no_database(str(path)))
    return sqlite_reading(str(path))
