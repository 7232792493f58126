"""The one call of a mass send, and its deliveries written down afterwards."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.audit import Event
from domain.deliveries import Later, Never, Outcome, Sent, Unsure
from domain.mass_sends import MassCall, MassState, after_call, before_call
from domain.notices import NoticeState
from domain.reminders import quiet_until
from domain.roles import Door
from domain.stored_text import storable
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .fall_back import fall_back
from .mass_leases import LEASE, LONGEST_WHY, Leased, put
from .mass_platform import Hands
from .mass_reach import IN_PIECE, last_in_piece
from .notice_words import words_of

LONGEST_ID = 40
LOOK_AGAIN = timedelta(seconds=5)

# Written first: whoever cancels or pauses the notice comes before the call, or after it and hears of it.
_HOLD = Statement("UPDATE notice SET state = state WHERE id = $1 RETURNING state")
_STATE = Statement("SELECT state FROM notice WHERE id = $1")
_SETTLE = Statement(
    f"""
    UPDATE delivery SET state = 'sent', attempts = attempts + 1, ended_at = $4, platform_id = $5, outcome = $6
    WHERE channel = 'mass' AND state = 'waiting' AND {IN_PIECE}
    """  # nosec B608
)


async def call(held: Leased, hands: Hands) -> None:
    """Make the call, or make it again under the same id."""
    now = hands.clock()
    if not held.urgent and (morning := quiet_until(now)):
        await put(held, due_at=morning)
        return
    made = await _begin(held, now)
    if made is None:
        return
    outcome, doubtful = before_call(made, now), made.doubtful
    if outcome is None:
        facts = await words_of(held.notice_id)
        answer = await hands.platform.send(held.tag_id or 0, facts, held.client_id)
        row = await _STATE.row(held.notice_id)
        made = replace(made, wanted=_wanted(row["state"] if row else ""))
        outcome = after_call(answer, made, hands.clock())
        doubtful |= isinstance(answer, Unsure)
    held = replace(held, attempts=made.attempts, first_called_at=made.first_at)
    await _conclude(held, outcome, doubtful, hands.clock())


async def settle_piece(held: Leased, hands: Hands) -> None:
    """The next deliveries that the call carried; once there are no more, the others go by themselves."""
    now, number = hands.clock(), held.notice_id
    last = await last_in_piece(number, held.reached_to)
    if last is None:
        await put(held, due_at=now, state=MassState.CLEARING, reached_to=0, attempts=0)
        return
    async with atomic():
        if await put(held, due_at=now, reached_to=last):
            await _SETTLE.run(number, held.reached_to, last, held.left_at, held.msg_id, held.why)


async def _begin(held: Leased, now: datetime) -> MassCall | None:
    """On disk before the call, so that of a process that dies in it one knows that it may have arrived.

    None where the lease is lost or the notice paused.
    """
    doubtful = held.state is MassState.CALLING
    made = MassCall(held.id, held.attempts + 1, held.first_called_at or now, doubtful)
    async with atomic():
        row = await _HOLD.row(held.notice_id)
        if row is None or row["state"] == NoticeState.PAUSED:
            await put(held, due_at=now + LOOK_AGAIN)
            return None
        made = replace(made, wanted=_wanted(row["state"]))
        if before_call(made, now):
            return made
        begun = {"state": MassState.CALLING, "first_called_at": made.first_at, "attempts": made.attempts}
        return made if await put(held, due_at=now + LEASE, **begun) else None


def _wanted(state: str) -> bool:
    return state != NoticeState.CANCELLED


async def _conclude(held: Leased, outcome: Outcome, doubtful: bool, now: datetime) -> None:
    match outcome:
        case Sent():
            await _left(held, outcome, now)
        case Later(at=at, why=why):
            state = MassState.CALLING if doubtful else MassState.TAGGED
            await put(held, due_at=at, state=state, why=why)
        case Never(why=why):
            await fall_back(held, why, now=now)


async def _left(held: Leased, sent: Sent, now: datetime) -> None:
    msg_id, why = storable(sent.platform_id, LONGEST_ID), storable(sent.why, LONGEST_WHY)
    gone = {"state": MassState.CALLED, "left_at": now, "msg_id": msg_id, "why": why, "reached_to": 0}
    async with atomic():
        if await put(held, due_at=now, **gone):
            subject, after = f"notice:{held.notice_id}", {"people": held.people, "msg_id": msg_id}
            await AuditEntry.record(Door.TIMETABLE, Event.NOTICE_MASS_SENT, subject, now=now, after=after)
