"""By which ways a grade may be reached on a day, and whether a person meets their conditions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .errors import Refusal
from .grade_conditions import Condition, Finding
from .grade_facts import PersonFacts
from .grading import GradeWay

# Conditions that say for whom a rule was written; nothing that a person does can meet them.
OF_PROGRAMME = frozenset({"in_programme", "outside_programme"})


@dataclass(frozen=True, slots=True)
class GradeRule:
    """One way to some grades, as a paper opens it. `source` is the paper and clause, the days are inclusive."""

    id: str
    way: GradeWay
    grades: frozenset[int]
    conditions: tuple[Condition, ...]
    source: str
    since: date
    until: date | None = None

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule and all that was found of a person, in the order of its conditions."""

    rule: GradeRule
    findings: tuple[Finding, ...]

    @property
    def met(self) -> bool:
        return all(finding.passed for finding in self.findings)

    @property
    def concerns(self) -> bool:
        """Whether it was written for people in this person's programme."""
        return all(finding.passed for finding in self.findings if finding.condition in OF_PROGRAMME)

    @property
    def unmet(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.passed)


@dataclass(eq=False)
class NoPaperForGrade(Refusal):
    """No paper in force on `day` opens this way to this grade; `lapsed` is the source of one that did until `until`."""

    code = "grades.no_paper"
    way: GradeWay
    grade: int
    day: date
    lapsed: str
    until: date | None


@dataclass(eq=False)
class GradeConditionsUnmet(Refusal):
    """The person does not meet the conditions; `judged` is the way that came nearest, with all its findings."""

    code = "grades.conditions_unmet"
    way: GradeWay
    grade: int
    judged: Judged


def judge(rules: Iterable[GradeRule], facts: PersonFacts, way: GradeWay | None = None) -> tuple[Judged, ...]:
    """Every rule in force on the day of the fact that opens a way to the grade.

    Those that concern the person first, of these the ones that miss least.
    """
    found = [
        Judged(rule, tuple(condition.check(facts) for condition in rule.conditions))
        for rule in rules
        if facts.grade in rule.grades and rule.in_force(facts.day) and way in (None, rule.way)
    ]
    return tuple(
        sorted(found, key=lambda one: (not one.concerns, len(one.unmet), -one.rule.since.toordinal()))
    )


def demand(rules: Iterable[GradeRule], facts: PersonFacts, way: GradeWay) -> Judged:
    """The rule that lets the person have the grade this way. Refusals: `NoPaperForGrade`, `GradeConditionsUnmet`."""
    known = tuple(rules)
    found = judge(known, facts, way)
    if not found:
        lapsed = lapsed_rule(known, facts, way)
        raise NoPaperForGrade(
            way, facts.grade, facts.day, lapsed.source if lapsed else "", lapsed.until if lapsed else None
        )
    if not found[0].met:
        raise GradeConditionsUnmet(way, facts.grade, found[0])
    return found[0]


def lapsed_rule(
    rules: Iterable[GradeRule], facts: PersonFacts, way: GradeWay | None = None
) -> GradeRule | None:
    """Of the rules that opened a way to the grade once, the one that lapsed last."""
    over = [
        (rule.until, rule.since, rule.id, rule)
        for rule in rules
        if way in (None, rule.way)
        and facts.grade in rule.grades
        and rule.until is not None
        and rule.until < facts.day
    ]
    return max(over)[3] if over else None
