"""A stretch of time, stepped through with the real timetable; and what must have fired in it, computed apart.

What is expected is worked out from the trade's words, with nothing of ours but the names of the rules: a
reminder at six on a training day without hours, a digest at half past five if anything waits, a summary on
Fridays, the mentor on the third day of waiting, and deadlines 30, 14, 7, 3, 1, 0 days before and 1, 3, 7 after.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from chinese_calendar import is_workday

from domain.deadlines import DeadlineKind
from domain.entries import EntryStatus
from domain.roles import Door
from models.deadlines import Deadline
from models.deliveries import Firing
from models.hours import HoursEntry
from scheduler.timetable import TIMETABLE
from tests.cast import ENDS, STARTED
from tests.outbox import Platform
from tests.scheduler.test_timetable import tools
from usecases.arrange_deadlines import arrange_deadlines
from usecases.set_deadline import set_deadline
from usecases.store_deadlines import Wanted

CHINA = timezone(timedelta(hours=8))
DAY = timedelta(days=1)
STEPS = (30, 14, 7, 3, 1, 0, -1, -3, -7)
OWN = date(2026, 10, 5)  # within the holidays
PAPER = date(2026, 12, 31)
KNOWN_YEARS = range(2004, 2027)

Fired = tuple[str, str, int]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """China's clock, in UTC."""
    return datetime.combine(day, time(hour, minute), CHINA).astimezone(UTC)


def days(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


def is_worked(day: date) -> bool:
    return bool(is_workday(day)) if day.year in KNOWN_YEARS else day.weekday() < 5


class Timetable:
    """All of its lines asked at a moment, as by one machine or by several at once."""

    def __init__(self, machines: int = 1) -> None:
        self.platform = Platform()
        self._machines = machines

    async def ask(self, moment: datetime) -> None:
        self.platform.clock.now = moment
        # What the others enqueue leaves a second later, when its line is asked again.
        for line in (*TIMETABLE, TIMETABLE[0]):
            await asyncio.gather(*(line.job(tools(self.platform)) for _ in range(self._machines)))


async def prepare(cast: Any) -> None:
    """Both agreements have their deadlines, and the firm has one of its own for apprentices."""
    now = at(STARTED, 0)
    await arrange_deadlines(Door.COMMAND_LINE, [cast.lin_training, cast.huang_training], now=now)
    own = Wanted(
        DeadlineKind.OWN, "own:test", OWN, title="体检", organization_id=cast.firm, role="apprentice"
    )
    await set_deadline(Door.COMMAND_LINE, own, now=now)


async def live(
    moments: Iterable[datetime],
    timetable: Timetable,
    write: Callable[[datetime], Awaitable[None]],
    is_down: Callable[[datetime], bool] = lambda moment: False,
) -> None:
    """At each moment people do what they do, then the timetable is asked unless it is down."""
    for moment in moments:
        await write(moment)
        if not is_down(moment):
            await timetable.ask(moment)


@dataclass
class Writing:
    """林子轩 writes on Mondays at noon; on Fridays the mentor confirms."""

    cast: Any
    written: date | None = None

    async def __call__(self, moment: datetime) -> None:
        day = moment.astimezone(CHINA).date()
        if day.weekday() == 0 and self.written != day and moment >= at(day, 12) and STARTED <= day <= ENDS:
            self.written = day
            await self.cast.entry(self.cast.lin, work_date=day, entered_at=at(day, 12))
        if day.weekday() == 4:
            await HoursEntry.filter(status=EntryStatus.SUBMITTED).update(status=EntryStatus.CONFIRMED)


async def fired() -> list[Fired]:
    """The truth about what has fired, by rule."""
    return sorted(await Firing.all().values_list("rule", "occasion", "person_id"))


async def differences(cast: Any, first: date, last: date) -> tuple[set[Fired], set[Fired]]:
    """What is missing, and what fired without need. UNIQUE rows can't be there twice."""
    found, wanted = set(await fired()), set(await expected(cast, first, last))
    return wanted - found, found - wanted


async def expected(cast: Any, first: date, last: date) -> list[Fired]:
    """What must have fired from the first day to the last, both asked in the morning and in the evening."""
    return sorted(
        {*_reminders(cast, first, last), *_waiting(cast, first, last), *await _deadlines(cast, first, last)}
    )


def _reminders(cast: Any, first: date, last: date) -> Iterator[Fired]:
    for person in (cast.lin.person_id, cast.huang.person_id):
        for day in days(max(first, STARTED), min(last, ENDS)):
            if is_worked(day) and not (person == cast.lin.person_id and day.weekday() == 0):
                yield "daily", day.isoformat(), person
        for friday in days(first, last):
            monday = friday - 4 * DAY
            if friday.weekday() == 4 and friday >= STARTED and monday <= ENDS:
                yield "week", monday.isoformat(), person


def _waiting(cast: Any, first: date, last: date) -> Iterator[Fired]:
    """The entry of a Monday waits until Friday: four digests, and the mentor is reminded on the third day."""
    mondays = [day for day in days(max(first, STARTED), min(last, ENDS)) if day.weekday() == 0]
    for number, monday in enumerate(mondays, 1):
        for day in days(monday, min(monday + 3 * DAY, last)):
            yield "digest", day.isoformat(), cast.wang.person_id
        if monday + 3 * DAY <= last:
            yield "unconfirmed", f"{number}:1:3", cast.wang.person_id


async def _deadlines(cast: Any, first: date, last: date) -> set[Fired]:
    wang, chen, admin = cast.wang.person_id, cast.chen.person_id, cast.admin.person_id
    lin, huang = cast.lin.person_id, cast.huang.person_id
    people = {
        cast.lin_training: {lin, wang, admin},
        cast.huang_training: {huang, wang, chen, admin},
    }
    found: set[Fired] = set()
    for row in await Deadline.all():
        if row.apprenticeship_id:
            concerned = people[row.apprenticeship_id]
        else:
            concerned = {lin, huang} if row.kind is DeadlineKind.OWN else {admin}
        for step, told_on in told_days(row.day).items():
            if first <= told_on <= last:
                found |= {("deadline", f"{row.id}:1:{step}", person) for person in concerned}
    return found


def told_days(deadline: date) -> dict[int, date]:
    """The day on which each step is told; of two that fall on one day the nearer counts."""
    by_day: dict[date, int] = {}
    for step in STEPS:
        day = deadline - step * DAY
        worked = [later for later in days(day, deadline - DAY) if is_worked(later)]
        by_day[worked[0] if worked else day] = step
    return {step: day for day, step in by_day.items()}
