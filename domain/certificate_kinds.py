"""The kinds of certificates as data: what each stands on, how it is worded and numbered."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .grading import AssessmentKind


class Issuing(StrEnum):
    """Who issues a kind: the employer, or whoever assessed (the assessment body, where there is one)."""

    EMPLOYER = "employer"
    ASSESSOR = "assessor"


class Requirement(StrEnum):
    """The closed vocabulary of what a certificate may require."""

    ASSESSMENT_PASSED = "assessment_passed"
    ASSESSOR_NAMED = "assessor_named"
    PLAN_HOURS_CONFIRMED = "plan_hours_confirmed"
    GRADE_NAMED = "grade_named"


@dataclass(frozen=True, slots=True)
class Version:
    """How a kind is worded, numbered and set from the day `since` on. What is issued never changes version.

    `hours` names the categories of hours that are listed, in their order. `valid_months` 0: without an end.
    """

    version: int
    since: date
    template: str
    title: str
    english: str
    body: str
    closing: str
    series: str
    digits: int
    shows_grade: bool
    requires: tuple[Requirement, ...]
    hours: Mapping[str, str]
    valid_months: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind; `paper` and `clause` are what it is issued under while that paper is in force."""

    code: str
    name: str
    stands_on: AssessmentKind
    issuer: Issuing
    paper: str
    clause: str
    versions: tuple[Version, ...]

    def version_on(self, day: date) -> Version | None:
        """The newest that has begun by that day."""
        begun = [version for version in self.versions if version.since <= day]
        return max(begun, key=lambda version: version.since, default=None)


def series_of(version: Version, issuer_id: int, day: date) -> str:
    """The series a number is drawn from: PX2026-0001."""
    return version.series.format(year=day.year, issuer=issuer_id)


def number_of(version: Version, series: str, serial: int) -> str:
    """PX2026-0001-000017; a serial that outgrows its digits keeps them all."""
    return f"{series}-{serial:0{version.digits}}"


def last_day(version: Version, issued_on: date) -> date | None:
    """The last day on which it holds: the same day of the month, or that month's last."""
    if not version.valid_months:
        return None
    years, month = divmod(issued_on.month - 1 + version.valid_months, 12)
    year = issued_on.year + years
    return date(year, month + 1, min(issued_on.day, calendar.monthrange(year, month + 1)[1]))
