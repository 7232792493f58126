"""申诉: what administrators still have to settle."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.entries import EntryStatus
from domain.roles import Actor
from models.statement import Statement, as_day, as_instant

from .administered import REACHED, check_administrator

SHOWN = 8

# A dispute is open while nobody has settled it and its revision still waits or stands returned: hours that were
# amended, withdrawn or confirmed meanwhile leave nothing to settle. $1 is the administrator, whose own
# hours are for others.
OPEN = f"""
    FROM dispute d
    JOIN hours_entry e ON e.id = d.entry_id AND e.revision = d.revision AND e.status IN ('submitted', 'returned')
    JOIN apprenticeship a ON a.id = e.apprenticeship_id
    WHERE d.settled_at IS NULL AND e.person_id <> $1
      AND (a.employer_id IN ({REACHED}) OR a.school_id IN ({REACHED}))
"""
_COUNT = Statement(f"SELECT count(*) AS disputes {OPEN}")
_PAGE = Statement(
    f"""
    SELECT d.id, d.reason, d.opened_at, e.number, e.work_date, e.minutes, e.category, e.content, e.status,
           e.waiting_since, person.name, c.signer_name, c.reason AS returned_because
    FROM (SELECT d.id {OPEN} ORDER BY d.id LIMIT $2) AS open
    JOIN dispute d ON d.id = open.id
    JOIN hours_entry e ON e.id = d.entry_id
    JOIN person ON person.id = e.person_id
    LEFT JOIN confirmation c ON c.entry_id = e.id AND c.revision = e.revision
    ORDER BY d.id
    """  # nosec B608
)


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """`dispute` is its number for administrators, `number` the apprentice's own of the entry; minutes.

    `returned_by` and `returned_because` are empty while the mentor hasn't decided.
    """

    dispute: int
    reason: str
    opened_at: datetime
    name: str
    number: int
    day: date
    minutes: int
    category: str
    content: str
    status: EntryStatus
    waiting_since: datetime
    returned_by: str
    returned_because: str


@dataclass(frozen=True, slots=True)
class OpenDisputes:
    """The oldest of all `total`."""

    lines: tuple[OpenDispute, ...]
    total: int


async def open_disputes(actor: Actor) -> OpenDisputes:
    """Of the organizations the administrator reaches. Refusal: `OnlyAdministrators`."""
    check_administrator(actor)
    rows = await _PAGE.rows(actor.person_id, SHOWN)
    return OpenDisputes(
        tuple(
            OpenDispute(
                dispute=row["id"],
                reason=row["reason"],
                opened_at=as_instant(row["opened_at"]),  # type: ignore[arg-type]
                name=row["name"],
                number=row["number"],
                day=as_day(row["work_date"]),
                minutes=row["minutes"],
                category=row["category"],
                content=row["content"],
                status=EntryStatus(row["status"]),
                waiting_since=as_instant(row["waiting_since"]),  # type: ignore[arg-type]
                returned_by=row["signer_name"] or "",
                returned_because=row["returned_because"] or "",
            )
            for row in rows
        ),
        await count_open_disputes(actor),
    )


async def count_open_disputes(actor: Actor) -> int:
    row = await _COUNT.row(actor.person_id)
    return int(row["disputes"]) if row else 0
