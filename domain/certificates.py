"""What a certificate stands on, what it still lacks, and the states it goes through."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .certificate_kinds import Requirement, Version
from .certificate_states import CertificateState
from .errors import Refusal
from .grading import AssessmentKind, AssessmentState

CODE_BYTES = 16
REASON_LENGTH = 200


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Minutes of one category: what the plan requires, and what was confirmed when the assessment was decided."""

    category: str
    required: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a certificate stands on: a decided assessment with its people and hours, as of now.

    `id_number` is masked. `issuer_id` and `issuer` depend on the kind. `score` is in hundredths of a point.
    """

    assessment_id: int
    kind: AssessmentKind
    state: AssessmentState
    sat_on: date | None
    score: int | None
    grade: int | None
    person_id: int
    name: str
    id_number: str
    apprenticeship_id: int
    programme: str
    occupation: str
    employer: str
    school: str
    starts_on: date
    ends_on: date
    lesson_minutes: int
    lines: tuple[HoursLine, ...]
    assessors: tuple[tuple[str, str], ...]
    issuer_id: int
    issuer: str
    issuer_code: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A requirement that is not met; `short` names the categories that lack minutes, and how many."""

    requirement: Requirement
    short: tuple[tuple[str, int], ...] = ()


@dataclass(eq=False)
class RequirementsMissing(Refusal):
    code = "certificates.requirements_missing"
    name: str
    title: str
    missing: tuple[Missing, ...]
    lesson_minutes: int


@dataclass(eq=False)
class WrongState(Refusal):
    """`state` is what it is now, `wished` what it can't become from there."""

    code = "certificates.wrong_state"
    number: str
    state: CertificateState
    wished: CertificateState


@dataclass(eq=False)
class AssessmentVoided(Refusal):
    """The result that certificate `number` stands on was voided."""

    code = "certificates.assessment_voided"
    number: str


@dataclass(eq=False)
class ReasonUnfit(Refusal):
    code = "certificates.reason_unfit"
    most: int = REASON_LENGTH


def check_requirements(version: Version, standing: Standing) -> None:
    """Raises `RequirementsMissing`, which names all that is missing and not only the first."""
    found = [_UNMET[requirement](standing) for requirement in version.requires]
    missing = tuple(each for each in found if each)
    if missing:
        raise RequirementsMissing(standing.name, version.title, missing, standing.lesson_minutes)


def _assessment_passed(standing: Standing) -> Missing | None:
    passed = standing.state is AssessmentState.PASSED and standing.sat_on is not None
    return None if passed else Missing(Requirement.ASSESSMENT_PASSED)


def _assessor_named(standing: Standing) -> Missing | None:
    return None if standing.assessors else Missing(Requirement.ASSESSOR_NAMED)


def _plan_hours_confirmed(standing: Standing) -> Missing | None:
    short = tuple(
        (line.category, line.required - line.minutes)
        for line in standing.lines
        if line.minutes < line.required
    )
    return Missing(Requirement.PLAN_HOURS_CONFIRMED, short) if short else None


def _grade_named(standing: Standing) -> Missing | None:
    return None if standing.grade else Missing(Requirement.GRADE_NAMED)


_UNMET: dict[Requirement, Callable[[Standing], Missing | None]] = {
    Requirement.ASSESSMENT_PASSED: _assessment_passed,
    Requirement.ASSESSOR_NAMED: _assessor_named,
    Requirement.PLAN_HOURS_CONFIRMED: _plan_hours_confirmed,
    Requirement.GRADE_NAMED: _grade_named,
}

# From which state what may be decided. Nothing leads out of revoked and reissued: both stay visible as they are.
# Out of suspended nothing leads by reissuing: it would hold again without anybody having said that it may.
_STEPS: dict[CertificateState, frozenset[CertificateState]] = {
    CertificateState.SUSPENDED: frozenset({CertificateState.VALID}),
    CertificateState.VALID: frozenset({CertificateState.SUSPENDED}),
    CertificateState.REVOKED: frozenset({CertificateState.VALID, CertificateState.SUSPENDED}),
    CertificateState.REISSUED: frozenset({CertificateState.VALID}),
}


def check_step(number: str, state: CertificateState, wished: CertificateState) -> None:
    """Raises `WrongState`."""
    if state not in _STEPS[wished]:
        raise WrongState(number, state, wished)


def check_reason(reason: str) -> str:
    """In one line, without blanks around. Raises `ReasonUnfit`."""
    words = " ".join(reason.split())
    if not words or len(words) > REASON_LENGTH or not words.isprintable():
        raise ReasonUnfit
    return words


def code_of(random: bytes) -> str:
    """22 characters of base64url for 16 random bytes."""
    return base64.urlsafe_b64encode(random).decode().rstrip("=")


def digest_of(snapshot: Mapping[str, Any]) -> str:
    """64 hexadecimal digits: sha256 over the snapshot as canonical JSON (RFC 8785: it holds no fractions)."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
