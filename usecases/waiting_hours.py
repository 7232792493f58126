"""待确认: what waits for a mentor or a teacher, oldest first, a page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from domain.clock import local_day
from domain.roles import Actor, Role
from domain.signing import OnlyMentors
from models.statement import Statement, as_instant
from models.transaction import atomic

from .entry_facts import COLUMNS, EntryFacts, facts_from
from .entry_history import Revision, TakenBack, revisions_of
from .mentors_of import DECIDABLE, TO_DECIDE
from .queue_seen import Seen, remember_queue, take_queue

PAGE = 20


@dataclass(frozen=True, slots=True)
class EntryLine(EntryFacts):
    """An entry as the one who decides sees it: whose it is, and which mentor is away, if any.

    `pressed`: the apprentice pressed for it (催办) while it waited. `amended`: how often it was amended; `undone`
    says who took back a confirmation of just this. Only lines that are shown know these.
    """

    name: str
    instead_of: str = ""
    pressed: bool = False
    amended: int = 0
    undone: TakenBack | None = None

    @property
    def seen(self) -> Seen:
        return Seen(self.entry_id, self.revision)


@dataclass(frozen=True, slots=True)
class Queue:
    """One page: `lines` are numbered from `first`; `more` follow; `waited` days the oldest of all `total`."""

    lines: tuple[EntryLine, ...]
    first: int
    total: int
    more: int
    waited: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many entries wait, how many of them were not in the list, and how many days the oldest has."""

    total: int
    unseen: int
    days: int


_WAITING = f"""
    FROM ({TO_DECIDE}) AS mine
    JOIN hours_entry e ON e.apprenticeship_id = mine.apprenticeship_id AND e.status = 'submitted' AND {DECIDABLE}
    WHERE e.person_id <> $1
"""  # nosec B608
_LINES = """
    SELECT e.*, person.name, away.name AS instead_of FROM (
        SELECT {columns}, min(mine.instead_of) AS away_id {waiting}
        GROUP BY e.id ORDER BY e.waiting_since, e.id LIMIT $3
    ) AS e
    JOIN person ON person.id = e.person_id
    LEFT JOIN person away ON away.id = e.away_id
    ORDER BY e.waiting_since, e.id
"""
_PAGE = Statement(_LINES.format(columns=COLUMNS, waiting=_WAITING))
_BEHIND = Statement(
    _LINES.format(columns=COLUMNS, waiting=f"{_WAITING} AND (e.waiting_since, e.id) > ($4, $5)")
)
# A press needs three days of waiting, so one of a later day than the waiting began is about this revision.
PRESSED = "EXISTS (SELECT 1 FROM nudge n WHERE n.entry_id = e.id AND n.day > e.waiting_since)"
_PRESSED_FIRST = Statement(
    f"""
    SELECT e.*, person.name, away.name AS instead_of FROM (
        SELECT {COLUMNS}, min(mine.instead_of) AS away_id, {PRESSED} AS pressed {_WAITING}
        GROUP BY e.id ORDER BY pressed DESC, e.waiting_since, e.id LIMIT $3
    ) AS e
    JOIN person ON person.id = e.person_id
    LEFT JOIN person away ON away.id = e.away_id
    ORDER BY e.pressed DESC, e.waiting_since, e.id
    """  # nosec B608
)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# $3 holds the ids of a list, each between commas; both databases can look into a text.
_COUNT = Statement(
    f"""
    SELECT count(DISTINCT e.id) AS total, min(e.waiting_since) AS oldest,
           count(DISTINCT CASE WHEN $3 LIKE '%,' || e.id || ',%' THEN NULL ELSE e.id END) AS unseen
    {_WAITING}
    """
)


async def waiting_hours(actor: Actor, app: str, openid: str, *, page: int = 1, now: datetime) -> Queue:
    """Show a page and remember its lines for the numbers that will be said. Refusal: `OnlyMentors`.

    Page 1 is a new list. A later page goes on from the list seen so far, whose lines keep their
    numbers, so what was decided meanwhile makes no line slip through between two pages.
    """
    _check(actor)
    today = local_day(now)
    async with atomic():
        kept = (await take_queue(app, openid))[: (page - 1) * PAGE]
        shown = {seen.entry_id for seen in kept}
        rows = await _PAGE.rows(actor.person_id, today, len(kept) + PAGE)
        lines = [line_of(row) for row in rows if row["id"] not in shown][:PAGE]
        lines = await with_history(lines)
        await remember_queue(app, openid, [*kept, *(line.seen for line in lines)])
        waiting = await count_waiting(actor, now=now)
    more = waiting.total - len(lines) - sum(row["id"] in shown for row in rows)
    return Queue(tuple(lines), len(kept) + 1, waiting.total, more, waiting.days)


async def queue_after(actor: Actor, after: tuple[datetime, int] | None, *, now: datetime) -> Queue:
    """The page behind the line that waits since that instant and has that id; nothing is remembered.

    Refusal: `OnlyMentors`.
    """
    _check(actor)
    since, last = after or (_BEGINNING, 0)
    rows = await _BEHIND.rows(actor.person_id, local_day(now), PAGE + 1, since, last)
    waiting = await count_waiting(actor, now=now)
    lines = await with_history(list(map(line_of, rows[:PAGE])))
    return Queue(tuple(lines), 1, waiting.total, max(len(rows) - PAGE, 0), waiting.days)


async def look_at_queue(actor: Actor, *, page: int = 1, now: datetime) -> Queue:
    """The page for a door that names entries by themselves, what was pressed for first; nothing is remembered.

    Refusal: `OnlyMentors`.
    """
    _check(actor)
    before = (page - 1) * PAGE
    rows = await _PRESSED_FIRST.rows(actor.person_id, local_day(now), before + PAGE)
    lines = await with_history([replace(line_of(row), pressed=bool(row["pressed"])) for row in rows[before:]])
    waiting = await count_waiting(actor, now=now)
    return Queue(
        tuple(lines), before + 1, waiting.total, max(waiting.total - before - len(lines), 0), waiting.days
    )


def _check(actor: Actor) -> None:
    if not (actor.is_a(Role.MENTOR) or actor.is_a(Role.TEACHER)):
        raise OnlyMentors


async def count_waiting(actor: Actor, seen: Iterable[Seen] = (), *, now: datetime) -> Waiting:
    """What waits for the actor in all, and how much of it isn't among the lines `seen`."""
    today = local_day(now)
    ids = "".join(f"{line.entry_id}," for line in seen)
    row = await _COUNT.row(actor.person_id, today, f",{ids}") or {"total": 0, "unseen": 0, "oldest": None}
    oldest = as_instant(row["oldest"])
    return Waiting(row["total"], row["unseen"], (today - local_day(oldest)).days if oldest else 0)


async def with_history(lines: Sequence[EntryLine]) -> list[EntryLine]:
    """The lines, saying what became of earlier revisions."""
    earlier = await revisions_of(lines)
    return [_told(line, earlier.get(line.entry_id, ())) for line in lines]


def _told(line: EntryLine, earlier: Sequence[Revision]) -> EntryLine:
    amended = sum(one.undone is None for one in earlier)
    return replace(line, amended=amended, undone=earlier[-1].undone if earlier else None)


def line_of(row: Mapping[str, Any]) -> EntryLine:
    """From a row of `COLUMNS` with the apprentice's `name`."""
    return EntryLine(**facts_from(row), name=row["name"], instead_of=row.get("instead_of") or "")
