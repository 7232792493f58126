"""Which recipients of a notice a mass send can reach, a piece at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from domain.channels import Reach, may_mass
from domain.clock import instant, local_day
from domain.deliveries import Channel
from models.statement import Statement

from .address_notice import KEY

# Four calls about the tag, and no long statement on the event loop of SQLite.
PIECE = 200

# Mass sends of this calendar month to a person, but for those of notice {notice}.
MASSES = """
    (SELECT count(*) FROM delivery m WHERE m.person_id = {person} AND m.channel = 'mass'
     AND m.notice_id <> {notice} AND (m.state = 'waiting' OR m.state = 'sent' AND m.ended_at >= {since}))
"""
_PIECE = Statement(
    f"""
    SELECT r.person_id, d.id AS delivery_id, i.openid, i.follows,
           EXISTS (SELECT 1 FROM channel_bar b WHERE b.identity_id = i.id AND b.channel = 'mass') AS barred,
           {MASSES.format(person="r.person_id", notice="$1", since="$4")} AS masses
    FROM (SELECT notice_id, person_id FROM receipt WHERE notice_id = $1 AND person_id > $2
          ORDER BY person_id LIMIT {PIECE}) AS r
    LEFT JOIN delivery d ON d.key = {KEY.format(notice="r.notice_id", person="r.person_id")}
         AND d.state = 'waiting' AND d.seen_at IS NULL
    LEFT JOIN identity i ON i.person_id = r.person_id AND i.app = $3
    ORDER BY r.person_id
    """  # nosec B608
)
# The recipients of notice $1 with ids above $2 up to $3, who hold the next `WRITTEN` receipts.
WRITTEN = 500
IN_PIECE = f"""
    delivery.key IN (SELECT {KEY.format(notice="r.notice_id", person="r.person_id")} FROM receipt r
                     WHERE r.notice_id = $1 AND r.person_id > $2 AND r.person_id <= $3)
"""  # nosec B608
_LAST = Statement(
    f"""
    SELECT max(piece.person_id) AS last FROM (
        SELECT person_id FROM receipt WHERE notice_id = $1 AND person_id > $2 ORDER BY person_id LIMIT {WRITTEN}
    ) AS piece
    """  # nosec B608
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Recipients up to the person `last`: the deliveries of those who can be reached, by openid."""

    last: int
    deliveries: Mapping[str, int]


async def next_piece(app: str, number: int, after: int, *, now: datetime) -> Piece | None:
    """The recipients of notice `number` with ids above `after`; None where there are no more."""
    rows = await _PIECE.rows(number, after, app, month_began(now))
    if not rows:
        return None
    return Piece(
        rows[-1]["person_id"], {row["openid"]: row["delivery_id"] for row in rows if _reachable(row)}
    )


async def last_in_piece(number: int, after: int) -> int | None:
    """The last person of the next `WRITTEN` recipients above `after`; None where there are no more."""
    row = await _LAST.row(number, after)
    return row["last"] if row else None


def month_began(now: datetime) -> datetime:
    """The first moment of the calendar month in China."""
    return instant(local_day(now).replace(day=1), time(0))


def _reachable(row: Mapping[str, Any]) -> bool:
    if row["openid"] is None or row["delivery_id"] is None:
        return False
    barred = frozenset({Channel.MASS} if row["barred"] else ())
    return may_mass(Reach(bool(row["follows"]), barred=barred), row["masses"])
