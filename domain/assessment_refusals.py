"""Why an assessment can't be planned, recorded or cancelled. Minutes, and hundredths of a point."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .errors import Refusal
from .grading import AssessmentKind


@dataclass(eq=False)
class TrainingUnknown(Refusal):
    """No agreement of this person, or none the administrator is in charge of: both look alike."""

    code = "assessments.training_unknown"


@dataclass(eq=False)
class TrainingUnclear(Refusal):
    """The person had `count` agreements on that day."""

    code = "assessments.training_unclear"
    count: int


@dataclass(eq=False)
class OccupationDiffers(Refusal):
    """The person has agreements, but in the occupations `known`."""

    code = "assessments.occupation_differs"
    told: str
    known: tuple[str, ...]


@dataclass(eq=False)
class AssessmentUnknown(Refusal):
    """No assessment of this number within reach."""

    code = "assessments.unknown"
    number: int


@dataclass(eq=False)
class OwnAssessment(Refusal):
    """Nobody records the own result."""

    code = "assessments.own"


@dataclass(eq=False)
class PlannedDayUnfit(Refusal):
    """Over, before the agreement begins, or further ahead than ten years."""

    code = "assessments.planned_day_unfit"
    day: date


@dataclass(eq=False)
class AssessedInFuture(Refusal):
    code = "assessments.in_future"
    day: date


@dataclass(eq=False)
class AssessedBefore(Refusal):
    """Before `since`, which is when the agreement begins (`first`) or the attempt before was sat."""

    code = "assessments.before"
    day: date
    since: date
    first: bool


@dataclass(eq=False)
class PassedAlready(Refusal):
    code = "assessments.passed_already"
    kind: AssessmentKind
    day: date


@dataclass(eq=False)
class NoAttemptLeft(Refusal):
    """All `attempts` were failed."""

    code = "assessments.no_attempt_left"
    kind: AssessmentKind
    attempts: int


@dataclass(eq=False)
class DecidedOtherwise(Refusal):
    """Another result of this kind and day is on file: assessment `number`."""

    code = "assessments.decided_otherwise"
    kind: AssessmentKind
    day: date
    number: int


@dataclass(eq=False)
class AssessorsMissing(Refusal):
    code = "assessments.assessors_missing"


@dataclass(eq=False)
class AssessorUnknown(Refusal):
    """Nobody has this phone."""

    code = "assessments.assessor_unknown"
    phone: str


@dataclass(eq=False)
class AssessorIsApprentice(Refusal):
    code = "assessments.assessor_is_apprentice"


@dataclass(eq=False)
class AssessorsAllMentors(Refusal):
    """Only the apprentice's own mentors assessed."""

    code = "assessments.assessors_all_mentors"


@dataclass(eq=False)
class BodyUnknown(Refusal):
    """No organization of this name assesses."""

    code = "assessments.body_unknown"
    name: str


@dataclass(eq=False)
class NameDiffers(Refusal):
    """The phone is on file under another `name`."""

    code = "assessments.name_differs"
    name: str
    told: str


@dataclass(eq=False)
class ScoreUnfit(Refusal):
    """Below 0 or above 100."""

    code = "assessments.score_unfit"


@dataclass(eq=False)
class ScoreDiffers(Refusal):
    """The items come to `weighted`."""

    code = "assessments.score_differs"
    score: int
    weighted: int


@dataclass(eq=False)
class ItemsUnfit(Refusal):
    """Weights that don't add up to 100 percent but to `total`, or an item twice."""

    code = "assessments.items_unfit"
    total: int


@dataclass(eq=False)
class FailedWithoutReason(Refusal):
    code = "assessments.failed_without_reason"


@dataclass(eq=False)
class TextTooLong(Refusal):
    code = "assessments.text_too_long"
    length: int
    most: int


@dataclass(eq=False)
class HoursIncomplete(Refusal):
    """Minutes `missing` by category, of those confirmed by the day of the assessment."""

    code = "assessments.hours_incomplete"
    missing: Mapping[str, int]
    lesson_minutes: int
    source: str


@dataclass(eq=False)
class DecidedAlready(Refusal):
    """It has a result; a planned one alone can be cancelled."""

    code = "assessments.decided_already"
    number: int


@dataclass(eq=False)
class NotDecided(Refusal):
    """Only a result is voided; what is planned is cancelled."""

    code = "assessments.not_decided"
    number: int


@dataclass(eq=False)
class LaterAttempt(Refusal):
    """Attempt `later` followed upon this one: it is voided first, or cancelled where it is only `planned`."""

    code = "assessments.later_attempt"
    number: int
    later: int
    planned: bool


@dataclass(eq=False)
class HoursFrozen(Refusal):
    """Entry `number` counts in an assessment that was passed on `day`."""

    code = "hours.frozen"
    number: int
    kind: AssessmentKind
    day: date


@dataclass(eq=False)
class HoursReversed(Refusal):
    """Entry `number` was reversed by an administrator, or is the entry that reverses another."""

    code = "hours.reversed"
    number: int


@dataclass(eq=False)
class NotReversible(Refusal):
    """Only confirmed hours are reversed; others are amended, withdrawn or returned."""

    code = "hours.not_reversible"
    number: int
