"""What the timetable does: each job asks "what is due and not done?", so twice or late is the same as once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from prometheus_client import Counter

from domain.clock import local_day
from usecases import (
    address_notice,
    advance_mass_sends,
    arrange_missing,
    begin_trail,
    checkpoint_trail,
    deliver_due,
    dress_menus,
    fetch_evidence,
    finish_notices,
    learn_unionids,
    mass_platform,
    purge_old,
    remind_daily,
    remind_deadlines,
    remind_deputies,
    remind_mentors,
    remind_teachers,
    remind_unconfirmed,
    summarize_week,
)
from usecases import seal_trail as seal
from usecases.working_days import holidays

log = structlog.get_logger("scheduler")
CHECKPOINT_FAILURES = Counter(
    "jiangmiao_checkpoint_failures", "Checkpoints of the trail that were not written"
)


@dataclass(frozen=True, slots=True)
class Tools:
    """What jobs are handed: the time, what deliveries go through, who fetches media by id, where to,
    who shows people their menu, and what mass sends go through.

    `leads` says whether this process is the leader among several, `checkpoints` are the folders for those;
    `unionids` asks for them where there is a mini-program to recognize people in.
    """

    clock: Callable[[], datetime]
    post: deliver_due.Post
    fetch: Callable[[str], Awaitable[bytes]]
    files: Path
    dress: dress_menus.Dress
    masses: mass_platform.MassPlatform
    leads: Callable[[], bool] = lambda: True
    checkpoints: Sequence[Path] = ()
    unionids: learn_unionids.Ask | None = None


async def deliver(tools: Tools) -> None:
    tally = await deliver_due.deliver_due(tools.post, clock=tools.clock)
    if tally:
        log.info("deliveries", **{str(state): count for state, count in tally.items()})


async def ask_for_hours(tools: Tools) -> None:
    _report("daily_reminder", await remind_daily.remind_daily(holidays(), now=tools.clock()))


async def remind_of_waiting(tools: Tools) -> None:
    _report("mentor_digest", await remind_mentors.remind_mentors(now=tools.clock()))


async def remind_schools(tools: Tools) -> None:
    _report("teacher_digest", await remind_teachers.remind_teachers(holidays(), now=tools.clock()))


async def tell_deputies(tools: Tools) -> None:
    _report("deputy_begins", await remind_deputies.remind_deputies(now=tools.clock()))


async def climb_ladder(tools: Tools) -> None:
    _report("hours_unconfirmed", await remind_unconfirmed.remind_unconfirmed(now=tools.clock()))


async def tell_deadlines(tools: Tools) -> None:
    _report("deadlines", await remind_deadlines.remind_deadlines(holidays(), now=tools.clock()))


async def arrange_missing_deadlines(tools: Tools) -> None:
    _report("deadlines_arranged", await arrange_missing.arrange_missing(now=tools.clock()))


async def sum_up_weeks(tools: Tools) -> None:
    _report("week_summary", await summarize_week.summarize_week(now=tools.clock()))


async def send_out_notices(tools: Tools) -> None:
    await finish_notices.begin_scheduled(now=tools.clock())
    _report("notices", await address_notice.address_notices(now=tools.clock()))


async def send_by_mass(tools: Tools) -> None:
    post = tools.post
    steps = await advance_mass_sends.advance_mass_sends(
        post.app, tools.masses, clock=tools.clock, stopping=post.stopping
    )
    _report("mass_sends", steps)


async def close_notices(tools: Tools) -> None:
    await finish_notices.finish_notices(now=tools.clock())


async def bring_in_evidence(tools: Tools) -> None:
    _report("evidence", await fetch_evidence.fetch_evidence(tools.fetch, tools.files, now=tools.clock()))


async def show_menus(tools: Tools) -> None:
    _report("menus", await dress_menus.dress_menus(tools.post.app, tools.dress, now=tools.clock()))


async def recognize_users(tools: Tools) -> None:
    if tools.unionids:
        _report("unionids", await learn_unionids.learn_unionids(tools.post.app, tools.unionids))


async def forget_messages(tools: Tools) -> None:
    _report("purged", await purge_old.purge_old(now=tools.clock()))


async def look_at_calendar(tools: Tools) -> None:
    """A year whose holidays aren't known yet has weekdays alone; the operator should update the package."""
    year = local_day(tools.clock()).year
    if year not in holidays().years:
        log.warning("calendar.unknown_year", year=year, package="chinesecalendar")


async def seal_trail(tools: Tools) -> None:
    await begin_trail.begin_trail(now=tools.clock())
    await seal.seal_trail()


async def write_checkpoints(tools: Tools) -> None:
    """What can't be written is an error in the log, counts, and is tried again at the next tick."""
    if not tools.checkpoints:
        return
    try:
        found = await checkpoint_trail.checkpoint_when_due(tools.checkpoints, now=tools.clock())
    except Exception:
        CHECKPOINT_FAILURES.inc()
        raise
    if found:
        log.info("checkpoint", size=found.size, root=found.root)


def _report(what: str, count: int) -> None:
    if count:
        log.info("timetable", what=what, count=count)
