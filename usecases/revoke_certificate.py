"""撤销: a certificate holds no longer, for good. It stays visible, with the reason."""

from datetime import datetime

from domain.certificate_states import CertificateState
from domain.roles import Actor, Door

from .decide_certificate import decide_certificate
from .find_certificate import Document


async def revoke_certificate(by: Actor | Door, number: str, reason: str, *, now: datetime) -> Document:
    """Refusals: those of `decide_certificate`."""
    return await decide_certificate(by, number, CertificateState.REVOKED, reason, now=now)
