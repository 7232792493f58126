"""One text for one value, so that a digest can be made again anywhere (RFC 8785 for what rows hold)."""

import json
from datetime import UTC, datetime
from typing import Any

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces. Names are strings, numbers whole: fractions have several spellings."""
    return _ENCODE(value)


def instant(value: datetime | str) -> str:
    """A moment in UTC to the microsecond, however the database at hand spells it."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.astimezone(UTC).isoformat()
