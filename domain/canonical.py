"""One text for one value, so that a digest can be made again anywhere (RFC 8785 for what rows hold)."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from json import encoder
from typing import Any


def _unknown(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} is no JSON")


# What json.JSONEncoder makes anew for each call, which takes longer than a short text itself.
_PARTS: Callable[[Any, int], Iterable[str]] = encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, _unknown, encoder.encode_basestring, None, ":", ",", True, False, False
)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces. Names are strings, numbers whole: fractions have several spellings."""
    return "".join(_PARTS(value, 0))


def instant(value: datetime | str) -> str:
    """A moment in UTC to the microsecond, however the database at hand spells it."""
    if isinstance(value, str):
        if value[10:11] == " " and value[-6:] == "+00:00":  # as SQLite's rows hold it
            return f"{value[:10]}T{value[11:]}"
        value = datetime.fromisoformat(value)
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()
