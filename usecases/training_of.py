"""Which agreement a day's training belongs to, and who confirms it."""

from dataclasses import dataclass, replace
from datetime import date

from domain.errors import Refusal
from domain.hours import Term
from domain.limits import Limits, age_on
from domain.programmes import ApprenticeshipStatus, Programme
from models.statement import Statement, as_day

from .policies import limits_for


@dataclass(frozen=True, slots=True)
class Training:
    """One apprenticeship as the rules see it; `beside` are the same person's others, where they were looked for."""

    id: int
    programme: Programme
    employer: str
    employer_id: int
    lesson_minutes: int
    term: Term
    born_on: date | None
    beside: tuple["Training", ...] = ()

    def limits_of_all(self, day: date) -> tuple[Limits, ...]:
        """The limits of this agreement and of every other that the person is under on `day`.

        A student stays one in another firm's workshop, and rests no less for having two agreements.
        """
        held = (self, *(other for other in self.beside if other.holds_on(day)))
        return tuple(training.limits(day) for training in held)

    def limits(self, day: date) -> Limits:
        return limits_for(self.programme, day, age_on(self.born_on, day))

    def holds_on(self, day: date) -> bool:
        return (
            self.term.starts_on <= day <= self.term.ends_on
            and self.term.status is not ApprenticeshipStatus.FINISHED
        )


@dataclass(frozen=True, slots=True)
class Mentor:
    """Who confirms: the mentor, or while away the deputy, by id and name."""

    person_id: int
    name: str
    deputy_id: int | None
    deputy_name: str | None


@dataclass(eq=False)
class NotInTraining(Refusal):
    code = "training.none"


_OF_PERSON = Statement(
    """
    SELECT a.id, a.programme, a.starts_on, a.ends_on, a.status, a.employer_id, o.name AS employer,
           plan.lesson_minutes, person.born_on,
           (SELECT string_agg(item.category, ' ') FROM plan_item item WHERE item.plan_id = a.plan_id) AS categories
    FROM apprenticeship a
    JOIN person ON person.id = a.person_id
    JOIN organization o ON o.id = a.employer_id
    JOIN training_plan plan ON plan.id = a.plan_id
    WHERE a.person_id = $1
    ORDER BY a.starts_on DESC, a.id DESC
    """
)

_MENTORS = Statement(
    """
    SELECT m.mentor_id, mentor.name, d.deputy_id, deputy.name AS deputy_name
    FROM mentorship m
    JOIN person mentor ON mentor.id = m.mentor_id
    LEFT JOIN deputyship d ON d.mentor_id = m.mentor_id AND d.ended_at IS NULL AND d.since <= $3 AND d.until >= $3
    LEFT JOIN person deputy ON deputy.id = d.deputy_id
    WHERE m.apprenticeship_id = $1 AND m.since <= $2 AND (m.until IS NULL OR m.until >= $2)
    ORDER BY m.id
    """
)


async def trainings_of(person_id: int) -> list[Training]:
    """All agreements of a person, newest first."""
    return [
        Training(
            id=row["id"],
            programme=Programme(row["programme"]),
            employer=row["employer"],
            employer_id=row["employer_id"],
            lesson_minutes=row["lesson_minutes"],
            term=Term(
                as_day(row["starts_on"]),
                as_day(row["ends_on"]),
                ApprenticeshipStatus(row["status"]),
                frozenset((row["categories"] or "").split()),
            ),
            born_on=as_day(row["born_on"]) if row["born_on"] else None,
        )
        for row in await _OF_PERSON.rows(person_id)
    ]


async def training_on(person_id: int, day: date, category: str = "", *, rather: int = 0) -> Training:
    """The agreement that covers `day`, else the nearest one, whose term then says why not.

    Of several that cover it, the one with id `rather`, else one that runs, has the category, or is the newest.
    Refusal: `NotInTraining`.
    """
    found = await trainings_of(person_id)
    if not found:
        raise NotInTraining
    return _among(found, min(found, key=lambda training: _order(training, day, category, rather)))


async def training_by_id(person_id: int, apprenticeship_id: int) -> Training:
    """One of the person's agreements. Refusal: `NotInTraining`."""
    found = await trainings_of(person_id)
    for training in found:
        if training.id == apprenticeship_id:
            return _among(found, training)
    raise NotInTraining


def _among(found: list[Training], training: Training) -> Training:
    """The agreement with the person's others beside it."""
    if len(found) == 1:
        return training
    return replace(training, beside=tuple(other for other in found if other.id != training.id))


def _order(training: Training, day: date, category: str, rather: int) -> tuple[int, bool, bool, bool]:
    term = training.term
    days = max((term.starts_on - day).days, (day - term.ends_on).days, 0)
    runs = term.status is ApprenticeshipStatus.ACTIVE
    return days, training.id != rather, not runs, category not in term.categories


async def mentors_on(apprenticeship_id: int, day: date, today: date) -> list[Mentor]:
    """The mentors for work done on `day`, each with who stands in `today`."""
    return [Mentor(*row.values()) for row in await _MENTORS.rows(apprenticeship_id, day, today)]
