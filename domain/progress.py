"""How far a training plan is fulfilled, and when it will be at this pace. Only confirmed minutes count."""

from dataclasses import dataclass
from datetime import date, timedelta

# A pace so slow that it needs longer says nothing about a date.
FARTHEST = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Line:
    """One category, in minutes."""

    category: str
    required: int
    confirmed: int
    waiting: int

    @property
    def missing(self) -> int:
        return max(self.required - self.confirmed, 0)

    @property
    def to_record(self) -> int:
        """Missing even if all that waits is confirmed."""
        return max(self.missing - self.waiting, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """All categories of a plan on one day; minutes, and whole percentages rounded down.

    `room` are the minutes that the caps allow until the end of the term, None where nobody asked.
    """

    lines: tuple[Line, ...]
    starts_on: date
    ends_on: date
    today: date
    room: int | None = None

    @property
    def required(self) -> int:
        return sum(line.required for line in self.lines)

    @property
    def confirmed(self) -> int:
        return sum(line.confirmed for line in self.lines)

    @property
    def credited(self) -> int:
        """Confirmed minutes as far as a category needs them: more practice makes up for no theory."""
        return sum(line.required - line.missing for line in self.lines)

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines)

    @property
    def missing(self) -> int:
        return sum(line.missing for line in self.lines)

    @property
    def to_record(self) -> int:
        """Minutes still to be recorded, if all that waits is confirmed."""
        return sum(line.to_record for line in self.lines)

    @property
    def out_of_reach(self) -> int:
        """Minutes that the caps allow no more until the end of the term; 0 as long as all can be reached."""
        return 0 if self.room is None else max(self.to_record - self.room, 0)

    @property
    def done_percent(self) -> int:
        """100 only when no category misses a minute."""
        return self.credited * 100 // self.required if self.required else 100

    @property
    def expected_percent(self) -> int:
        """What would be done by the end of today if the required hours were spread evenly over the term."""
        return self._days_run * 100 // self._days_in_all

    @property
    def forecast(self) -> date | None:
        """The day on which the plan is fulfilled at the pace so far.

        None where nothing is missing, nothing is confirmed, or today lies outside the term.
        """
        running = self.starts_on <= self.today <= self.ends_on
        if not (running and self.missing and self.credited):
            return None
        needed = timedelta(days=-(-self.required * self._days_run // self.credited))
        return self.starts_on + needed - timedelta(days=1) if needed < FARTHEST else None

    @property
    def _days_in_all(self) -> int:
        return max((self.ends_on - self.starts_on).days + 1, 1)

    @property
    def _days_run(self) -> int:
        return min(max((self.today - self.starts_on).days + 1, 0), self._days_in_all)
