"""Reading the agreement in an apprentice's row, and finding the one on file that it speaks of."""

from collections.abc import Mapping
from datetime import date

from .programmes import Programme
from .roster_cells import LONGEST_NAME, LONGEST_OCCUPATION, day, grade, name_of_at_most, one_of, phones
from .roster_rows import KnownPerson, KnownTraining, TrainingRow
from .roster_sheets import Record
from .roster_words import ENDS, GRADE, MENTOR, OCCUPATION, PLAN, PROGRAMME, PROGRAMMES, SCHOOL, SIGNED, STARTS


def read_training(
    record: Record, person: KnownPerson | None, employer: str, grades: Mapping[str, int], today: date
) -> TrainingRow | None:
    """None where the programme can't be read. A new agreement needs everything; one on file needs nothing."""
    programme = record.read(PROGRAMME, one_of(PROGRAMMES))
    starts_on, ends_on = record.read(STARTS, day), record.read(ENDS, day)
    school = record.read(SCHOOL, name_of_at_most(LONGEST_NAME)) or ""
    occupation = record.read(OCCUPATION, name_of_at_most(LONGEST_OCCUPATION)) or ""
    target_grade = record.read(GRADE, grade(grades))
    mentors = record.read(MENTOR, phones) or ()
    plan = record.read(PLAN, name_of_at_most(LONGEST_NAME)) or ""
    known = _known(person, programme, employer, starts_on)
    if known is None:
        needed = (programme, occupation, target_grade, starts_on, ends_on, mentors, plan)
        for column, value in zip(
            (PROGRAMME, OCCUPATION, GRADE, STARTS, ENDS, MENTOR, PLAN), needed, strict=True
        ):
            record.require(column, value)
        if programme is Programme.STUDENT_APPRENTICESHIP:
            record.require(SCHOOL, school)
    _check_term(record, starts_on, ends_on, known)
    signed_on = _signed(record, today)
    programme = programme or (known.programme if known else None)
    if programme is None:
        return None
    known_id = known.id if known else None
    unsigned = record.has(SIGNED) and signed_on is None
    return TrainingRow(
        known_id,
        programme,
        school,
        occupation,
        target_grade,
        starts_on,
        ends_on,
        mentors,
        plan,
        signed_on,
        unsigned,
    )


def _signed(record: Record, today: date) -> date | None:
    """What is to be signed one day is not signed."""
    signed_on = record.read(SIGNED, day) if record.has(SIGNED) else None
    if signed_on and signed_on > today:
        record.wrong(SIGNED, "signed_ahead", text=signed_on.isoformat())
    return signed_on


def _known(
    person: KnownPerson | None, programme: Programme | None, employer: str, starts_on: date | None
) -> KnownTraining | None:
    """The agreement of that programme at that employer: that begins or runs on the day, or the newest.

    A new start within an agreement corrects it; one outside begins another.
    """
    found = [
        training
        for training in (person.trainings if person else ())
        if training.employer == employer and programme in (training.programme, None)
    ]
    if starts_on is not None:
        same = [training for training in found if training.starts_on == starts_on]
        found = same or [training for training in found if starts_on <= training.ends_on]
    return max(found, key=lambda training: training.starts_on, default=None)


def _check_term(
    record: Record, starts_on: date | None, ends_on: date | None, known: KnownTraining | None
) -> None:
    if not record.is_right(STARTS) or not record.is_right(ENDS):
        return
    starts_on = starts_on or (known.starts_on if known else None)
    ends_on = ends_on or (known.ends_on if known else None)
    if starts_on and ends_on and ends_on < starts_on:
        record.wrong(ENDS, "ends_before_start", text=ends_on.isoformat(), starts=starts_on.isoformat())
