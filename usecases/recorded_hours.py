"""What logging and amending share: hold the person's hours, check a claim against them, compare its words."""

from datetime import date, datetime, timedelta

from domain.caps import Recorded, Room, room_on
from domain.claims import Claim
from domain.clock import week_start
from domain.flags import Flag, flags_of
from domain.hours import check, check_day
from models.statement import Statement, as_day

from .entry_facts import EntryFacts
from .training_of import Training

# Raising the number is also the lock that lets no other hours of this person be checked meanwhile.
_NEXT_NUMBER = Statement(
    "UPDATE person SET last_entry_number = last_entry_number + 1 WHERE id = $1 RETURNING last_entry_number"
)
_HOLD = Statement("UPDATE person SET last_entry_number = last_entry_number WHERE id = $1")
_GIVE_BACK = Statement("UPDATE person SET last_entry_number = last_entry_number - 1 WHERE id = $1")
# What was reversed takes up no time any more, nor does what reverses it.
_RECORDED = Statement(
    """
    SELECT number, work_date, minutes, starts, ends FROM hours_entry e
    WHERE person_id = $1 AND work_date BETWEEN $2 AND $3 AND status IN ('submitted', 'confirmed') AND number <> $4
      AND reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM hours_entry r WHERE r.reverses_id = e.id)
    """
)
# That the digest isn't empty is said because only then the partial index is used.
_SAID = Statement(
    """
    SELECT person_id FROM hours_entry
    WHERE words_digest = $1 AND words_digest <> '' AND status <> 'withdrawn' AND NOT (person_id = $2 AND number = $3)
    ORDER BY work_date DESC LIMIT 5
    """
)
_REOPEN_WEEK = Statement("DELETE FROM closed_week WHERE apprenticeship_id = $1 AND monday = $2 RETURNING id")


async def next_number(person_id: int) -> int:
    """Hold this person's hours until the transaction ends, and number the next entry."""
    found = await _NEXT_NUMBER.columns(person_id)
    if found is None:
        raise LookupError(f"no person {person_id}")
    return int(found[0])


async def give_number_back(person_id: int) -> None:
    """For a transaction that took a number and then needs none."""
    await _GIVE_BACK.run(person_id)


async def hold_hours(person_id: int) -> None:
    """Let nobody write hours of this person until the transaction ends."""
    await _HOLD.run(person_id)


async def recorded_around(person_id: int, day: date, *, without: int = 0) -> list[Recorded]:
    """What counts in the week of `day` and on the days beside it, but not entry number `without`."""
    monday = week_start(day)
    first = min(monday, day - timedelta(days=1))
    last = max(monday + timedelta(days=6), day + timedelta(days=1))
    return [
        Recorded(row["number"], as_day(row["work_date"]), row["minutes"], row["starts"], row["ends"])
        for row in await _RECORDED.rows(person_id, first, last, without)
    ]


async def room_for(
    person_id: int,
    claim: Claim,
    training: Training,
    *,
    now: datetime,
    without: int = 0,
    reopened: bool = False,
) -> Room:
    """Check a claim against everything the person has recorded. Refusals: those of `domain.hours`."""
    check_day(claim, training.term, now)
    recorded = await recorded_around(person_id, claim.day, without=without)
    limits = training.limits_of_all(claim.day)
    return check(claim, training.term, recorded, limits, now=now, reopened=reopened)


async def room_left(person_id: int, day: date, training: Training) -> Room:
    """What the day holds by now."""
    recorded = await recorded_around(person_id, day)
    return room_on(day, recorded, training.limits_of_all(day))


async def look(
    person_id: int, number: int, claim: Claim, digest: str, *, written_on: date, amended: bool = False
) -> tuple[Flag, ...]:
    """The flags of a claim whose words have this `digest`, compared with what was written before."""
    said_by = {row["person_id"] for row in await _SAID.rows(digest, person_id, number)} if digest else set()
    return flags_of(
        claim,
        written_on=written_on,
        said_before=person_id in said_by,
        said_by_another=bool(said_by - {person_id}),
        amended=amended,
    )


async def reopen_week(apprenticeship_id: int, day: date) -> tuple[str, ...]:
    """Hours in a week that was closed as one without training take that word back; what the trail calls it."""
    rows = await _REOPEN_WEEK.rows(apprenticeship_id, week_start(day))
    return tuple(f"closed_week:{row['id']}" for row in rows)


def facts_of(told: Claim | EntryFacts) -> dict[str, object]:
    """The fields that a confirmation protects, as JSON values."""
    return {
        "work_date": told.day.isoformat(),
        "minutes": told.minutes,
        "starts": told.starts,
        "ends": told.ends,
        "category": told.category,
        "place": told.place,
        "content": told.content,
    }
