"""A firm names the grades in its own way."""

from collections.abc import Sequence
from datetime import datetime

from domain.audit import Event
from domain.grade_claims import FirmUnknown, GradeUnknown
from domain.grade_names import GradeNames, GradeNaming, check_namings, names_of
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Insert, Statement
from models.transaction import atomic

from .administered import REACHED, check_administrator
from .policies import grade_numbers

# Writing the organization is the lock; $2 is who asks, 0 for the operator of the machine.
_LOCK = Statement(
    f"""
    UPDATE organization SET name = name
    WHERE name = $1 AND ($2::int = 0 OR id IN ({REACHED.replace("$1", "$2")})) RETURNING id
    """  # nosec B608
)
_FIND = Statement("SELECT id FROM organization WHERE name = $1")
_NAMES = Statement(
    "SELECT id, grade, step, name FROM grade_name WHERE organization_id = $1 ORDER BY grade, step"
)
_DROP = Statement(
    "DELETE FROM grade_name WHERE organization_id = $1 AND grade = $2 AND step = $3 RETURNING id"
)
_INSERT = Insert("grade_name", "organization_id", "grade", "step", "name")


async def organization_named(name: str) -> int:
    """Refusal: `FirmUnknown`."""
    row = await _FIND.row(name)
    if row is None:
        raise FirmUnknown(name)
    return int(row["id"])


async def grade_names_of(organization_id: int | None) -> GradeNames:
    """The names that the firm gave; none without a firm."""
    rows = await _NAMES.rows(organization_id) if organization_id else []
    return names_of((row["grade"], row["step"], row["name"]) for row in rows)


async def read_grade(text: str, organization_id: int | None) -> tuple[int, int]:
    """Grade and step by the firm's own name, a paper's name or the number. Refusal: `GradeUnknown`."""
    name = text.strip()
    if place := (await grade_names_of(organization_id)).place_of(name):
        return place
    numbers = grade_numbers()
    grade = numbers.get(name) or (int(name) if name.isascii() and name.isdigit() else 0)
    if grade not in numbers.values():
        raise GradeUnknown(name[:20])
    return grade, 0


async def name_grades(
    by: Actor | Door, organization: str, namings: Sequence[GradeNaming], *, now: datetime
) -> GradeNames:
    """All the firm's names after these, or none of them; an empty one is taken away.

    Refusals: `OnlyAdministrators`, `FirmUnknown`, `GradeNameUnfit`.
    """
    if isinstance(by, Actor):
        check_administrator(by)
    async with atomic():
        row = await _LOCK.row(organization, by.person_id if isinstance(by, Actor) else 0)
        if row is None:
            raise FirmUnknown(organization)
        known = await grade_names_of(row["id"])
        names = check_namings(namings, known, grade_numbers())
        changed = [one for one in namings if known.names.get(one.place, "") != one.name]
        # First all that goes, so that two levels can exchange their names.
        for naming in changed:
            await _drop(by, row["id"], naming, known, now)
        for naming in changed:
            await _give(by, row["id"], naming, now)
    return names


async def _drop(by: Actor | Door, firm: int, naming: GradeNaming, known: GradeNames, now: datetime) -> None:
    gone = await _DROP.row(firm, naming.grade, naming.step)
    if gone:
        before = {"grade": naming.grade, "step": naming.step, "name": known.names[naming.place]}
        await AuditEntry.record(by, Event.GRADE_NAMED, f"grade_name:{gone['id']}", now=now, before=before)


async def _give(by: Actor | Door, firm: int, naming: GradeNaming, now: datetime) -> None:
    if naming.name:
        number = await _INSERT.one(
            organization_id=firm, grade=naming.grade, step=naming.step, name=naming.name
        )
        after = {"grade": naming.grade, "step": naming.step, "name": naming.name}
        await AuditEntry.record(by, Event.GRADE_NAMED, f"grade_name:{number}", now=now, after=after)
