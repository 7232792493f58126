"""A notice that goes out is addressed a piece at a time: a receipt and a delivery for each recipient.

No row is read into memory, the pieces are short enough for others to go in between, and a process that dies
is followed by another at the piece where it stopped.
"""

import asyncio
from datetime import datetime
from typing import Any

from domain.deliveries import Priority
from models.statement import Statement, on_postgres, to_json
from models.transaction import atomic

from .audience import LAST_ID, PEOPLE, SAME_PEOPLE, Addressees, addressees_of

KIND = "notice"
# The outbox key of a person's message about a notice.
KEY = "'notice:' || {notice} || ':' || {person}"
# Ids of persons in a piece. SQLite works on the event loop, where nothing may take long.
PIECE = 5000
PIECE_INLINE = 250

# Writing first: whoever holds the row addresses the next piece.
_HOLD = Statement(
    """
    UPDATE notice SET addressed_to = addressed_to
    WHERE id = $1 AND state = 'sending' AND addressed_at IS NULL
    RETURNING id, author_id, audience_role, organization_id, audience_programme, audience_occupation,
              audience_grade, audience_people, corrects_id, addressed_to, urgent
    """
)
_RECEIPTS = """
    INSERT INTO receipt (notice_id, person_id) SELECT {number}::int, people.id FROM ({people}) AS people
    WHERE true ON CONFLICT (notice_id, person_id) DO NOTHING
"""
_ADDRESS = Statement(_RECEIPTS.format(number="$10", people=PEOPLE))
_ADDRESS_SAME = Statement(_RECEIPTS.format(number="$4", people=SAME_PEOPLE))
_DELIVERIES = Statement(
    f"""
    INSERT INTO delivery (key, person_id, kind, facts, notice_id, priority, urgent, created_at, due_at, state,
                          attempts, crashes, channel, outcome, platform_id)
    SELECT {KEY.format(notice="r.notice_id", person="r.person_id")}, r.person_id, '{KIND}', $2::jsonb, r.notice_id,
           {int(Priority.BROADCAST)}, $3::boolean, $4::timestamptz, $4::timestamptz, 'waiting', 0, 0, '', '', ''
    FROM receipt r WHERE r.notice_id = $1 AND r.person_id BETWEEN $5::int AND $6::int
    ORDER BY r.person_id ON CONFLICT (key) DO NOTHING
    """  # nosec B608
)
_LAST = Statement("SELECT coalesce(max(id), 0) AS last FROM person")
_KEEP = Statement("UPDATE notice SET addressed_to = $2, addressed_at = $3 WHERE id = $1")
_COUNT = Statement(
    "UPDATE notice SET recipients = (SELECT count(*) FROM receipt r WHERE r.notice_id = $1) WHERE id = $1"
)
_SHARE = Statement(
    """
    SELECT CASE WHEN addressed_at IS NOT NULL THEN 100
                ELSE addressed_to * 100.0 / (SELECT coalesce(max(id), 1) FROM person) END AS share
    FROM notice WHERE id = $1
    """
)
_OPEN = Statement(
    "SELECT id FROM notice WHERE state = 'sending' AND addressed_at IS NULL ORDER BY urgent DESC, id"
)


def delivery_key(number: int, person_id: int) -> str:
    """As `KEY` writes it."""
    return f"{KIND}:{number}:{person_id}"


async def addressed_share(number: int) -> int:
    """How much of the persons it has gone through, in percent."""
    row = await _SHARE.row(number)
    return min(int(row["share"]), 100) if row else 0


async def address_notices(*, now: datetime) -> int:
    """Address every notice that goes out to its last recipient; how many were finished."""
    finished = 0
    for row in await _OPEN.rows():
        finished += await address_notice(row["id"], now=now)
    return finished


async def address_notice(number: int, *, now: datetime) -> bool:
    """Address what is left of it; False where it was paused or cancelled meanwhile."""
    while True:
        done = await address_piece(number, now=now)
        if done is not False:
            return bool(done)
        await asyncio.sleep(0)  # others go in between


async def address_piece(number: int, *, now: datetime) -> bool | None:
    """Address the next piece: True once all are, False where there are more, None where the notice doesn't go."""
    async with atomic():
        notice = await _HOLD.row(number)
        if notice is None:
            return None
        first = notice["addressed_to"] + 1
        piece = PIECE if on_postgres() else PIECE_INLINE
        last = min(first + piece - 1, LAST_ID)
        await _write(addressees_of(notice), notice, first, last, now)
        row = await _LAST.row()
        done = row is None or last >= row["last"]
        await _KEEP.run(number, last, now if done else None)
        if done:
            await _COUNT.run(number)
    return done


async def _write(
    addressees: Addressees, notice: dict[str, Any], first: int, last: int, now: datetime
) -> None:
    number = notice["id"]
    address = _ADDRESS_SAME if addressees.corrects else _ADDRESS
    await address.rows(*addressees.values(first, last), number)
    facts = to_json({"notice": number})
    await _DELIVERIES.rows(number, facts, bool(notice["urgent"]), now, first, last)
