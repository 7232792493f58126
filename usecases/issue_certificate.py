"""颁发: a passed assessment becomes a certificate, exactly once whatever happens."""

from dataclasses import dataclass
from datetime import datetime

from domain.certificate_kinds import Kind
from domain.roles import Actor, Door
from models.statement import Statement
from models.transaction import atomic

from .certificate_standing import AssessmentUnknown, standing_of
from .find_certificate import Document, certificate_by_ref
from .manages import check_manages
from .write_certificate import Draft, write_certificate


@dataclass(frozen=True, slots=True)
class Issued:
    """`new` is False where it was issued before: the same certificate, not another."""

    document: Document
    new: bool


# Written first, so that two who issue at once make one certificate.
_HOLD = Statement("UPDATE assessment SET attempt = attempt WHERE id = $1")


async def issue_certificate(by: Actor | Door, assessment_id: int, kind: Kind, *, now: datetime) -> Issued:
    """One transaction: number, row, trail and message. At the command line the operator may do it for anybody.

    Refusals: `AssessmentUnknown`, `RequirementsMissing`, `KindNotYet`, those of `check_manages`.
    """
    ref = f"{kind.code}:{assessment_id}"
    # Asked without a lock first: running over a whole class again writes nothing.
    if before := await certificate_by_ref(ref):
        await check_manages(by, before.person_id)
        return Issued(before, new=False)
    async with atomic():
        await _HOLD.run(assessment_id)
        standing = await standing_of(assessment_id, kind)
        await check_manages(by, standing.person_id)
        earlier = await certificate_by_ref(ref)
        if earlier is None:
            await write_certificate(by, Draft(kind, standing, ref), now=now)
        found = earlier or await certificate_by_ref(ref)
    if found is None:
        raise AssessmentUnknown
    return Issued(found, new=earlier is None)
