"""How many messages may go now, so that a channel's rate is kept by all processes together."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Bucket:
    """`tokens` were there at `filled_at`."""

    tokens: float
    filled_at: datetime


def draw(bucket: Bucket | None, wanted: int, rate: float, now: datetime) -> tuple[int, Bucket]:
    """Up to `wanted` tokens and the bucket after that; it fills by `rate` a second and holds one second's worth.

    A clock that went back adds nothing and takes nothing away.
    """
    full = max(rate, 1.0)
    if bucket is None:
        bucket = Bucket(full, now)
    seconds = max((now - bucket.filled_at).total_seconds(), 0.0)
    tokens = min(bucket.tokens + seconds * rate, full)
    granted = min(wanted, int(tokens))
    return granted, Bucket(tokens - granted, max(now, bucket.filled_at))
