"""A lesson with attendance: when it may be opened and scanned, and how long a code on the screen holds."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .clock import instant, local
from .errors import Refusal
from .flags import LONG_MINUTES
from .hours import GRACE

CODE_SECONDS = 20
# The window that is shown and the one before, which somebody may just have scanned.
CODES_ACCEPTED = 2
# Hours may be recorded once they are lived (`domain.hours`), so a lesson is scanned when it ends.
SCANNED_FOR = timedelta(minutes=30)
# Longer than this an entry must be opened before it is confirmed, which nobody could do here.
LONGEST = LONG_MINUTES
AHEAD = timedelta(days=7)
USUAL_MINUTES = 90
STEP_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Lesson:
    """What everybody who was there will have done. `starts` and `ends` are minutes after midnight of `day`."""

    day: date
    starts: int
    ends: int
    category: str
    content: str
    place: str = ""

    @property
    def minutes(self) -> int:
        return self.ends - self.starts

    @property
    def scanned_from(self) -> datetime:
        return self._end - GRACE

    @property
    def scanned_until(self) -> datetime:
        return self._end + SCANNED_FOR

    @property
    def _end(self) -> datetime:
        return instant(self.day, time()) + timedelta(minutes=self.ends)


@dataclass(eq=False)
class OnlyHosts(Refusal):
    """No teacher of a school, and nobody of a public training base."""

    code = "lessons.only_hosts"


@dataclass(eq=False)
class TimesUnfit(Refusal):
    """A lesson ends after it began, on the same day, and is at most `most` minutes long."""

    code = "lessons.times_unfit"
    most: int


@dataclass(eq=False)
class DayUnfit(Refusal):
    """The lesson is over for good, or lies more than a week ahead."""

    code = "lessons.day_unfit"
    latest: date


@dataclass(eq=False)
class NoSuchLesson(Refusal):
    """There is none, or it isn't the actor's: not told apart."""

    code = "lessons.unknown"


@dataclass(eq=False)
class CodeOver(Refusal):
    """The code has changed since it was shown, or never was one of ours."""

    code = "lessons.code_over"


@dataclass(eq=False)
class TooEarly(Refusal):
    code = "lessons.too_early"
    scanned_from: datetime


@dataclass(eq=False)
class TooLate(Refusal):
    """The time to scan is over, or the lesson was closed."""

    code = "lessons.too_late"


@dataclass(eq=False)
class NotOfClass(Refusal):
    """No apprentice of the organization that holds the lesson."""

    code = "lessons.not_of_class"
    host: str


@dataclass(eq=False)
class StruckOut(Refusal):
    """The attendance was struck out."""

    code = "lessons.struck_out"
    reason: str


def code_window(now: datetime) -> int:
    """The number of the 20 seconds in which `now` lies."""
    return int(now.timestamp()) // CODE_SECONDS


def seconds_left(now: datetime) -> int:
    """Whole seconds until the next code, 1 to 20."""
    return CODE_SECONDS - int(now.timestamp()) % CODE_SECONDS


def check_code(window: int, now: datetime) -> None:
    """A picture of the screen that is passed on is soon worth nothing. Raises `CodeOver`."""
    if not 0 <= code_window(now) - window < CODES_ACCEPTED:
        raise CodeOver


def check_lesson(lesson: Lesson, now: datetime) -> None:
    """Whether such a lesson may be opened. Refusals: `TimesUnfit`, `DayUnfit`."""
    if not 0 <= lesson.starts < lesson.ends or lesson.minutes > LONGEST:
        raise TimesUnfit(LONGEST)
    latest = local(now).date() + AHEAD
    if lesson.day > latest or now > lesson.scanned_until:
        raise DayUnfit(latest)


def check_scan(lesson: Lesson, *, closed: bool, now: datetime) -> None:
    """Whether the lesson may be scanned now. Refusals: `TooEarly`, `TooLate`."""
    if closed or now > lesson.scanned_until:
        raise TooLate
    if now < lesson.scanned_from:
        raise TooEarly(lesson.scanned_from)


def usual_times(now: datetime) -> tuple[int, int]:
    """When a lesson that is ending now will have been, in minutes after midnight."""
    minutes = local(now).hour * 60 + local(now).minute
    ends = max(minutes - minutes % STEP_MINUTES, STEP_MINUTES)
    return max(ends - USUAL_MINUTES, 0), ends
