"""Deputies, apprentices, progress, grades and certificates as the API says them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.certificate_states import CertificateState
from domain.grading import GradeWay

from .schema import Answer, Asked, Number, Text


class Term(Answer):
    """A person on the other side, and the first and last day."""

    person_id: int
    name: str
    since: date
    until: date


class Deputies(Answer):
    """The deputy today, and for whom one stands in; `coming` are the same of later days."""

    mine: Term | None
    for_others: list[Term]
    coming: list[Term]
    coming_for_others: list[Term]


class Candidate(Answer):
    person_id: int
    name: str
    apprentices: int
    apprentice: str | None


class Candidates(Answer):
    candidates: list[Candidate]


class Called(Asked):
    """All or a part of the colleague's name."""

    name: Annotated[Text, Field(min_length=1, max_length=50)]


class Appointment(Asked):
    """A colleague, the first day, today where it is left out, and the last."""

    person_id: Number
    since: date | None = None
    until: date


class Appointed(Answer):
    """The new deputy, the names of those replaced, whose days were cut, and for whom one still stands in."""

    deputy: Term
    replaced: str
    shortened: list[Term]
    still_deputising_for: list[Term]


class DeputyEnded(Answer):
    name: str


class CategoryLine(Answer):
    """Minutes of one category."""

    category: str
    required: int
    confirmed: int
    waiting: int
    missing: int


class Progress(Answer):
    """Minutes, and whole percentages. `out_of_reach` are minutes that the caps allow no more until the end."""

    lines: list[CategoryLine]
    starts_on: date
    ends_on: date
    required: int
    confirmed: int
    waiting: int
    missing: int
    done_percent: int
    expected_percent: int
    forecast: date | None
    out_of_reach: int


class Due(Answer):
    kind: str
    day: date


class TrainingLine(Answer):
    """One agreement."""

    occupation: str
    target_grade: int
    programme: str
    employer: str
    lesson_minutes: int
    progress: Progress
    due: list[Due]
    passed: list[str]


class AllProgress(Answer):
    trainings: list[TrainingLine]


class ApprenticeLine(Answer):
    """`waiting` counts entries; `late`: ten points or more behind an even pace."""

    name: str
    occupation: str
    lesson_minutes: int
    progress: Progress
    waiting: int
    last_day: date | None
    late: bool


class ApprenticePage(Answer):
    apprentices: list[ApprenticeLine]
    next: int | None
    total: int


class PageOf(Asked):
    """`cursor` is the `next` of the page before; `name` chooses those of that name."""

    cursor: Annotated[int, Field(ge=1, le=100_000)] = 1
    name: Annotated[Text, Field(max_length=50)] = ""


class HeldLine(Answer):
    grade: int
    occupation: str
    way: GradeWay
    decided_on: date
    decided_by: str
    name: str


class Condition(Answer):
    """In words, with what is the case; `clause` is where the paper asks it."""

    condition: str
    passed: bool
    words: str
    clause: str


class Way(Answer):
    """One way to the grade; `source` is the paper and clause that opens it."""

    way: GradeWay
    source: str
    met: bool
    conditions: list[Condition]


class NextGrade(Answer):
    occupation: str
    grade: int
    name: str
    levels: list[str]
    ways: list[Way]


class Grades(Answer):
    """The grade on file, the names of the ladder from the first, what stands on record and what comes next."""

    held: int | None
    ladder: list[str]
    records: list[HeldLine]
    nexts: list[NextGrade]


class CertificateLine(Answer):
    """`url` is the public page that checks it."""

    number: str
    kind: str
    title: str
    state: CertificateState
    state_reason: str
    issued_on: date
    expires_on: date | None
    replaced_by: str
    url: str


class Certificates(Answer):
    certificates: list[CertificateLine]
