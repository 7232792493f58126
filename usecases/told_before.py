"""The entries a person has just written, to know what is told a second time."""

from datetime import datetime

from domain.claims import AGAIN_WITHIN, TWICE_WITHIN, Claim, told_twice
from models.statement import Statement

from .own_entry import OWN_COLUMNS, OwnEntry, claim_of, entry_of

# As many as anyone writes in ten minutes; numbers are found by index.
MOST = 20
_NEWEST = f"""
    SELECT {OWN_COLUMNS} FROM hours_entry e
    WHERE person_id = $1 AND number > (SELECT last_entry_number FROM person WHERE id = $1) - {MOST}
      AND entered_at >= $2 AND status IN ('submitted', 'confirmed') AND reverses_id IS NULL
"""  # nosec B608
_JUST_WRITTEN = Statement(f"{_NEWEST} ORDER BY number DESC")
# Nearly every entry differs from those before it here already, and isn't read.
_LIKE = Statement(f"{_NEWEST} AND work_date = $3 AND minutes = $4 AND content = $5 ORDER BY number DESC")


async def twin_of(person_id: int, claim: Claim, *, now: datetime) -> OwnEntry | None:
    """The entry that said the same a moment ago."""
    rows = await _LIKE.rows(person_id, now - TWICE_WITHIN, claim.day, claim.minutes, claim.content)
    for entry in map(entry_of, rows):
        if told_twice(claim, entry.entered_at, claim_of(entry), now=now):
            return entry
    return None


async def twins_of_newest(person_id: int, *, now: datetime) -> list[OwnEntry]:
    """The newest entry of the last ten minutes and those before it that say the same, newest first."""
    found = [entry_of(row) for row in await _JUST_WRITTEN.rows(person_id, now - AGAIN_WITHIN)]
    return [entry for entry in found if claim_of(entry) == claim_of(found[0])]
