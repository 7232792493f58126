"""The school's half and the public training base's: which hours they confirm, and who holds their lessons."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from .organizations import OrganizationKind
from .roles import Role

T = TypeVar("T")

# What a school brings is "学生、教师、教学资源", the firm "岗位、师傅" (粤人社规〔2022〕26号, 一).
TAUGHT = frozenset({"theory"})
# What is given to a whole class at once, in a school or a public training base, where "院校师资、企业师傅" are
# brought together and whose hours are recognized (粤人社规〔2022〕26号, 二（一）5 and 二（二）4).
LESSON_CATEGORIES = ("theory", "public_base", "safety")
# Whoever had to do with a class within a semester still teaches it.
SEMESTER = timedelta(days=120)
_HOSTS = frozenset(
    {
        (Role.TEACHER, OrganizationKind.SCHOOL),
        (Role.TEACHER, OrganizationKind.TRAINING_BASE),
        (Role.ADMINISTRATOR, OrganizationKind.TRAINING_BASE),
    }
)


def may_confirm(role: Role, category: str) -> bool:
    """Whether hours of this category that an apprentice wrote down are confirmed in this role.

    A mentor and an administrator confirm every category (the product's rules for confirming); a teacher confirms
    what the school teaches. That the role is held over the apprentice is asked apart.
    """
    if role is Role.TEACHER:
        return category in TAUGHT
    return role in (Role.MENTOR, Role.ADMINISTRATOR)


def holds_lessons(role: Role, kind: OrganizationKind) -> bool:
    """Whether someone in this role of such an organization opens lessons and vouches for who is there."""
    return (role, kind) in _HOSTS


def taught_since(today: date) -> date:
    """The first day of the earliest month whose teaching says who teaches a class now."""
    return (today - SEMESTER).replace(day=1)


def taking_turns(persons: Sequence[T], entry_id: int, today: date, most: int) -> list[T]:
    """At most so many of them, others for another entry and on another day."""
    first = (entry_id + today.toordinal()) % len(persons) if persons else 0
    return [*persons[first:], *persons[:first]][:most]
