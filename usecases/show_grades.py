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
from .name_grades import grade_names_of
from .policies import all_grade_rules, ladder_on
from .show_progress import TrainingProgress, show_progress


@dataclass(frozen=True, slots=True)
class Held:
    """A grade on record that stands. `name` is what the firm that decided calls it, "" without a name of its own."""

    grade: int
    occupation: str
    way: GradeWay
    decided_on: date
    decided_by: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """The grade aimed at in an agreement, or the one above where that is reached.

    `ways` are those that the papers in force open to this person, the nearest first; without any, `lapsed` is the
    rule that opened one last. `name` is what the employer calls the grade, `levels` are those within it.
    """

    training: TrainingProgress
    grade: int
    ways: tuple[Judged, ...]
    lapsed: GradeRule | None = None
    name: str = ""
    levels: tuple[str, ...] = ()


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
    SELECT g.grade, g.occupation, g.way, g.decided_on, g.decided_by_name, coalesce(own.name, '') AS name
    FROM grade_record g
    LEFT JOIN grade_name own ON own.organization_id = g.decided_by_id AND own.grade = g.grade AND own.step = g.step
    WHERE g.person_id = $1 AND g.withdrawn_at IS NULL ORDER BY g.decided_on DESC, g.id DESC
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
            row["name"],
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
    ways = tuple(sorted((one for one in judge(rules, facts) if one.concerns), key=_nearness))
    names = await grade_names_of(training.employer_id)
    return Next(
        training,
        grade,
        ways,
        None if ways else lapsed_rule(rules, facts),
        names.name(grade),
        names.levels(grade),
    )


def _nearness(one: Judged) -> tuple[bool, bool, int]:
    """What was written for this person's programme, then assessments, then by what is missing."""
    own = any(found.condition == "in_programme" for found in one.findings)
    return not own, one.rule.way is not GradeWay.ASSESSMENT, len(one.unmet)
