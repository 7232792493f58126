"""What a check of the trail finds to have been done behind the program's back."""

from dataclasses import dataclass
from enum import StrEnum

# More than this are counted, not listed, so that a check stays small in memory.
MOST_LISTED = 10_000


class Deed(StrEnum):
    EDITED = "edited"
    DELETED = "deleted"
    INSERTED = "inserted"
    # The newest part is gone: a checkpoint tells of it.
    TRUNCATED = "truncated"
    # What was checkpointed was different.
    REWRITTEN = "rewritten"
    # A checkpoint that this service didn't sign.
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Tampering:
    """One row, or those from `row_id` to `upto`. In "checkpoint" the id is the size of its tree."""

    table: str
    row_id: int
    deed: Deed
    upto: int = 0


class Findings:
    """The first `MOST_LISTED`, and how many in all."""

    def __init__(self) -> None:
        self.listed: list[Tampering] = []
        self.count = 0

    def add(self, table: str, row_id: int, deed: Deed, upto: int = 0) -> None:
        self.count += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(Tampering(table, row_id, deed, upto))

    def replace(self, old: Tampering, new: Tampering) -> None:
        """For what turns out to be something else."""
        if old in self.listed:
            self.listed[self.listed.index(old)] = new
