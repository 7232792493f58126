"""换发: a new certificate takes the place of an old one, with today's facts; both stay visible and linked."""

from datetime import datetime

from domain.certificate_states import CertificateState
from domain.certificates import check_reason, check_step
from domain.roles import Actor, Door
from models.transaction import atomic

from .certificate_kinds import kind_named
from .certificate_standing import AssessmentUnknown, standing_of
from .decide_certificate import decide, held
from .find_certificate import Document, certificate_by_ref
from .write_certificate import Draft, write_certificate


async def reissue_certificate(by: Actor | Door, number: str, reason: str, *, now: datetime) -> Document:
    """The new one. Reissuing the same number again gives the same new one.

    Refusals: `CertificateUnknown`, `WrongState`, `ReasonUnfit`, `RequirementsMissing`, `OnlyAdministrators`.
    """
    words = check_reason(reason)
    async with atomic():
        row = await held(by, number)
        ref = f"reissue:{row['id']}"
        if await certificate_by_ref(ref) is None:
            check_step(row["number"], CertificateState(row["state"]), CertificateState.REISSUED)
            kind = kind_named(row["kind"])
            standing = await standing_of(row["assessment_id"] or 0, kind)
            await decide(by, row, CertificateState.REISSUED, words, now=now)
            await write_certificate(by, Draft(kind, standing, ref, replaces=row["id"]), now=now)
        new = await certificate_by_ref(ref)
    if new is None:
        raise AssessmentUnknown
    return new
