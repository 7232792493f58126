"""The mentor's side: what waits, opening it, confirming and returning it, taking a confirmation back."""

from datetime import UTC, datetime, timedelta

from domain.roles import Role
from domain.undoing import UNDO_HELD, UNDO_OFFERED
from usecases.confirm_hours import confirm_hours
from usecases.open_entry import open_entry
from usecases.queue_seen import Seen
from usecases.return_hours import return_hours
from usecases.undo_confirmation import undo_confirmation
from usecases.waiting_hours import queue_after

from .photo_models import Photo
from .queue_models import (
    Compared,
    Decided,
    Line,
    Opened,
    Outcome,
    Place,
    QueuePage,
    SeenLine,
    ToConfirm,
    ToReturn,
    ToUndo,
    Undone,
)
from .routing import Api, Call
from .schema import Asked

api = Api()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@api.read("/queue", QueuePage, asks=Place)
async def queue(call: Call, asked: Place) -> QueuePage:
    """What waits for the one who asks, oldest first."""
    found = await queue_after(call.actor, _after(asked.cursor), now=call.now)
    last = found.lines[-1] if found.more else None
    return QueuePage(
        lines=[Line.model_validate(line) for line in found.lines],
        next=f"{(last.waiting_since - EPOCH) // MICROSECOND}-{last.entry_id}" if last else None,
        total=found.total,
        waited=found.waited,
    )


@api.read("/queue/{entry}", Opened)
async def open_one(call: Call, _: Asked) -> Opened:
    """One entry in full, with what an amendment changed."""
    found = await open_entry(call.actor, call.number("entry"), now=call.now)
    line = found.line
    return Opened(
        line=Line.model_validate(line),
        evidence=found.evidence,
        photos=[Photo.model_validate(piece) for piece in found.pieces],
        compared=Compared.model_validate(found.compared) if found.compared else None,
        decision=found.decision,
        decided_by=found.decided_by,
        right=found.right,
        proof=call.seal.sign(_purpose(call), _seen_text(line.entry_id, line.revision)),
    )


@api.write("POST", "/queue/confirm", Decided, asks=ToConfirm)
async def confirm(call: Call, asked: ToConfirm) -> Decided:
    """Confirm each line in the revision seen, as far as nothing stands in its way."""
    outcomes = await confirm_hours(
        call.actor,
        _seen(call, asked.lines),
        batch=call.ref,
        now=call.now,
        reason=asked.reason,
        hold=UNDO_HELD,
    )
    undo = any(one.obstacle is None and one.role is not Role.ADMINISTRATOR for one in outcomes)
    return Decided(
        outcomes=[Outcome.model_validate(one) for one in outcomes],
        undo_until=call.now + UNDO_OFFERED if undo else None,
    )


@api.write("POST", "/queue/return", Decided, asks=ToReturn)
async def send_back(call: Call, asked: ToReturn) -> Decided:
    """Return each line in the revision seen, with a reason."""
    seen = _seen(call, asked.lines)
    found = await return_hours(call.actor, seen, asked.reason, batch=call.ref, now=call.now)
    return Decided(outcomes=[Outcome.model_validate(one) for one in found.lines])


@api.write("POST", "/queue/undo", Undone, asks=ToUndo)
async def undo(call: Call, asked: ToUndo) -> Undone:
    """Let entries wait again that were confirmed seconds ago, all or none."""
    return Undone(count=await undo_confirmation(call.actor, _seen(call, asked.lines), now=call.now))


def _after(cursor: str | None) -> tuple[datetime, int] | None:
    if cursor is None:
        return None
    since, _, last = cursor.partition("-")
    return EPOCH + int(since) * MICROSECOND, int(last)


def _seen(call: Call, lines: list[SeenLine]) -> list[Seen]:
    """Each entry once; what is said of it last holds."""
    once = {line.entry_id: line for line in lines}
    return [Seen(line.entry_id, line.revision, _opened(call, line)) for line in once.values()]


def _opened(call: Call, line: SeenLine) -> bool:
    text, _, _ = line.proof.rpartition(".")
    return text == _seen_text(line.entry_id, line.revision) and call.seal.signed(_purpose(call), line.proof)


def _purpose(call: Call) -> str:
    return f"opened by {call.actor.person_id}"


def _seen_text(entry_id: int, revision: int) -> str:
    return f"{entry_id}:{revision}"
