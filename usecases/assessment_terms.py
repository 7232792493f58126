"""What the papers say of assessments: how many attempts, and whether the plan's hours must be complete."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from domain.assessments import USUAL_ATTEMPTS, Terms
from domain.grading import AssessmentKind
from domain.programmes import Programme

from .policies import papers, source_of

Paper = Mapping[str, Any]


def terms_of(kind: AssessmentKind, programme: Programme, starts_on: date) -> Terms:
    """Those of the paper in force when the agreement began, as its deadlines are."""
    return terms_in(papers(), kind, programme, starts_on)


def terms_in(papers: Iterable[Paper], kind: AssessmentKind, programme: Programme, day: date) -> Terms:
    """Of the newest of these papers that speaks of it and is in force on `day`; the usual ones without."""
    found = [
        (paper["in_force_from"], _terms(paper, row))
        for paper in papers
        for row in _rows(paper, day)
        if row["kind"] == kind and programme in row["programmes"]
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else Terms()


def _rows(paper: Paper, day: date) -> Iterator[Paper]:
    until = paper.get("in_force_until")
    if paper["in_force_from"] <= day and (until is None or day <= until):
        yield from paper.get("assessments", ())


def _terms(paper: Paper, row: Paper) -> Terms:
    return Terms(row.get("attempts", USUAL_ATTEMPTS), row.get("hours_complete", False), source_of(paper, row))
