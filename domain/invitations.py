"""Codes that let a person in: single-use, 30 days, without characters that look alike."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from .numerals import BLANKS, plain

# Of the pairs 0 O, 1 I L, 2 Z, 5 S, 8 B and U V at most one side is used.
ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"
LENGTH = 8
VALID_FOR = timedelta(days=30)
MOST_WRONG_ANSWERS = 5
MOST_UNKNOWN_CODES = 10
LOCKED_FOR = timedelta(hours=1)
# The scene of an invitation's QR, before its code.
SCENE = "bind:"
PRIVACY_VERSION = "2026-11"
# 个人信息保护法 第三十一条: consent for a person under 14 is the guardian's.
GUARDED_UNDER = 14
_MEANT = str.maketrans("ZSBU", "258V")
_BETWEEN = re.compile(rf"[-_·.,，:：/{BLANKS}]")
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_CODE_AND_DIGITS = re.compile(rf"(?P<code>\w{{{LENGTH}}})(?P<digits>[0-9]{{4}}|1[0-9]{{10}})", re.ASCII)
_DIGITS = re.compile(r"(?:1[0-9]{6})?([0-9]{4})")


def new_code(choose: Callable[[str], str]) -> str:
    """Eight characters; `choose` picks one of a text, by a secure random source."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """The code in any width and case, blanks and hyphens aside; None if it can't be one."""
    code = _bare(text).upper().translate(_MEANT)
    return code if _CODE.fullmatch(code) else None


def split_digits(text: str) -> tuple[str, str]:
    """A line that holds a code and then a phone or its last four digits, apart; the digits are empty without."""
    both = _CODE_AND_DIGITS.fullmatch(_bare(text))
    return (both["code"], both["digits"][-4:]) if both else (text, "")


def read_digits(text: str) -> str | None:
    """The last four digits of a phone, given alone or with the whole number; None for anything else."""
    found = _DIGITS.fullmatch(_bare(text))
    return found[1] if found else None


def _bare(text: str) -> str:
    return _BETWEEN.sub("", plain(text))


def needs_guardian(born_on: date | None, today: date) -> bool:
    if born_on is None:
        return False
    birthday = (born_on.month, born_on.day) <= (today.month, today.day)
    return today.year - born_on.year - (not birthday) < GUARDED_UNDER
