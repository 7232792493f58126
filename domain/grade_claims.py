"""What is said when a grade is put on record, and why it can't be."""

from dataclasses import dataclass
from datetime import date

from .errors import Refusal
from .grade_facts import ContestPlace, Merit
from .grading import GradeWay

HIGHEST = 8
LONGEST_OCCUPATION = 50
LONGEST_DECIDER = 100
LONGEST_NUMBER = 60
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class GradeClaim:
    """Who has reached which grade, how, when, and who decided.

    `decided_by` is an organization here, else `decided_by_name` names one elsewhere. `number` is that of a
    certificate made elsewhere: who made it answers for the conditions. The same `ref` is the same record.
    """

    person_id: int
    grade: int
    occupation: str
    way: GradeWay
    decided_on: date
    ref: str
    decided_by: int | None = None
    decided_by_name: str = ""
    number: str = ""
    assessment_id: int | None = None
    contests: tuple[ContestPlace, ...] = ()
    merits: frozenset[Merit] = frozenset()
    # The level within the grade where the firm divides it.
    step: int = 0


@dataclass(eq=False)
class GradeWordUnknown(Refusal):
    """`text` is no way, merit, contest or day that can be understood."""

    code = "grades.word_unknown"
    part: str
    text: str


@dataclass(eq=False)
class GradeUnknown(Refusal):
    """No grade of this name or number."""

    code = "grades.unknown"
    name: str


@dataclass(eq=False)
class FirmUnknown(Refusal):
    """No organization of this name, or none the administrator is in charge of: both look alike."""

    code = "grades.firm_unknown"
    name: str


@dataclass(eq=False)
class GradeDayToCome(Refusal):
    """Decided on a day that has not come yet."""

    code = "grades.day_to_come"
    day: date


@dataclass(eq=False)
class GradeUndescribed(Refusal):
    """`part` is empty or longer than `most`: the occupation, who decided, or the number."""

    code = "grades.undescribed"
    part: str
    most: int


@dataclass(eq=False)
class GradeRecordUnknown(Refusal):
    """No standing record of this number, or none the administrator is in charge of: both look alike."""

    code = "grades.record_unknown"
    number: int


@dataclass(eq=False)
class WithdrawalUnexplained(Refusal):
    """Taking a grade back needs a reason of at most `most` characters."""

    code = "grades.withdrawal_unexplained"
    most: int = LONGEST_REASON


def check_claim(claim: GradeClaim, today: date) -> None:
    """Raises `GradeUnknown`, `GradeDayToCome` or `GradeUndescribed`."""
    if not 1 <= claim.grade <= HIGHEST:
        raise GradeUnknown(str(claim.grade))
    if claim.decided_on > today:
        raise GradeDayToCome(claim.decided_on)
    if not 0 < len(claim.occupation) <= LONGEST_OCCUPATION:
        raise GradeUndescribed("occupation", LONGEST_OCCUPATION)
    if len(claim.decided_by_name) > LONGEST_DECIDER or not (claim.decided_by or claim.decided_by_name):
        raise GradeUndescribed("decided_by", LONGEST_DECIDER)
    if len(claim.number) > LONGEST_NUMBER:
        raise GradeUndescribed("number", LONGEST_NUMBER)
