"""The deadlines that an agreement brings: to sign it, the midterm assessment, the final one, and its end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .deadlines import DeadlineKind
from .programmes import Programme

# Where no paper in force names a day: half of the term, and a week that is left for a second try.
USUAL_PERCENT = 50
USUAL_DAYS_BEFORE_END = 7


@dataclass(frozen=True, slots=True)
class AssessmentRule:
    """What a paper says of an assessment, or of signing, for agreements that begin while it is in force.

    An agreement is signed within `days_after_start`, `percent` of the term has passed by the midterm, the final is
    `days_before_end`; None where the paper demands it and names no day. `source` is the paper and clause.
    """

    kind: DeadlineKind
    programmes: frozenset[Programme]
    source: str
    since: date
    until: date | None = None
    percent: int | None = None
    days_before_end: int | None = None
    days_after_start: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """`unsigned_on`: the agreement was not signed by then."""

    programme: Programme
    starts_on: date
    ends_on: date
    unsigned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A deadline to be. `source` is empty where no paper asks for it."""

    kind: DeadlineKind
    day: date
    source: str = ""


def plan_deadlines(term: Term, rules: Iterable[AssessmentRule]) -> Iterator[Planned]:
    """By their days. The assessments are within the term, however short it is."""
    known = list(rules)
    yield from _to_sign(term, _rule(DeadlineKind.AGREEMENT_TO_SIGN, term, known))
    yield _midterm(term, _rule(DeadlineKind.MIDTERM, term, known))
    yield _final(term, _rule(DeadlineKind.FINAL, term, known))
    yield Planned(DeadlineKind.AGREEMENT_END, term.ends_on)


def _rule(kind: DeadlineKind, term: Term, rules: Iterable[AssessmentRule]) -> AssessmentRule | None:
    """That of the newest paper in force when the agreement begins."""
    found = [
        rule
        for rule in rules
        if rule.kind is kind
        and term.programme in rule.programmes
        and rule.since <= term.starts_on
        and (rule.until is None or term.starts_on <= rule.until)
    ]
    return max(found, key=lambda rule: rule.since, default=None)


def _to_sign(term: Term, rule: AssessmentRule | None) -> Iterator[Planned]:
    """By the first day where no paper names another. What is late already is due at once, so that it is told."""
    if term.unsigned_on is not None:
        days = (rule.days_after_start if rule else None) or 0
        day = max(term.starts_on + timedelta(days=days), term.unsigned_on)
        yield Planned(DeadlineKind.AGREEMENT_TO_SIGN, day, rule.source if rule else "")


def _midterm(term: Term, rule: AssessmentRule | None) -> Planned:
    percent = (rule.percent if rule else None) or USUAL_PERCENT
    length = (term.ends_on - term.starts_on).days + 1
    day = term.starts_on + timedelta(days=-(-length * percent // 100))
    return Planned(DeadlineKind.MIDTERM, min(day, term.ends_on), rule.source if rule else "")


def _final(term: Term, rule: AssessmentRule | None) -> Planned:
    before = rule.days_before_end if rule else None
    days = USUAL_DAYS_BEFORE_END if before is None else before
    day = max(term.ends_on - timedelta(days=days), term.starts_on)
    return Planned(DeadlineKind.FINAL, day, rule.source if rule else "")
