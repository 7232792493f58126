"""The followers among a notice's recipients get its tag, a piece at a time."""

import asyncio
from collections.abc import Collection
from datetime import datetime

from domain.deliveries import Answer, Later
from domain.mass_sends import MassState, after_refused_tag
from domain.reminders import quiet_until
from models.statement import Statement, to_json
from models.transaction import atomic

from .fall_back import fall_back
from .mass_leases import Leased, put
from .mass_platform import AT_ONCE, Hands, TagGone, TagRefused
from .mass_reach import IN_PIECE, Piece, next_piece

# Whom an earlier attempt tagged and who has left since is marked no more.
_MARK = Statement(
    f"""
    UPDATE delivery SET channel = CASE WHEN id IN (SELECT value::bigint FROM json_array_elements_text($4::json))
                                  THEN 'mass' ELSE '' END
    WHERE state = 'waiting' AND {IN_PIECE}
    """  # nosec B608
)


async def tag_piece(held: Leased, hands: Hands) -> None:
    """The next piece of followers; afterwards, those left out go by themselves once the call was answered."""
    now = hands.clock()
    if not held.urgent and (morning := quiet_until(now)):
        # Whoever leaves before the call would get it all the same, so the tag waits for the morning too.
        await put(held, due_at=morning)
        return
    try:
        await _tag(held, hands, now)
    except TagRefused as error:
        await _refused(held, error.answer, hands.clock())
    except TagGone:
        await put(held, due_at=now, tag_id=None, reached_to=0, people=0)


async def _tag(held: Leased, hands: Hands, now: datetime) -> None:
    if held.tag_id is None:
        tag = await hands.platform.make_tag(held.notice_id, held.client_id)
        await put(held, due_at=now, tag_id=tag, reached_to=0, people=0)
        return
    piece = await next_piece(hands.app, held.notice_id, held.reached_to, now=now)
    if piece is None:
        await _all_tagged(held, now)
        return
    refused = await _give(held.tag_id, list(piece.deliveries), hands)
    await _mark(held, piece, refused, now)


async def _give(tag: int, openids: list[str], hands: Hands) -> Collection[str]:
    batches = [openids[start : start + AT_ONCE] for start in range(0, len(openids), AT_ONCE)]
    found = await asyncio.gather(*(hands.platform.tag(batch, tag) for batch in batches))
    return frozenset().union(*found)


async def _mark(held: Leased, piece: Piece, refused: Collection[str], now: datetime) -> None:
    tagged = [delivery for openid, delivery in piece.deliveries.items() if openid not in refused]
    people = held.people + len(tagged)
    async with atomic():
        if await put(held, due_at=now, reached_to=piece.last, people=people, attempts=0):
            await _MARK.run(held.notice_id, held.reached_to, piece.last, to_json(tagged))


async def _all_tagged(held: Leased, now: datetime) -> None:
    """Of nobody there is nothing to call for."""
    state = MassState.TAGGED if held.people else MassState.CLEARING
    await put(held, due_at=now, state=state, reached_to=0, attempts=0, why="")


async def _refused(held: Leased, answer: Answer, now: datetime) -> None:
    failures = held.attempts + 1
    outcome = after_refused_tag(answer, failures, held.id, now)
    if isinstance(outcome, Later):
        await put(held, due_at=outcome.at, attempts=failures, why=outcome.why)
    else:
        await fall_back(held, outcome.why, now=now)
