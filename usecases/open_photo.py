"""One picture or film of an entry, for its apprentice and for those who may decide on it."""

from datetime import datetime

from domain.errors import Refusal
from domain.roles import Actor
from domain.signing import NotYours
from models.statement import Statement

from .decide_hours import entry_and_right


class NoPhoto(Refusal):
    """There is none of this id for whoever asks, or its file isn't there."""

    code = "evidence.gone"


_FIND = Statement(
    """
    SELECT v.file, v.entry_id, e.person_id FROM evidence v JOIN hours_entry e ON e.id = v.entry_id
    WHERE v.id = $1 AND v.file <> ''
    """
)


async def open_photo(actor: Actor, evidence_id: int, *, now: datetime) -> str:
    """The name of its file in the evidence folder. Refusal: `NoPhoto`, also for those whom it doesn't concern."""
    row = await _FIND.row(evidence_id)
    if row is None:
        raise NoPhoto
    try:
        if row["person_id"] != actor.person_id:
            await entry_and_right(actor, row["entry_id"], now=now)
    except NotYours:
        raise NoPhoto from None
    return str(row["file"])
