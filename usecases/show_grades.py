"""An apprentice sees the ladder, where they stand on it, what comes next and what is missing for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.clock import local_day
from domain.grade_rules import GradeRule, Judged, judge, lapsed_rule
from domain.grades import Ladder
from domain.grading import GradeWay
from domain.roles import Actor
from models.statement import Statement, as_day

from .grade_facts import Asked, Vouched, gather_facts
from .policies import all_grade_rules, ladder_on
from .show_progress import TrainingProgress, show_progress


@dataclass(frozen=True, slots=True)
class Held:
    """A grade on record that stands."""

    grade: int
    occupation: str
    way: GradeWay
    decided_on: date
    decided_by: str


@dataclass(frozen=True, slots=True)
class Next:
    """The grade aimed at in an agreement, or the one above where that is reached.

    `ways` are those that the papers in force open to this person, the nearest first; without any, `lapsed` is the
    rule that opened one last.
    """

    training: TrainingProgress
    grade: int
    ways: tuple[Judged, ...]
    lapsed: GradeRule | None = None


@dataclass(frozen=True, slots=True)
class Grades:
    """`held` is the grade on file; `ladder` is None where no paper in force names one."""

    held: int | None
    ladder: Ladder | None
    records: tuple[Held, ...] = ()
    nexts: tuple[Next, ...] = ()


_HELD = Statement("SELECT grade FROM person WHERE id = $1")
_RECORDS = Statement(
    """
    SELECT grade, occupation, way, decided_on, decided_by_name FROM grade_record
    WHERE person_id = $1 AND withdrawn_at IS NULL ORDER BY decided_on DESC, id DESC
    """
)


async def show_grades(actor: Actor, *, now: datetime) -> Grades:
    """Refusal: `NotInTraining`."""
    today = local_day(now)
    trainings = running(await show_progress(actor, now=now), today)
    row = await _HELD.row(actor.person_id)
    records = await records_of(actor.person_id)
    nexts = [await _next(actor.person_id, training, records, today) for training in trainings]
    return Grades(
        row["grade"] if row else None,
        ladder_on(today),
        records,
        tuple(one for one in nexts if one),
    )


async def records_of(person_id: int) -> tuple[Held, ...]:
    """The grades that stand, the newest first."""
    return tuple(
        Held(
            row["grade"],
            row["occupation"],
            GradeWay(row["way"]),
            as_day(row["decided_on"]),
            row["decided_by_name"],
        )
        for row in await _RECORDS.rows(person_id)
    )


def running(trainings: Sequence[TrainingProgress], today: date) -> list[TrainingProgress]:
    """Those not over yet; without one, the newest."""
    return [one for one in trainings if today <= one.progress.ends_on] or list(trainings[:1])


async def _next(
    person_id: int, training: TrainingProgress, records: Sequence[Held], today: date
) -> Next | None:
    """None at the top of the ladder."""
    held = max((one.grade for one in records if one.occupation == training.occupation), default=0)
    grade = training.target_grade if held < training.target_grade else held + 1
    rules = all_grade_rules()
    if not any(grade in rule.grades for rule in rules):
        return None
    asked = Asked(person_id, training.occupation, grade, today, training.employer_id)
    facts = await gather_facts(asked, Vouched())
    ways = tuple(one for one in judge(rules, facts) if _concerns(one))
    return Next(
        training, grade, tuple(sorted(ways, key=_nearness)), None if ways else lapsed_rule(rules, facts)
    )


def _concerns(one: Judged) -> bool:
    """Not a way for those of other programmes."""
    return all(found.passed for found in one.findings if found.condition == "in_programme")


def _nearness(one: Judged) -> tuple[bool, bool, int]:
    """What was written for this person's programme, then assessments, then by what is missing."""
    own = any(found.condition == "in_programme" for found in one.findings)
    return not own, one.rule.way is not GradeWay.ASSESSMENT, len(one.unmet)
