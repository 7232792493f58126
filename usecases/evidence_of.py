"""What was sent to prove an entry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from models.statement import Statement

from .entry_facts import instant_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture or film by its id. `file` is its name in the evidence folder, empty while it isn't there yet.

    `lost`: it could not be brought in and never will be.
    """

    id: int
    film: bool
    file: str
    lost: bool
    received_at: datetime

    @property
    def kind(self) -> Literal["image", "video"]:
        return "video" if self.film else "image"

    @property
    def state(self) -> Literal["here", "coming", "lost"]:
        if self.file:
            return "here"
        return "lost" if self.lost else "coming"


_PIECES = Statement(
    "SELECT id, kind, file, next_try_at, received_at FROM evidence WHERE entry_id = $1 ORDER BY id"
)


async def evidence_of(entry_id: int) -> tuple[Piece, ...]:
    """In the order in which it came; whoever calls has asked for the right to see it."""
    return tuple(
        Piece(
            row["id"],
            row["kind"] != "image",
            row["file"],
            not row["file"] and row["next_try_at"] is None,
            instant_of(row["received_at"]),
        )
        for row in await _PIECES.rows(entry_id)
    )
