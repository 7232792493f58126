"""评价: what must be right before an assessment is planned, and before its result is recorded.

Papers: 粤人社规〔2022〕26号 二（一）6 (final), 二（二）5 (midterm), 二（三）1 and 2 (a firm's own assessment).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from .assessment_refusals import (
    AssessedBefore,
    AssessedInFuture,
    AssessorIsApprentice,
    AssessorsAllMentors,
    AssessorsMissing,
    FailedWithoutReason,
    HoursIncomplete,
    ItemsUnfit,
    NoAttemptLeft,
    PassedAlready,
    PlannedDayUnfit,
    ScoreDiffers,
    ScoreUnfit,
    TextTooLong,
)
from .errors import Refusal
from .grading import AssessmentKind

# Neither paper names a number: whoever fails has a second chance, unless a paper allows more.
USUAL_ATTEMPTS = 2
WHOLE = 100
FULL_SCORE = 10_000
LONGEST_REASONS = 500
LONGEST_ITEM = 50
# A day further ahead is more likely a slip of the finger.
LONGEST_AHEAD = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one kind of assessment of one agreement.

    `attempts` a person has at it. `hours_complete`: only who has the plan's hours can pass. `source` is the paper and
    clause, empty where no paper speaks of it.
    """

    attempts: int = USUAL_ATTEMPTS
    hours_complete: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class ItemScore:
    """`weight` in percent, `score` in hundredths of a point."""

    name: str
    weight: int
    score: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an assessment. `score` in hundredths of a point, `assessors` by id.

    `grade` None is the one that the agreement aims at. `body` assesses where the employer does not.
    """

    kind: AssessmentKind
    sat_on: date
    passed: bool
    score: int | None
    assessors: tuple[int, ...]
    reasons: str = ""
    remarks: str = ""
    items: tuple[ItemScore, ...] = ()
    grade: int | None = None
    body: int | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One that was decided."""

    sat_on: date
    passed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement on the day: its people, the attempts decided before, the minutes missing by category."""

    apprentice: int
    starts_on: date
    mentors: frozenset[int]
    attempts: tuple[Attempt, ...]
    missing: Mapping[str, int]
    lesson_minutes: int
    terms: Terms

    @property
    def attempts_left(self) -> int:
        return max(self.terms.attempts - len(self.attempts), 0)


@dataclass(frozen=True, slots=True)
class FrozenEntry:
    """A confirmed entry as it counts, in minutes."""

    entry_id: int
    revision: int
    category: str
    minutes: int


def check_planned(day: date, kind: AssessmentKind, standing: Standing, today: date) -> None:
    """Raises `PlannedDayUnfit`, `PassedAlready`, `NoAttemptLeft`."""
    if not max(today, standing.starts_on) <= day <= today + LONGEST_AHEAD:
        raise PlannedDayUnfit(day)
    _check_attempts(day, kind, standing)


def check_result(result: Result, standing: Standing, today: date) -> None:
    """Everything but the rights of who records it. Raises what `domain.assessment_refusals` names."""
    for fault in faults_of(result, standing, today):
        raise fault


def faults_of(result: Result, standing: Standing, today: date) -> list[Refusal]:
    """All that is wrong with a result, not only the first: who mends a sheet mends it once."""
    checks: tuple[Callable[[], None], ...] = (
        partial(_check_day, result, standing, today),
        partial(_check_assessors, result, standing),
        partial(_check_score, result),
        partial(_check_words, result),
        partial(_check_hours, result, standing),
    )
    return [refusal for refusal in map(_refusal_of, checks) if refusal]


def _refusal_of(check: Callable[[], None]) -> Refusal | None:
    try:
        check()
    except Refusal as refusal:
        return refusal
    return None


def _check_day(result: Result, standing: Standing, today: date) -> None:
    if result.sat_on > today:
        raise AssessedInFuture(result.sat_on)
    if result.sat_on < standing.starts_on:
        raise AssessedBefore(result.sat_on, standing.starts_on, first=True)
    _check_attempts(result.sat_on, result.kind, standing)


def _check_hours(result: Result, standing: Standing) -> None:
    if result.passed and standing.terms.hours_complete and any(standing.missing.values()):
        raise HoursIncomplete(dict(standing.missing), standing.lesson_minutes, standing.terms.source)


def _check_attempts(day: date, kind: AssessmentKind, standing: Standing) -> None:
    for attempt in standing.attempts:
        if attempt.passed:
            raise PassedAlready(kind, attempt.sat_on)
    if not standing.attempts_left:
        raise NoAttemptLeft(kind, standing.terms.attempts)
    if standing.attempts and day <= standing.attempts[-1].sat_on:
        raise AssessedBefore(day, standing.attempts[-1].sat_on, first=False)


def _check_assessors(result: Result, standing: Standing) -> None:
    """Whoever trained somebody may assess too, but never alone, and nobody assesses the own work."""
    if not result.assessors:
        raise AssessorsMissing
    if standing.apprentice in result.assessors:
        raise AssessorIsApprentice
    if not set(result.assessors) - standing.mentors:
        raise AssessorsAllMentors


def _check_score(result: Result) -> None:
    scores = [item.score for item in result.items] + ([] if result.score is None else [result.score])
    if not all(0 <= score <= FULL_SCORE for score in scores):
        raise ScoreUnfit
    if not result.items:
        return
    names, total = {item.name for item in result.items}, sum(item.weight for item in result.items)
    if total != WHOLE or len(names) < len(result.items) or any(item.weight < 1 for item in result.items):
        raise ItemsUnfit(total)
    if result.score is not None and result.score != weighted(result.items):
        raise ScoreDiffers(result.score, weighted(result.items))


def _check_words(result: Result) -> None:
    if not result.passed and not result.reasons:
        raise FailedWithoutReason
    for words in (result.reasons, result.remarks):
        if len(words) > LONGEST_REASONS:
            raise TextTooLong(len(words), LONGEST_REASONS)


def weighted(items: Sequence[ItemScore]) -> int:
    """The score in hundredths, rounded half up."""
    return (sum(item.score * item.weight for item in items) * 2 + WHOLE) // (2 * WHOLE)


def final_score(result: Result) -> int | None:
    """As told, or as the items come to; None where a result has no score."""
    return weighted(result.items) if result.items else result.score


def minutes_by_category(entries: Iterable[FrozenEntry]) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in entries:
        found[entry.category] = found.get(entry.category, 0) + entry.minutes
    return dict(sorted(found.items()))


def hours_digest(entries: Iterable[FrozenEntry]) -> str:
    """64 hexadecimal digits: SHA-256 over the entries and their sums as canonical JSON (RFC 8785) in UTF-8.

    {"entries":[[id,revision,category,minutes],…],"minutes":{category:minutes,…}}, entries by their ids.
    """
    ordered = sorted(entries, key=lambda entry: entry.entry_id)
    lines = [[entry.entry_id, entry.revision, entry.category, entry.minutes] for entry in ordered]
    whole = {"entries": lines, "minutes": minutes_by_category(ordered)}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
