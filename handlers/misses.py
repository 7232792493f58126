"""How often an address may ask for what isn't there, so that nobody can try codes in numbers."""

from .buckets import MOST_NAMES, Buckets

# Enough for a class that types its codes by hand, and for a carrier that hides many phones behind one address.
BURST = 20
SECONDS_EACH = 6.0
MOST_ADDRESSES = MOST_NAMES


class Misses(Buckets):
    """A bucket of misses for each address. Hits cost nothing, but wait like misses."""

    def __init__(self) -> None:
        super().__init__(BURST, SECONDS_EACH)
