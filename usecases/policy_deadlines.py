"""What the policy papers say of days: when each lapses, when an application closes, which assessments are due."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from domain.deadlines import DeadlineKind
from domain.grading import AssessmentKind
from domain.programmes import Programme
from domain.roles import Role
from domain.training_deadlines import AssessmentRule

from .policies import papers, source_of
from .store_deadlines import Wanted

LONGEST_TITLE = 60
Paper = Mapping[str, Any]


@cache
def assessment_rules() -> tuple[AssessmentRule, ...]:
    """Of assessments, and of how soon an agreement is signed."""
    return tuple(rules_in(papers()))


def rules_in(papers: Iterable[Paper]) -> Iterator[AssessmentRule]:
    """`[[agreements]]` and `[[assessments]]` of these papers. A grade assessment has no deadline, so it is left out."""
    for paper in papers:
        for row in paper.get("agreements", ()):
            yield _rule(DeadlineKind.AGREEMENT_TO_SIGN, paper, row)
        for row in paper.get("assessments", ()):
            if row["kind"] != AssessmentKind.GRADE:
                yield _rule(DeadlineKind(row["kind"]), paper, row)


@cache
def paper_deadlines() -> tuple[Wanted, ...]:
    """The last day of every paper that has one, and of every window in which an application may be handed in."""
    return tuple(deadlines_in(papers()))


def deadlines_in(papers: Iterable[Paper]) -> Iterator[Wanted]:
    """For administrators everywhere: `[expiry]` and `[[application_windows]]` of these papers."""
    for paper in papers:
        if "expiry" in paper:
            yield _wanted(
                DeadlineKind.POLICY_EXPIRY, paper, paper["expiry"], paper["in_force_until"], paper["title"]
            )
        for row in paper.get("application_windows", ()):
            yield _wanted(DeadlineKind.APPLICATION, paper, row, row["closes_on"], row["title"])


def _wanted(kind: DeadlineKind, paper: Paper, row: Paper, day: Any, title: str) -> Wanted:
    part = f":{row['closes_on']}:{row['title']}" if kind is DeadlineKind.APPLICATION else ""
    return Wanted(
        kind,
        f"paper:{paper['number']}{part}",
        day,
        title=title[:LONGEST_TITLE],
        todo=row.get("todo", ""),
        source=source_of(paper, row),
        role=Role.ADMINISTRATOR,
    )


def _rule(kind: DeadlineKind, paper: Paper, row: Paper) -> AssessmentRule:
    return AssessmentRule(
        kind,
        frozenset(Programme(name) for name in row["programmes"]),
        source_of(paper, row),
        paper["in_force_from"],
        paper.get("in_force_until"),
        row.get("percent"),
        row.get("days_before_end"),
        row.get("days_after_start"),
    )
