"""The items and the assessors of a decided assessment."""

from domain.assessments import Result
from models.statement import Insert, Statement

_ITEM = Insert("assessment_item", "assessment_id", "name", "weight", "score")
_ASSESSOR = Insert("assessor", "assessment_id", "person_id", "name", "employer")
# The name and employer that are frozen: of the role that was given first.
_PERSON = Statement(
    """
    SELECT p.name, coalesce((SELECT o.name FROM role_held held JOIN organization o ON o.id = held.organization_id
                             WHERE held.person_id = p.id ORDER BY held.id LIMIT 1), '') AS employer
    FROM person p WHERE p.id = $1
    """
)
_ITEMS = Statement("SELECT name, weight, score FROM assessment_item WHERE assessment_id = $1")
_ASSESSORS = Statement("SELECT person_id FROM assessor WHERE assessment_id = $1")


async def write_parts(assessment_id: int, result: Result) -> None:
    for item in result.items:
        await _ITEM.one(assessment_id=assessment_id, name=item.name, weight=item.weight, score=item.score)
    for person_id in sorted(set(result.assessors)):
        row = await _PERSON.row(person_id)
        if row is None:
            raise LookupError(f"no person {person_id}")
        await _ASSESSOR.one(assessment_id=assessment_id, person_id=person_id, **row)


async def same_parts(assessment_id: int, result: Result) -> bool:
    """Whether this is what was written."""
    items = {(row["name"], row["weight"], row["score"]) for row in await _ITEMS.rows(assessment_id)}
    assessors = {row["person_id"] for row in await _ASSESSORS.rows(assessment_id)}
    told = {(item.name, item.weight, item.score) for item in result.items}
    return items == told and assessors == set(result.assessors)
