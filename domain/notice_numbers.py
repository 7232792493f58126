"""Reading the numbers of notices: 12, 编号12, 12 13, 12、13."""

import re
from dataclasses import dataclass

from .errors import Refusal
from .numerals import BLANKS, plain, read_whole

_AROUND = re.compile("编号|no[.]?|[#第条号:]", re.IGNORECASE)
_BETWEEN = re.compile(f"[{BLANKS},、;。.和与及]+")
# More digits than any number has would not fit the column either.
_DIGITS = re.compile("[0-9]{1,9}")
_PAGE = re.compile(f"(.*?)[{BLANKS},]*第(.{{1,6}}?)页[。.]?", re.DOTALL)
MOST = 20
SHOWN = 20


@dataclass(eq=False)
class NoticeNumberUnreadable(Refusal):
    """`text` is at most 20 characters of what was written."""

    code = "notices.number_unreadable"
    text: str


def read_notice_numbers(text: str) -> tuple[int, ...]:
    """At most 20 numbers, each once; empty for empty text. Raises `NoticeNumberUnreadable`."""
    words = _BETWEEN.split(_AROUND.sub(" ", plain(text)).strip(f"{BLANKS}。.!"))
    numbers = [_number(word) or 0 for word in words if word]
    if 0 in numbers or len(numbers) > MOST:
        raise NoticeNumberUnreadable(text[:SHOWN])
    return tuple(dict.fromkeys(numbers))


def split_page(text: str) -> tuple[str, int]:
    """What is meant and which page of it, from 1: "12 第2页" is ("12", 2)."""
    found = _PAGE.fullmatch(plain(text).strip(BLANKS))
    page = _number(found[2].strip(BLANKS)) if found else None
    return (found[1], page) if found and page else (text, 1)


def _number(word: str) -> int | None:
    return int(word) if _DIGITS.fullmatch(word) else read_whole(word)
