"""Invitations for the people of a roster: one for everybody who can't come in yet."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from domain.audit import Event
from domain.invitations import VALID_FOR, new_code
from models.people import Identity, Invitation

from .pieces import pieces
from .roster_report import INVITATION, Ledger


async def invite_all(person_ids: Sequence[int], ledger: Ledger) -> None:
    """A code that still lets in is kept, one that ran out is replaced, and one that was revoked stays so."""
    async for piece in pieces(person_ids):
        bound = await Identity.filter(person_id__in=list(piece)).values_list("person_id")
        settled = {*(person_id for (person_id,) in bound), *await _invited_or_refused(piece, ledger.now)}
        made = await issue([person_id for person_id in piece if person_id not in settled], ledger.now)
        for person_id, invitation_id in made.items():
            ledger.created(INVITATION, Event.INVITATION_ISSUED, invitation_id, {"person": person_id})
        ledger.unchanged(INVITATION, len(piece) - len(made))


async def _invited_or_refused(person_ids: Sequence[int], now: datetime) -> set[int]:
    """Those whose newest invitation still lets in, or was revoked."""
    rows = await Invitation.filter(person_id__in=list(person_ids)).order_by("id")
    newest = {row.person_id: row for row in rows}  # type: ignore[attr-defined]
    return {
        person_id
        for person_id, row in newest.items()
        if row.revoked_at or (row.used_at is None and row.expires_at > now)
    }


async def issue(person_ids: Collection[int], now: datetime) -> dict[int, int]:
    """A new code for each; the ids of the invitations by person."""
    codes = await _free_codes(len(person_ids))
    await Invitation.bulk_create(
        Invitation(person_id=person_id, code=code, created_at=now, expires_at=now + VALID_FOR)
        for person_id, code in zip(person_ids, codes, strict=True)
    )
    return dict(await Invitation.filter(code__in=codes).values_list("person_id", "id"))


async def _free_codes(count: int) -> list[str]:
    """Codes that nobody ever had: in 2 million, a new one would meet an old one about every 400,000 times."""
    codes: set[str] = set()
    while len(codes) < count:
        codes |= {new_code(secrets.choice) for _ in range(count - len(codes))}
        codes -= {code for (code,) in await Invitation.filter(code__in=list(codes)).values_list("code")}
    return list(codes)
