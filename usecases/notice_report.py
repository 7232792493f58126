"""What became of a notice: sent, failed with reasons, read, acknowledged."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.notices import NoticeState
from domain.roles import Actor, Door
from models.statement import Statement, as_instant

from .administered import OVERSEEN, check_administrator, overseer
from .delivery_ranges import delivery_ranges
from .mass_sends import HAS_LEFT, MassReport, report_mass_send
from .read_notice import NoSuchNotice

RECENT = 5


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """`recipients` have it in their inbox, whether or not a message could reach them; before it goes, who would."""

    number: int
    title: str
    state: NoticeState
    sent_at: datetime | None
    needs_acknowledgement: bool
    recipients: int
    read: int
    acknowledged: int
    scheduled_for: datetime | None = None
    by_mass: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class NoticeReport:
    """`sums` says of how many recipients the message is in which of `SUMS`; they add up to the recipients.

    `failures` are (reason, count) of refused, expired, cancelled and dead ones, the commonest first.
    `mass` is of one that goes out by tag.
    """

    line: NoticeLine
    sums: Mapping[str, int]
    failures: tuple[tuple[str, int], ...]
    mass: MassReport | None = None


# received: the platform says it arrived. inbox: WeChat carried none, it can be read there.
SUMS = ("waiting", "sending", "sent", "received", "read", "inbox", "refused", "expired", "cancelled", "dead")
# The newest of a choice of notices, with those who read counted; the first blank takes the choice.
LINES = """
    SELECT n.id, n.title, n.state, n.sent_at, n.needs_acknowledgement, n.recipients, n.scheduled_for, n.urgent,
           EXISTS (SELECT 1 FROM mass_send m WHERE m.notice_id = n.id) AS by_mass,
           (SELECT count(*) FROM receipt r WHERE r.notice_id = n.id AND r.read_at IS NOT NULL) AS read,
           (SELECT count(*) FROM receipt r
            WHERE r.notice_id = n.id AND r.acknowledged_at IS NOT NULL) AS acknowledged
    FROM ({}) AS n ORDER BY n.id DESC
"""
_SENT = f"SELECT * FROM notice WHERE state <> 'draft' AND {OVERSEEN} ORDER BY id DESC LIMIT $2"  # nosec B608
_NUMBERED = f"SELECT * FROM notice WHERE id = $2 AND {OVERSEEN}"  # nosec B608
_RECENT = Statement(LINES.format(_SENT))
_ONE = Statement(LINES.format(_NUMBERED))
# Which of `SUMS` a message is in, of the tables `JOINED`.
BECAME = f"""
    CASE WHEN d.state = 'waiting' AND n.state = 'cancelled'
              AND NOT (d.channel = 'mass' AND {HAS_LEFT.format(notice="d.notice_id")}) THEN 'cancelled'
         WHEN d.state <> 'sent' THEN d.state
         WHEN r.read_at IS NOT NULL THEN 'read' WHEN d.received_at IS NOT NULL THEN 'received'
         WHEN d.channel = 'inbox' THEN 'inbox' ELSE 'sent' END
"""
JOINED = """
    delivery d LEFT JOIN notice n ON n.id = d.notice_id
    LEFT JOIN receipt r ON r.notice_id = d.notice_id AND r.person_id = d.person_id
"""
_SUMS = Statement(
    f"""
    SELECT {BECAME} AS became,
           CASE WHEN d.state IN ('waiting', 'sending', 'sent') THEN '' WHEN d.outcome = '' THEN d.state
                ELSE d.outcome END AS why,
           count(*) AS messages
    FROM {JOINED} WHERE d.id BETWEEN $2 AND $3 AND +d.notice_id = $1 GROUP BY 1, 2
    """  # nosec B608
)


async def recent_notices(actor: Actor) -> tuple[NoticeLine, ...]:
    """The newest five that the actor's organizations have sent. Refusal: `OnlyAdministrators`."""
    check_administrator(actor)
    return tuple(line_of(row) for row in await _RECENT.rows(actor.person_id, RECENT))


async def notice_report(by: Actor | Door, number: int) -> NoticeReport:
    """Refusals: `OnlyAdministrators`, `NoSuchNotice` for those of other organizations too."""
    row = await _ONE.row(overseer(by), number)
    if row is None:
        raise NoSuchNotice(number)
    line = line_of(row)
    sums, whys = await _sums(line.number)
    # Who hasn't been addressed yet waits too, or gets nothing any more.
    left = max(line.recipients - sum(sums.values()), 0)
    sums["cancelled" if line.state is NoticeState.CANCELLED else "waiting"] += left
    failures = tuple(sorted(whys.items(), key=lambda one: (-one[1], one[0])))
    return NoticeReport(line, sums, failures, await report_mass_send(line.number))


async def _sums(number: int) -> tuple[dict[str, int], Counter[str]]:
    """By state, and by reason of those that failed. A piece at a time, since there may be a million."""
    sums, whys = dict.fromkeys(SUMS, 0), Counter[str]()
    async for low, high in delivery_ranges(number):
        for row in await _SUMS.rows(number, low, high):
            sums[row["became"]] += row["messages"]
            whys.update({row["why"]: row["messages"]} if row["why"] else {})
    return sums, whys


def line_of(row: Mapping[str, Any]) -> NoticeLine:
    return NoticeLine(
        row["id"],
        row["title"],
        NoticeState(row["state"]),
        as_instant(row["sent_at"]),
        bool(row["needs_acknowledgement"]),
        row["recipients"],
        row["read"],
        row["acknowledged"],
        as_instant(row["scheduled_for"]),
        bool(row["by_mass"]),
        bool(row["urgent"]),
    )
