"""After a mass send: what the platform says became of it is joined to its deliveries, and the tag goes."""

from datetime import datetime
from typing import Any

from domain.deliveries import Later
from domain.mass_sends import SENT_WELL, TAG_KEPT, MassState, after_refused_tag
from domain.stored_text import storable
from models.statement import Statement
from models.transaction import atomic

from .mass_leases import LONGEST_WHY, Leased, put
from .mass_platform import Hands, TagRefused
from .mass_reach import IN_PIECE, last_in_piece

_RECEIPT = Statement("SELECT status FROM mass_receipt WHERE msg_id = $1 AND msg_id <> ''")
# It can still be read in the inbox.
_REFUSE = Statement(
    f"""
    UPDATE delivery SET state = 'refused', outcome = $4, ended_at = $5
    WHERE channel = 'mass' AND state = 'sent' AND {IN_PIECE}
    """  # nosec B608
)


async def clear(held: Leased, hands: Hands) -> None:
    """The tag is kept until the platform says that it is done, or a day."""
    now = hands.clock()
    receipt = await _RECEIPT.row(held.msg_id)
    if receipt is None and held.left_at and now < held.left_at + TAG_KEPT:
        await put(held, due_at=held.left_at + TAG_KEPT)
    elif not (receipt and receipt["status"] != SENT_WELL and await _refuse_piece(held, receipt, now)):
        await _drop(held, hands, now)


async def _refuse_piece(held: Leased, receipt: dict[str, Any], now: datetime) -> bool:
    """The platform stopped the whole job: the next deliveries of it; False where there are no more."""
    last = await last_in_piece(held.notice_id, held.reached_to)
    if last is None:
        return False
    why = storable(receipt["status"], LONGEST_WHY)
    async with atomic():
        if await put(held, due_at=now, reached_to=last):
            await _REFUSE.run(held.notice_id, held.reached_to, last, why, now)
    return True


async def _drop(held: Leased, hands: Hands, now: datetime) -> None:
    state = MassState.DONE
    if held.tag_id is not None:
        try:
            if not await hands.platform.drop_tag(held.tag_id):
                state = MassState.CLEARING
        except TagRefused as error:
            outcome = after_refused_tag(error.answer, held.attempts + 1, held.id, now)
            if isinstance(outcome, Later):
                await put(held, due_at=outcome.at, attempts=held.attempts + 1)
                return
    await put(held, due_at=now, state=state)
