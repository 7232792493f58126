"""Phone pages: what opens inside WeChat from a link in the chat."""

from aiohttp import web

from . import (
    attend,
    class_page,
    deputy,
    entries,
    home,
    inbox,
    lessons,
    lists,
    me,
    month,
    nowhere,
    own_data,
    photos,
    progress,
    queue,
    queue_entry,
    sign_in,
    static,
    today,
    week,
)
from .door import Page, Pages
from .visit import SETUP, Setup

MODULES: tuple[Pages, ...] = (
    home.pages,
    queue.pages,
    queue_entry.pages,
    deputy.pages,
    today.pages,
    month.pages,
    week.pages,
    entries.pages,
    photos.pages,
    progress.pages,
    inbox.pages,
    lists.pages,
    me.pages,
    class_page.pages,
    lessons.pages,
    attend.pages,
    own_data.pages,
)


def table() -> list[Page]:
    """Every page that needs a person, with the roles it is for."""
    return [page for pages in MODULES for page in pages.table]


def set_up(app: web.Application, setup: Setup) -> None:
    """After whatever else answers under /m/: the last of these routes takes what is left there."""
    app[SETUP] = setup
    app.add_routes([*sign_in.routes, *static.routes])
    for pages in MODULES:
        app.add_routes(pages.routes())
    app.add_routes(nowhere.routes)


__all__ = ["SETUP", "Page", "Setup", "set_up", "table"]
