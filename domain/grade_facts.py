"""What the conditions for a grade are asked about: one person, one occupation, one day, frozen."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from .grading import AssessmentKind, GradeWay
from .organizations import OrganizationKind
from .programmes import Programme
from .progress import Line


class Merit(StrEnum):
    """What an employer vouches for when it decides, because no figure here can tell it."""

    PERFORMANCE = "performance"
    OUTSTANDING = "outstanding"
    CRAFTSMAN = "craftsman"
    SOLVED_PROBLEM = "solved_problem"
    SCHEME_FILED = "scheme_filed"


class ContestLevel(IntEnum):
    """Of a skills contest, from the lowest."""

    DISTRICT = 1
    MUNICIPAL = 2
    PROVINCIAL = 3
    NATIONAL = 4
    WORLD = 5


@dataclass(frozen=True, slots=True)
class HeldGrade:
    """A grade that stands, in the occupation asked about."""

    grade: int
    decided_on: date
    way: GradeWay


@dataclass(frozen=True, slots=True)
class ContestPlace:
    level: ContestLevel
    place: int


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person on `day`, who wants `grade` in one occupation.

    `since` is the first day known in the occupation. `lines` are the plan of the training in it, `ends_on` its last
    day, `passed` the assessments passed in it. `decider` is the kind of organization that decides, `firm_graded_on`
    the day of its first decision other than recognising those it had already.
    """

    day: date
    grade: int
    born_on: date | None = None
    since: date | None = None
    held: tuple[HeldGrade, ...] = ()
    programme: Programme | None = None
    ends_on: date | None = None
    lines: tuple[Line, ...] = ()
    passed: frozenset[AssessmentKind] = frozenset()
    contests: tuple[ContestPlace, ...] = ()
    merits: frozenset[Merit] = frozenset()
    decider: OrganizationKind | None = None
    firm_graded_on: date | None = None

    @property
    def highest(self) -> int:
        """0 without a grade."""
        return max((held.grade for held in self.held), default=0)
