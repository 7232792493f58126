"""How often an address may ask for what isn't there, so that nobody can try codes in numbers."""

import math
from collections import OrderedDict
from datetime import datetime

# Enough for a class that types its codes by hand, and for a carrier that hides many phones behind one address.
BURST = 20
SECONDS_EACH = 6.0
# About 10 MB; who comes from more addresses than this is as slow for their number.
MOST_ADDRESSES = 50_000


class Misses:
    """A bucket of misses for each address, in the memory of this process. It fills by one in `SECONDS_EACH`."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def wait(self, address: str, now: datetime) -> int:
        """Seconds until the address may ask again, 0 if it may now. Hits cost nothing, but wait like misses."""
        left = self._left(address, now)
        return 0 if left >= 1 else math.ceil((1 - left) * SECONDS_EACH)

    def note(self, address: str, now: datetime) -> None:
        """The address has asked for something that isn't there."""
        self._buckets[address] = (self._left(address, now) - 1, now)
        self._buckets.move_to_end(address)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)

    def _left(self, address: str, now: datetime) -> float:
        left, at = self._buckets.get(address, (BURST, now))
        # A clock that went back fills nothing.
        return min(BURST, left + max(0.0, (now - at).total_seconds()) / SECONDS_EACH)
