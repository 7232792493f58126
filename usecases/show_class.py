"""班级: a teacher sees how far a class has come in what the school teaches, whoever is farthest behind first."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.clock import local_day
from domain.errors import Refusal
from domain.roles import Actor, Role

from .class_intakes import Intake, intakes_of
from .class_standing import standings_of
from .class_students import Student, students_of

PAGE = 20


@dataclass(frozen=True, slots=True)
class ClassPage:
    """One page of the class `shown`; `after` is the key of its last line where others follow.

    Of the whole class: `late` students, and how many `entries` of what the school teaches wait.
    """

    intakes: tuple[Intake, ...]
    shown: Intake | None = None
    lines: tuple[Student, ...] = ()
    late: int = 0
    entries: int = 0
    after: tuple[int, int] | None = None


@dataclass(eq=False)
class OnlyTeachers(Refusal):
    code = "classes.only_teachers"


async def show_class(
    actor: Actor, asked: tuple[str, date] | None, *, after: tuple[int, int] | None = None, now: datetime
) -> ClassPage:
    """The class of that occupation and first day, else the one that the actor taught last, else the newest; of it
    the page behind the line with key `after`.

    Refusal: `OnlyTeachers`.
    """
    today = local_day(now)
    intakes = await list_classes(actor, now=now)
    shown = next((one for one in intakes if one.key == asked), intakes[0] if intakes else None)
    if shown is None:
        return ClassPage(intakes)
    standings = await standings_of(actor, shown, today)
    behind = [one for one in standings if after is None or one.key > after]
    page = behind[:PAGE]
    return ClassPage(
        intakes,
        shown,
        await students_of(page),
        sum(one.late for one in standings),
        sum(one.entries for one in standings),
        page[-1].key if len(behind) > PAGE else None,
    )


async def list_classes(actor: Actor, *, now: datetime) -> tuple[Intake, ...]:
    """Every class of the schools where the actor teaches, the own ones first. Refusal: `OnlyTeachers`."""
    if not actor.is_a(Role.TEACHER):
        raise OnlyTeachers
    return await intakes_of(actor, local_day(now))
