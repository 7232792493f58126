"""HTML from handlers/templates/, where everything that is filled in is escaped."""

from datetime import datetime
from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web

from domain.clock import local_day

TEMPLATES = Path(__file__).parent / "templates"


def set_up(app: web.Application) -> None:
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(TEMPLATES), filters={"day": _day})


def _day(instant: datetime) -> str:
    """12月20日."""
    day = local_day(instant)
    return f"{day.month}月{day.day}日"
