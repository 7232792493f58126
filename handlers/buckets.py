"""How often somebody may ask: a bucket of requests each, in the memory of this process."""

import math
from collections import OrderedDict
from datetime import datetime

# About 10 MB; who comes from more names than this is as slow for their number.
MOST_NAMES = 50_000


class Buckets:
    """A bucket for each name holds `burst` requests and fills by one in `seconds_each`."""

    def __init__(self, burst: int, seconds_each: float) -> None:
        self._burst = burst
        self._seconds_each = seconds_each
        self._buckets: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def wait(self, name: str, now: datetime) -> int:
        """Seconds until the name may ask again, 0 if it may now."""
        left = self._left(name, now)
        return 0 if left >= 1 else math.ceil((1 - left) * self._seconds_each)

    def note(self, name: str, now: datetime) -> None:
        """The name has asked."""
        self._buckets[name] = (self._left(name, now) - 1, now)
        self._buckets.move_to_end(name)
        if len(self._buckets) > MOST_NAMES:
            self._buckets.popitem(last=False)

    def draw(self, name: str, now: datetime) -> int:
        """0 and one request less, or the seconds to wait."""
        seconds = self.wait(name, now)
        if not seconds:
            self.note(name, now)
        return seconds

    def give_back(self, name: str, now: datetime) -> None:
        """What was drawn for the name last was nothing to count."""
        self._buckets[name] = (min(self._burst, self._left(name, now) + 1), now)

    def _left(self, name: str, now: datetime) -> float:
        left, at = self._buckets.get(name, (self._burst, now))
        # A clock that went back fills nothing.
        return min(self._burst, left + max(0.0, (now - at).total_seconds()) / self._seconds_each)
