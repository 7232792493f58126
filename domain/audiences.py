"""Whom a notice is for, and how people say it: 全部, 学徒, 导师, 教师."""

import re
from dataclasses import dataclass

from .errors import Refusal
from .numerals import BLANKS, plain
from .roles import Role

_EVERYBODY = ("全部", "全体", "所有", "所有人", "全员", "大家")
_WORDS: dict[str, Role | None] = {
    **dict.fromkeys(_EVERYBODY),
    **dict.fromkeys(("学徒", "学员", "学生"), Role.APPRENTICE),
    **dict.fromkeys(("导师", "师傅", "企业导师"), Role.MENTOR),
    **dict.fromkeys(("教师", "老师", "院校教师"), Role.TEACHER),
}
# In the order in which a dialog numbers them from 1.
CHOICES = (None, Role.APPRENTICE, Role.MENTOR, Role.TEACHER)
_NUMBERS = {str(number): role for number, role in enumerate(CHOICES, 1)}
_FIRST_WORD = re.compile(f"[^{BLANKS},、:]+")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Audience:
    """Who holds `role` (None: any role) in an organization the author administers.

    `organization` narrows it to the one of that name; `programme`, `occupation` and `grade` (1 to 8, 0 for any) to
    those in such an agreement and their mentors; `people` to these ids. Empty ones narrow nothing.
    """

    role: Role | None = None
    organization: str = ""
    programme: str = ""
    occupation: str = ""
    grade: int = 0
    people: tuple[int, ...] = ()


@dataclass(eq=False)
class AudienceUnknown(Refusal):
    """Not a word for an audience. `text` is at most 20 characters of what was written."""

    code = "notices.audience_unknown"
    text: str


@dataclass(eq=False)
class OrganizationUnknown(Refusal):
    """No organization of this name, or none that the author administers: both look alike."""

    code = "notices.organization_unknown"
    name: str


@dataclass(eq=False)
class NobodyReached(Refusal):
    """The audience is empty."""

    code = "notices.nobody"


def read_audience(word: str) -> Audience:
    """The audience of that word, or of that number in a dialog. Raises `AudienceUnknown`."""
    known = plain(word).strip(f"{BLANKS}。.!")
    choices = _WORDS | _NUMBERS
    if known not in choices:
        raise AudienceUnknown(known[:SHOWN])
    return Audience(choices[known])


def split_audience(line: str) -> tuple[Audience | None, str]:
    """The audience that a line begins with, None where it begins otherwise, and the words behind it."""
    first = _FIRST_WORD.match(plain(line))
    if first is None or first[0] not in _WORDS:
        return None, line
    return Audience(_WORDS[first[0]]), line[first.end() :].lstrip(f"{BLANKS},，、:：")
