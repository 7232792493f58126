"""The grades on record, for those who keep them."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.roles import Actor, Door
from models.statement import Statement, as_day, as_instant

from .manages import check_manages


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One record. `name` is what the firm calls the grade, "" where it has no name of its own."""

    number: int
    person: str
    grade: int
    step: int
    name: str
    occupation: str
    way: str
    decided_on: date
    decided_by: str
    source: str
    certificate: str
    withdrawn_at: datetime | None
    reason: str


_LINES = """
    SELECT g.id, p.name AS person, g.grade, g.step, coalesce(own.name, '') AS name, g.occupation, g.way, g.decided_on,
           g.decided_by_name, g.source, g.number, g.withdrawn_at, g.withdrawn_reason
    FROM grade_record g JOIN person p ON p.id = g.person_id
    LEFT JOIN grade_name own ON own.organization_id = g.decided_by_id AND own.grade = g.grade AND own.step = g.step
    WHERE {} ORDER BY g.id DESC LIMIT $1
"""
_ALL = Statement(_LINES.format("true"))
_OF = Statement(_LINES.format("g.person_id = $2"))
_WITHDRAWN = Statement(
    "SELECT count(*) AS times FROM grade_record WHERE person_id = $1 AND withdrawn_at IS NOT NULL"
)


async def list_grades(limit: int) -> tuple[GradeLine, ...]:
    """Those recorded last, of everybody: for the operator of the machine."""
    return tuple(_line(row) for row in await _ALL.rows(limit))


async def list_grades_of(by: Actor | Door, person_id: int, limit: int) -> tuple[GradeLine, ...]:
    """One person's, withdrawn ones too. Refusals: `OnlyAdministrators`, `PersonUnknown`."""
    await check_manages(by, person_id)
    return tuple(_line(row) for row in await _OF.rows(limit, person_id))


async def times_withdrawn(person_id: int) -> int:
    """How many of the person's records were taken back: what is told again after that is told anew."""
    row = await _WITHDRAWN.row(person_id)
    return int(row["times"]) if row else 0


def _line(row: dict[str, object]) -> GradeLine:
    values = dict(zip(GradeLine.__slots__, row.values(), strict=True))
    return GradeLine(
        **values  # type: ignore[arg-type]
        | {"decided_on": as_day(row["decided_on"]), "withdrawn_at": as_instant(row["withdrawn_at"])}
    )
