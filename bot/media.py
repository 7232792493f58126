"""Messages that are not written words: pictures become evidence, recognized speech becomes words."""

from texts import replies, replies_hours
from usecases.add_evidence import add_evidence
from usecases.identify_contact import Known

from . import pictures
from .events import Line, Said
from .message import Message
from .router import Turn

EVIDENCE = ("image", "video", "shortvideo")


async def words_or_answer(message: Message, turn: Turn, known: Known) -> Said:
    """The line a message stands for, or the answer to what is no line."""
    if message.kind == "text":
        return Line(message.field("Content"))
    if message.kind == "voice" and (heard := message.field("Recognition").strip().rstrip("。.！!？?")):
        return Line(heard)
    if turn.contact.actor is None:
        return replies.how_to_bind()
    if message.kind in EVIDENCE and known.question in pictures.QUESTIONS:
        return pictures.wait(known.question, known.facts, message.kind, message.field("MediaId"))
    if message.kind in EVIDENCE:
        return await _evidence(message, turn)
    return replies.cannot_use(message.kind)


async def _evidence(message: Message, turn: Turn) -> Said:
    added = await add_evidence(turn.actor, message.kind, message.field("MediaId"), now=turn.now)
    return replies_hours.evidence_added(added) if added else replies.nothing_to_prove(turn.actor)
