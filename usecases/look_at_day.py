"""A day as its apprentice sees it: what is written, what is left, and what one usually writes."""

from dataclasses import dataclass
from datetime import date

from domain.caps import Room
from domain.roles import Actor
from models.statement import Statement

from .own_entry import OWN_COLUMNS, OwnEntry, entry_of
from .recorded_hours import room_left
from .training_of import training_on

SUGGESTIONS = 5
LOOKED_AT = 30
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Day:
    """`entries` newest first; `contents` are short ones from the entries before, newest first.

    `usual` is the category written last, "" where nothing was.
    """

    day: date
    categories: tuple[str, ...]
    lesson_minutes: int
    entries: tuple[OwnEntry, ...]
    room: Room
    contents: tuple[str, ...]
    usual: str


_OF_DAY = Statement(
    f"SELECT {OWN_COLUMNS} FROM hours_entry e WHERE person_id = $1 AND work_date = $2 ORDER BY number DESC"  # nosec B608
)
_SAID = Statement(
    f"SELECT content, category FROM hours_entry WHERE person_id = $1 ORDER BY number DESC LIMIT {LOOKED_AT}"  # nosec B608
)


async def look_at_day(actor: Actor, day: date) -> Day:
    """The day, or the first one of the agreement where that lies later. Refusal: `NotInTraining`."""
    training = await training_on(actor.person_id, day)
    day = max(day, training.term.starts_on)
    said = await _SAID.rows(actor.person_id)
    short = (row["content"] for row in said if 0 < len(row["content"]) <= LONGEST)
    return Day(
        day,
        tuple(sorted(training.term.categories)),
        training.lesson_minutes,
        tuple(entry_of(row) for row in await _OF_DAY.rows(actor.person_id, day)),
        await room_left(actor.person_id, day, training),
        tuple(dict.fromkeys(short))[:SUGGESTIONS],
        next((row["category"] for row in said if row["category"] in training.term.categories), ""),
    )
