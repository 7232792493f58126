"""Which assessments a kind of certificate can be issued from: of one person, or of all who passed."""

from dataclasses import dataclass

from domain.certificate_kinds import Kind
from domain.roles import Actor, Door
from models.statement import Statement

from .administered import REACHED, overseer
from .certificate_standing import AssessmentUnknown
from .manages import check_manages


@dataclass(frozen=True, slots=True)
class Candidate:
    """An assessment, and whose it is."""

    assessment_id: int
    name: str


_PASSED = f"""
    FROM assessment s
    JOIN apprenticeship a ON a.id = s.apprenticeship_id
    JOIN person p ON p.id = a.person_id AND p.erased_at IS NULL
    WHERE s.state = 'passed' AND s.kind = $2
      AND ($1::int = 0 OR a.employer_id IN ({REACHED}) OR a.school_id IN ({REACHED}))
"""
_PAGE = Statement(f"SELECT s.id, p.name {_PASSED} AND s.id > $3 ORDER BY s.id LIMIT $4")
_COUNT = Statement(f"SELECT count(*) AS passed {_PASSED}")
# Passed ones first, then the newest attempt, whose refusal says what is missing.
_OF_PERSON = Statement(
    """
    SELECT s.id, p.name FROM assessment s
    JOIN apprenticeship a ON a.id = s.apprenticeship_id
    JOIN person p ON p.id = a.person_id
    WHERE a.person_id = $1 AND s.kind = $2 AND s.state NOT IN ('cancelled', 'voided')
    ORDER BY CASE s.state WHEN 'passed' THEN 0 ELSE 1 END, s.id DESC LIMIT 1
    """
)


async def issuable(by: Actor | Door, kind: Kind, *, after: int, most: int) -> tuple[Candidate, ...]:
    """A page of all who passed, by ascending id from behind `after`. Refusal: `OnlyAdministrators`."""
    rows = await _PAGE.rows(overseer(by), str(kind.stands_on), after, most)
    return tuple(Candidate(row["id"], row["name"]) for row in rows)


async def count_issuable(by: Actor | Door, kind: Kind) -> int:
    """Refusal: `OnlyAdministrators`."""
    row = await _COUNT.row(overseer(by), str(kind.stands_on))
    return int(row["passed"]) if row else 0


async def issuable_of(by: Actor | Door, kind: Kind, person_id: int) -> Candidate:
    """The person's newest. Refusals: those of `check_manages`, `AssessmentUnknown`."""
    await check_manages(by, person_id)
    row = await _OF_PERSON.row(person_id, str(kind.stands_on))
    if row is None:
        raise AssessmentUnknown
    return Candidate(row["id"], row["name"])
