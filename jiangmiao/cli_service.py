"""demo, serve, migrate, doctor."""

import errno
import resource
from collections.abc import Coroutine
from typing import Any

import typer
import uvloop

from texts import command_line
from texts import doctor as doctor_texts
from usecases.policies import paper_files

from .carry_out import DATABASE_ERRORS
from .cli_support import load_settings, run, say
from .control import Refused, SocketTaken
from .database import DatabaseInUse, opened
from .database import migrate as apply_migrations
from .doctor import examine
from .settings import DatabaseSettings, Settings

# Systems allow 1,024 open files unasked, which slow connections use up.
MOST_FILES = 16_384
PORT_ERRORS = (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES)


def demo() -> None:
    """The service with sample people and the sandbox, until Ctrl-C."""
    # Here, because the sandbox is needed for nothing else.
    from . import demo as demonstration

    until_stopped(demonstration.run())


def serve() -> None:
    """The service, until it is told to stop. Raises `PaperUnfit` before it starts."""
    from . import app

    settings = load_settings()
    paper_files()
    until_stopped(app.serve(settings))


def work() -> None:
    """The timetable and the deliveries alone, beside services on other machines."""
    from . import app

    settings = load_settings()
    if settings.is_sqlite:
        raise Refused(command_line.work_needs_postgresql())
    paper_files()
    until_stopped(app.work(settings))


def until_stopped(service: Coroutine[Any, Any, None]) -> None:
    """Raises `Refused` for what keeps a service from starting."""
    allow_many_files()
    try:
        uvloop.run(service)
    except DatabaseInUse as used:
        raise Refused(command_line.second_service(str(used.path))) from used
    except SocketTaken as taken:
        raise Refused(command_line.socket_taken(str(taken))) from taken
    except OSError as error:
        if error.errno not in PORT_ERRORS or error.filename:
            raise
        raise Refused(command_line.port_taken(error.strerror or "")) from error


def allow_many_files() -> None:
    """As many connections as the system lets this user have, within reason."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(MOST_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def migrate() -> None:
    """Make or update the schema; while a service owns the file, its schema is up to date already."""
    say(command_line.migrated(run(_migrate(load_settings(DatabaseSettings)))))


async def _migrate(settings: Settings) -> list[str]:
    try:
        async with opened(settings.database_url):
            return await apply_migrations()
    except DatabaseInUse as used:
        raise Refused(command_line.stop_first(str(used.path))) from used
    except DATABASE_ERRORS as error:
        raise Refused(command_line.database_unreachable(str(error) or type(error).__name__)) from error


def doctor() -> None:
    """Exit code 1 where something is wrong."""
    findings = run(examine())
    for finding in findings:
        say(doctor_texts.line(finding.level, finding.text))
    levels = [finding.level for finding in findings]
    say(doctor_texts.summary(levels.count("wrong"), levels.count("notice")))
    if "wrong" in levels:
        raise typer.Exit(1)
