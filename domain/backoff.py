"""How long to wait before the next attempt: pure arithmetic."""

from datetime import timedelta

MOST_ATTEMPTS = 5
FIRST = timedelta(seconds=30)
GROWTH = 5
# The golden ratio's fraction spreads successive numbers evenly over the unit interval.
_SPREAD = 0.6180339887498949


def delay(attempt: int, seed: int) -> timedelta:
    """The pause after attempt number `attempt` (from 1): 30 s, 2.5, 12.5 and 62.5 minutes, each less up to half.

    The part taken off depends on `seed` alone, so that messages which failed together come back apart.
    """
    full = FIRST * int(GROWTH ** (attempt - 1))
    return full * (1 - 0.5 * (seed * _SPREAD % 1))


def is_last(attempt: int) -> bool:
    return attempt >= MOST_ATTEMPTS
