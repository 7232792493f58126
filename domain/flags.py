"""What a mentor must look at before confirming an entry, and when words tell that they were copied."""

import hashlib
from datetime import date
from enum import StrEnum
from unicodedata import normalize

from .claims import Claim

FREE_DAYS = 7
LONG_MINUTES = 6 * 60
# So many signs hardly come about twice: whoever writes them again, whenever and wherever, has copied them.
COPY_LENGTH = 15
# Fewer, such as 车床外圆, recur honestly from day to day and from firm to firm, so only two apprentices of one
# employer on one day are compared; and 装配 is too short to tell even then.
SAME_DAY_LENGTH = 4
# Lessons are given to many at once and bear one name.
_LESSONS = frozenset({"theory", "safety"})


class Flag(StrEnum):
    """Why a mentor must open an entry before confirming it."""

    LATE = "late"
    LONG = "long"
    LONG_UNTIMED = "long_untimed"
    REPEATED = "repeated"
    SAME_WORDS = "same_words"
    AMENDED = "amended"


def flags_of(
    claim: Claim, *, written_on: date, said_before: bool, said_by_another: bool, amended: bool = False
) -> tuple[Flag, ...]:
    """What a mentor must look at before confirming.

    `written_on` is the day on which it got these words. `said_before` and `said_by_another`: another entry has
    the same `words_digest`. `amended`: it said something else before, and the difference has to be seen.
    """
    long = claim.minutes > LONG_MINUTES
    found = {
        Flag.LATE: (written_on - claim.day).days > FREE_DAYS,
        Flag.LONG: long and claim.starts is not None,
        Flag.LONG_UNTIMED: long and claim.starts is None,
        # Morning and afternoon of one day may well hold the same short words.
        Flag.REPEATED: said_before and len(_words(claim.content)) >= COPY_LENGTH,
        Flag.SAME_WORDS: said_by_another,
        Flag.AMENDED: amended,
    }
    return tuple(flag for flag, raised in found.items() if raised)


def words_digest(claim: Claim, employer: int) -> str:
    """Equal for entries whose words, but for blanks, signs and width, are the same where that tells something.

    Long words are compared for good and with everybody, short ones on one day at one `employer` (its id); empty
    where the words tell nothing. An entry is compared by the digest it was stored with: changing this makes
    older entries look unlike.
    """
    words = _words(claim.content)
    if len(words) < COPY_LENGTH:
        if len(words) < SAME_DAY_LENGTH or claim.category in _LESSONS:
            return ""
        words = f"{claim.day} {employer} {words}"
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _words(content: str) -> str:
    return "".join(sign for sign in normalize("NFKC", content).casefold() if sign.isalnum())
