"""HTML from handlers/templates/, where everything that is filled in is escaped."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web

from domain.clock import local_day
from domain.reminders import days_waited
from texts import certificates, notices_deadlines, on_page
from texts import format as words
from texts.replies import ROLE_NAMES
from texts.replies_opened import change

TEMPLATES = Path(__file__).parent / "templates"


def set_up(app: web.Application) -> None:
    filters: dict[str, Callable[..., str]] = {
        "day": _day,
        "change": change,
        "role": ROLE_NAMES.__getitem__,
        "hours": words.hours,
        "long_day": words.long_day,
        "moment": words.moment,
        "clock_time": words.clock_time,
        "short_day": words.short_day,
        "category": words.category,
        "flags": words.flags,
        "master": words.master,
        "state": words.STATUSES.__getitem__,
        "on_page": on_page.said,
    }
    loader = jinja2.FileSystemLoader(TEMPLATES)
    aiohttp_jinja2.setup(app, loader=loader, filters=filters, trim_blocks=True, lstrip_blocks=True)
    aiohttp_jinja2.get_env(app).globals.update(
        span=words.span,
        taken_back=words.taken_back,
        in_order=words.in_order,
        lessons_at_most=words.lessons_at_most,
        lessons_at_least=words.lessons_at_least,
        programmes=words.PROGRAMMES,
        grades=words.GRADES,
        clock=words.clock,
        days_waited=days_waited,
        dated=notices_deadlines.dated,
        name_of=notices_deadlines.name_of,
        what_to_do=notices_deadlines.KINDS,
        certificate_heading=certificates.heading,
        certificate_state=certificates.state,
    )


def _day(instant: datetime) -> str:
    """12月20日."""
    day = local_day(instant)
    return f"{day.month}月{day.day}日"
