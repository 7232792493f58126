"""Claims of the cast's apprentices, each told once."""

import itertools
from datetime import date
from typing import Any

from domain.hours import Claim
from tests.cast import TODAY

_refs = itertools.count(1)


def claim(minutes: int = 240, day: date = TODAY, **facts: Any) -> Claim:
    """Four hours of practice today, unless told otherwise."""
    usual = {"category": "practice", "content": "车床外圆", "ref": f"claim:{next(_refs)}"}
    return Claim(day, minutes, **{**usual, **facts})


def spanned(starts: int, ends: int, day: date = TODAY, **facts: Any) -> Claim:
    """From one full hour to another."""
    return claim((ends - starts) % 24 * 60, day, starts=starts * 60, ends=ends * 60, **facts)
