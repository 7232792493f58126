"""The entries a person has just written, to know what is told a second time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.claims import AGAIN_WITHIN, TWICE_WITHIN, Claim, told_twice
from models.statement import Statement

from .own_entry import OWN_COLUMNS, OwnEntry, claim_of, entry_of

# As many as anyone writes in ten minutes; numbers are found by index.
MOST = 20
_ENTRY = f"SELECT {OWN_COLUMNS}, $6 = e.ref AS told FROM hours_entry e WHERE person_id = $1"  # nosec B608
_STANDS = "entered_at >= $2 AND status IN ('submitted', 'confirmed') AND reverses_id IS NULL"
# Nearly every entry differs from those of its day here already, and isn't read.
_SAYS_IT = f"work_date = $3 AND minutes = $4 AND content = $5 AND {_STANDS}"
_TOLD = Statement(f"{_ENTRY} AND ref = $6 UNION ALL {_ENTRY} AND {_SAYS_IT} AND ref <> $6")
_JUST_WRITTEN = Statement(
    f"""
    SELECT {OWN_COLUMNS} FROM hours_entry e
    WHERE person_id = $1 AND number > (SELECT last_entry_number FROM person WHERE id = $1) - {MOST} AND {_STANDS}
    ORDER BY number DESC
    """  # nosec B608
)


async def told_before(
    person_id: int, claim: Claim, *, now: datetime, again: bool = False
) -> tuple[OwnEntry, bool] | None:
    """The entry that the claim's `ref` made and False; else one that said the same a moment ago and True.

    The latter is not looked for where the claim is meant `again`.
    """
    since = now - TWICE_WITHIN
    rows = await _TOLD.rows(person_id, since, claim.day, claim.minutes, claim.content, claim.ref)
    for row in sorted(rows, key=_told_first):
        entry = entry_of(row)
        if row["told"]:
            return entry, False
        if not again and told_twice(claim, entry.entered_at, claim_of(entry), now=now):
            return entry, True
    return None


def _told_first(row: Mapping[str, Any]) -> tuple[bool, int]:
    return not row["told"], -int(row["number"])


async def twins_of_newest(person_id: int, *, now: datetime) -> list[OwnEntry]:
    """The newest entry of the last ten minutes and those before it that say the same, newest first."""
    found = [entry_of(row) for row in await _JUST_WRITTEN.rows(person_id, now - AGAIN_WITHIN)]
    return [entry for entry in found if claim_of(entry) == claim_of(found[0])]
