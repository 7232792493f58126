"""A person sees the own certificates, and an administrator those of one person."""

from domain.roles import Actor, Door

from .find_certificate import Document, certificates_of
from .manages import check_manages

# A working life brings few; the newest stand first.
MOST = 50


async def list_certificates(actor: Actor) -> tuple[Document, ...]:
    """The own ones, the newest first, whatever their state."""
    return await certificates_of(actor.person_id, MOST)


async def list_certificates_of(by: Actor | Door, person_id: int) -> tuple[Document, ...]:
    """Refusals: those of `check_manages`."""
    await check_manages(by, person_id)
    return await certificates_of(person_id, MOST)
