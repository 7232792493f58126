"""How far a training plan is fulfilled, and when it will be at this pace. Only confirmed minutes count."""

from dataclasses import dataclass
from datetime import date, timedelta


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


@dataclass(frozen=True, slots=True)
class Progress:
    """All categories of a plan. Percentages are whole; `forecast` is None where no pace can be told."""

    lines: tuple[Line, ...]
    starts_on: date
    ends_on: date
    today: date

    @property
    def required(self) -> int:
        return sum(line.required for line in self.lines)

    @property
    def confirmed(self) -> int:
        """Confirmed minutes as far as a category needs them: more practice makes up for no theory."""
        return sum(min(line.confirmed, line.required) for line in self.lines)

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines)

    @property
    def done_percent(self) -> int:
        return self.confirmed * 100 // self.required if self.required else 100

    @property
    def expected_percent(self) -> int:
        """What would be done by today if the required hours were spread evenly over the term."""
        return self._days_run * 100 // self._days_in_all

    @property
    def forecast(self) -> date | None:
        """The day on which the plan is fulfilled at the pace so far."""
        if self.confirmed >= self.required:
            return self.today
        if not self.confirmed or not self._days_run:
            return None
        days = -(-self.required * self._days_run // self.confirmed)
        # A pace this slow says nothing about a date.
        return self.starts_on + timedelta(days=days) if days < 3660 else None

    @property
    def _days_in_all(self) -> int:
        return max((self.ends_on - self.starts_on).days + 1, 1)

    @property
    def _days_run(self) -> int:
        return min(max((self.today - self.starts_on).days + 1, 0), self._days_in_all)
