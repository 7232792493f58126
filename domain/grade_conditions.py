"""The closed vocabulary of conditions for a grade; what no paper can say otherwise than in these words.

Each is a pure function of a person's facts. Its keyword-only parameters are what a paper writes beside its name, by
their types; docs/policies.md lists them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from .grade_facts import ContestLevel, Merit, PersonFacts
from .grading import AssessmentKind
from .limits import age_on
from .organizations import OrganizationKind
from .programmes import Programme

Value = int | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether one condition holds: what is the case, what the clause requires, and which condition it is.

    `fact` and `required` are numbers in the condition's own unit or words of an enumeration, never sentences.
    """

    condition: str
    passed: bool
    fact: Value
    required: Value
    clause: str


def age_at_least(facts: PersonFacts, clause: str, *, years: int) -> Finding:
    """Completed years of life; unknown where no birthday is on file."""
    age = age_on(facts.born_on, facts.day)
    return Finding("age_at_least", age is not None and age >= years, age, years, clause)


def grade_held(facts: PersonFacts, clause: str, *, grade: int) -> Finding:
    """This grade or a higher one, in the occupation."""
    return Finding("grade_held", facts.highest >= grade, facts.highest, grade, clause)


def ungraded(facts: PersonFacts, clause: str) -> Finding:
    """No grade in the occupation yet."""
    return Finding("ungraded", facts.highest == 0, facts.highest, 0, clause)


def not_held_yet(facts: PersonFacts, clause: str) -> Finding:
    """Not this grade nor a higher one, in the occupation."""
    return Finding("not_held_yet", facts.highest < facts.grade, facts.highest, facts.grade - 1, clause)


def years_in_occupation(facts: PersonFacts, clause: str, *, years: int) -> Finding:
    """Completed years since the first day known in the occupation."""
    done = _years(facts.since, facts.day)
    return Finding("years_in_occupation", done >= years, done, years, clause)


def years_since_grade(facts: PersonFacts, clause: str, *, grade: int, years: int) -> Finding:
    """Completed years since this grade or a higher one was first reached."""
    days = [held.decided_on for held in facts.held if held.grade >= grade]
    done = _years(min(days, default=None), facts.day)
    return Finding("years_since_grade", bool(days) and done >= years, done, years, clause)


def in_programme(facts: PersonFacts, clause: str, *, programmes: tuple[Programme, ...]) -> Finding:
    """Training in the occupation under one of these programmes."""
    fact = str(facts.programme) if facts.programme else None
    required = tuple(str(programme) for programme in programmes)
    return Finding("in_programme", facts.programme in programmes, fact, required, clause)


def outside_programme(facts: PersonFacts, clause: str, *, programmes: tuple[Programme, ...]) -> Finding:
    """No training in the occupation under one of these programmes, the newest being asked."""
    fact = str(facts.programme) if facts.programme else None
    required = tuple(str(programme) for programme in programmes)
    return Finding("outside_programme", facts.programme not in programmes, fact, required, clause)


def training_over(facts: PersonFacts, clause: str) -> Finding:
    """The last day of the training has come."""
    ends = facts.ends_on
    fact = ends.isoformat() if ends else None
    return Finding(
        "training_over", ends is not None and facts.day >= ends, facts.day.isoformat(), fact, clause
    )


def hours_confirmed(facts: PersonFacts, clause: str, *, percent: int) -> Finding:
    """So much of each category of the plan, in whole percent of the category that has least."""
    shares = [min(line.confirmed * 100 // line.required, 100) for line in facts.lines if line.required]
    least = min(shares, default=0)
    return Finding("hours_confirmed", least >= percent, least, percent, clause)


def assessment_passed(facts: PersonFacts, clause: str, *, kind: AssessmentKind) -> Finding:
    """An assessment of this kind, for this grade where it is one for a grade."""
    fact = str(kind) if kind in facts.passed else None
    return Finding("assessment_passed", kind in facts.passed, fact, str(kind), clause)


def contest_entered(facts: PersonFacts, clause: str, *, level: ContestLevel) -> Finding:
    """Placed in a contest of this level or a higher one."""
    best = max((contest.level for contest in facts.contests), default=None)
    return Finding("contest_entered", best is not None and best >= level, best, int(level), clause)


def contest_place(facts: PersonFacts, clause: str, *, level: ContestLevel, place: int) -> Finding:
    """This place or a better one in a contest of this level or a higher one."""
    best = min((contest.place for contest in facts.contests if contest.level >= level), default=None)
    return Finding("contest_place", best is not None and best <= place, best, place, clause)


def vouched(facts: PersonFacts, clause: str, *, any_of: tuple[Merit, ...]) -> Finding:
    """The employer vouches for one of these."""
    fact = tuple(str(merit) for merit in any_of if merit in facts.merits)
    return Finding("vouched", bool(fact), fact, tuple(str(merit) for merit in any_of), clause)


def decided_by(facts: PersonFacts, clause: str, *, kinds: tuple[OrganizationKind, ...]) -> Finding:
    """An organization of one of these kinds decides."""
    fact = str(facts.decider) if facts.decider else None
    return Finding("decided_by", facts.decider in kinds, fact, tuple(str(kind) for kind in kinds), clause)


def firm_new_to_grading(facts: PersonFacts, clause: str) -> Finding:
    """The firm had not yet decided grades otherwise than by recognising those it had already."""
    first = facts.firm_graded_on
    passed = first is None or first >= facts.day
    return Finding("firm_new_to_grading", passed, first.isoformat() if first else None, None, clause)


def _years(since: date | None, day: date) -> int:
    return max(age_on(since, day) or 0, 0)


Check = Callable[..., Finding]
VOCABULARY: Mapping[str, Check] = MappingProxyType(
    {
        check.__name__: check
        for check in (
            age_at_least,
            grade_held,
            ungraded,
            not_held_yet,
            years_in_occupation,
            years_since_grade,
            in_programme,
            outside_programme,
            training_over,
            hours_confirmed,
            assessment_passed,
            contest_entered,
            contest_place,
            vouched,
            decided_by,
            firm_new_to_grading,
        )
    }
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One word of the vocabulary with its parameters, as a clause has it."""

    name: str
    parameters: Mapping[str, Any]
    clause: str

    def check(self, facts: PersonFacts) -> Finding:
        return VOCABULARY[self.name](facts, self.clause, **self.parameters)
