"""Codes that let a person in: single-use, 30 days, without characters that look alike."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
VALID_FOR = timedelta(days=30)
MOST_WRONG_ANSWERS = 5
MOST_UNKNOWN_CODES = 10
LOCKED_FOR = timedelta(hours=1)
PRIVACY_VERSION = "2026-11"
# 个人信息保护法 第三十一条: consent for a person under 14 is the guardian's.
GUARDED_UNDER = 14
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_DIGITS = re.compile("[0-9]{4}")


def new_code(choose: Callable[[str], str]) -> str:
    """Eight characters; `choose` picks one of a text, by a secure random source."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """The code in any width and case, blanks and hyphens aside; None if it can't be one."""
    plain = re.sub(r"[\s\-_·.]", "", unicodedata.normalize("NFKC", text)).upper()
    return plain if _CODE.fullmatch(plain) else None


def split_digits(text: str) -> tuple[str, str]:
    """A line that holds a code and then four digits, apart; the digits are empty if they aren't there."""
    plain = unicodedata.normalize("NFKC", text).strip()
    head, _, tail = plain.rpartition(" ")
    return (head, tail) if head and _DIGITS.fullmatch(tail) else (plain, "")


def read_digits(text: str) -> str | None:
    """Four digits in any width, or None."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return plain if _DIGITS.fullmatch(plain) else None


def needs_guardian(born_on: date | None, today: date) -> bool:
    if born_on is None:
        return False
    birthday = (born_on.month, born_on.day) <= (today.month, today.day)
    return today.year - born_on.year - (not birthday) < GUARDED_UNDER
