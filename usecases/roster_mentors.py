"""Mentors by their days: whoever leaves stays the mentor of the days before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.people import Person
from models.training import Mentorship


@dataclass(frozen=True, slots=True)
class Term:
    """A mentor of an agreement, from `since` to `until`, both included; open where that is None."""

    id: int
    mentor_id: int
    name: str
    since: date
    until: date | None


async def start_mentors(wanted: Iterable[tuple[int, Sequence[int], date]]) -> None:
    """For new agreements: their id, the ids of their mentors, and the first day."""
    await Mentorship.bulk_create(
        Mentorship(apprenticeship_id=training_id, mentor_id=mentor_id, since=since)
        for training_id, mentors, since in wanted
        for mentor_id in mentors
    )


async def terms_of(training_ids: Sequence[int]) -> dict[int, list[Term]]:
    found: dict[int, list[Term]] = {}
    rows = Mentorship.filter(apprenticeship_id__in=list(training_ids)).order_by("id")
    for training_id, *term in await rows.values_list(
        "apprenticeship_id", "id", "mentor_id", "mentor__name", "since", "until"
    ):
        found.setdefault(training_id, []).append(Term(*term))
    return found


async def move_start(terms: Sequence[Term], before: date, now: date) -> None:
    """Who was a mentor from the first day on stays so when that day moves."""
    await Mentorship.filter(id__in=[term.id for term in terms if term.since == before]).update(since=now)


async def change_mentors(
    training_id: int, terms: Sequence[Term], wanted: Sequence[int], starts_on: date, today: date
) -> tuple[str, str] | None:
    """From today on, or from the start if that is to come, only `wanted`; the names before and now, if they differ."""
    current = _current(terms, today)
    leaving = [term for term in current if term.mentor_id not in wanted]
    arriving = [mentor for mentor in wanted if mentor not in {term.mentor_id for term in current}]
    if not wanted or not (leaving or arriving):
        return None
    for term in leaving:
        await _end(term, today - timedelta(days=1))
    await start_mentors([(training_id, arriving, max(today, starts_on))])
    names = await _names(wanted)
    return "、".join(term.name for term in current), "、".join(names[mentor] for mentor in wanted)


def taken_away(terms: Sequence[Term], wanted: Sequence[int], today: date) -> tuple[str, ...]:
    """The rows that `change_mentors` takes away, as the trail names them."""
    leaving = [term for term in _current(terms, today) if wanted and term.mentor_id not in wanted]
    return tuple(f"mentorship:{term.id}" for term in leaving if term.since > today - timedelta(days=1))


def _current(terms: Sequence[Term], today: date) -> list[Term]:
    return [term for term in terms if term.until is None or term.until >= today]


async def _end(term: Term, last: date) -> None:
    """A term that would have no day is taken away: it never began."""
    if term.since > last:
        await Mentorship.filter(id=term.id).delete()
    else:
        await Mentorship.filter(id=term.id).update(until=last)


async def _names(person_ids: Sequence[int]) -> Mapping[int, str]:
    return dict(await Person.filter(id__in=list(person_ids)).values_list("id", "name"))
