"""What was sent to prove an entry."""

from dataclasses import dataclass

from models.statement import Statement


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture or film by its id. `file` is its name in the evidence folder, empty while it isn't there yet.

    `lost`: it could not be brought in and never will be.
    """

    id: int
    film: bool
    file: str
    lost: bool


_PIECES = Statement("SELECT id, kind, file, next_try_at FROM evidence WHERE entry_id = $1 ORDER BY id")


async def evidence_of(entry_id: int) -> tuple[Piece, ...]:
    """In the order in which it came; whoever calls has asked for the right to see it."""
    return tuple(
        Piece(row["id"], row["kind"] != "image", row["file"], not row["file"] and row["next_try_at"] is None)
        for row in await _PIECES.rows(entry_id)
    )
