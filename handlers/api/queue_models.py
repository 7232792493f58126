"""What waits for a mentor, and what is decided on it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from domain.entries import Decision, EntryStatus
from domain.flags import Flag
from domain.roles import Role
from domain.signing import REASON_LENGTH, Obstacle

from .entries import Changed, Work
from .photo_models import Photo
from .schema import Answer, Asked, EntryId, Text

MOST_LINES = 50
Revision = Annotated[int, Field(ge=1, le=32767)]


class Place(Asked):
    """`cursor` is the `next` of the page before."""

    cursor: Annotated[str, Field(pattern="^[0-9]{1,16}-[0-9]{1,15}$")] | None = None


class Line(Work):
    """An entry as the one who decides sees it: whose it is, and which mentor is away, if any."""

    entry_id: int
    number: int
    revision: int
    status: EntryStatus
    name: str
    late_reason: str
    flags: list[Flag]
    waiting_since: datetime
    instead_of: str


class QueuePage(Answer):
    """Oldest first, of `total` that wait; the oldest of all has `waited` days."""

    lines: list[Line]
    next: str | None
    total: int
    waited: int


class Compared(Answer):
    """What changed since the revision that was decided last, or the one before."""

    revision: int
    status: EntryStatus
    changes: list[Changed]


class Opened(Answer):
    """All of an entry; `evidence` counts its `photos`.

    `proof` says, when deciding, that this revision was opened; `right` as what one may decide.
    """

    line: Line
    evidence: int
    photos: list[Photo]
    compared: Compared | None
    decision: Decision | None
    decided_by: str
    right: Role
    proof: str


class SeenLine(Asked):
    """An entry in the revision that was on the screen; a flagged one needs the `proof` that it was opened."""

    entry_id: EntryId
    revision: Revision
    proof: Annotated[Text, Field(max_length=100)] = ""


class ToConfirm(Asked):
    """An administrator gives a reason."""

    lines: Annotated[list[SeenLine], Field(min_length=1, max_length=MOST_LINES)]
    reason: Annotated[Text, Field(max_length=REASON_LENGTH)] = ""


class ToReturn(Asked):
    lines: Annotated[list[SeenLine], Field(min_length=1, max_length=MOST_LINES)]
    reason: Annotated[Text, Field(min_length=1, max_length=REASON_LENGTH)]


class ToUndo(Asked):
    lines: Annotated[list[SeenLine], Field(min_length=1, max_length=MOST_LINES)]


class Outcome(Answer):
    """What became of a line. With an `obstacle` nothing was decided, and `line` is the entry as it stands now."""

    line: Line
    obstacle: Obstacle | None
    decided_by: str
    again: bool


class Decided(Answer):
    """One outcome a line, in the order given. Until `undo_until` the confirmations among them can be taken back."""

    outcomes: list[Outcome]
    undo_until: datetime | None = None


class Undone(Answer):
    """How many entries wait again."""

    count: int
