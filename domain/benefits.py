"""What papers promise for a grade or a training: sums of money, and other advantages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Benefit:
    """`amount` is in 分, None where the paper names no sum; `unit` is what it is for, "" for what is no money."""

    title: str
    source: str
    since: date
    until: date | None
    amount: int | None = None
    unit: str = ""

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Benefits:
    """Those in force on a day, and those that were."""

    in_force: tuple[Benefit, ...]
    lapsed: tuple[Benefit, ...]


def benefits_on(known: Iterable[Benefit], day: date) -> Benefits:
    """What is to come is left out."""
    found = tuple(known)
    return Benefits(
        tuple(one for one in found if one.in_force(day)),
        tuple(one for one in found if one.until is not None and one.until < day),
    )
