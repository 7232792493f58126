"""What became of a notice: sent, failed with reasons, read, acknowledged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.notices import NoticeState
from domain.roles import Actor
from models.statement import Statement, as_instant

from .administered import OVERSEEN, check_administrator
from .broadcast_notice import KEY
from .read_notice import NoSuchNotice

RECENT = 5


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """`recipients` have it in their inbox, whether or not a message could reach them."""

    number: int
    title: str
    state: NoticeState
    sent_at: datetime | None
    needs_acknowledgement: bool
    recipients: int
    read: int
    acknowledged: int


@dataclass(frozen=True, slots=True)
class NoticeReport:
    """Messages by outcome add up to the recipients. `inbox`: WeChat carried none, it can be read there.

    `failures` are (reason, count), the commonest first.
    """

    line: NoticeLine
    sent: int
    inbox: int
    under_way: int
    failures: tuple[tuple[str, int], ...]


# The newest of a choice of notices, with their receipts counted; the first blank takes the choice.
LINES = """
    SELECT n.id, n.title, n.state, n.sent_at, n.needs_acknowledgement, count(r.id) AS recipients,
           count(r.read_at) AS read, count(r.acknowledged_at) AS acknowledged
    FROM ({}) AS n LEFT JOIN receipt r ON r.notice_id = n.id
    GROUP BY n.id, n.title, n.state, n.sent_at, n.needs_acknowledgement ORDER BY n.id DESC
"""
_SENT = f"SELECT * FROM notice WHERE sent_at IS NOT NULL AND {OVERSEEN} ORDER BY id DESC LIMIT $2"  # nosec B608
_NUMBERED = f"SELECT * FROM notice WHERE id = $2 AND {OVERSEEN}"  # nosec B608
_RECENT = Statement(LINES.format(_SENT))
_ONE = Statement(LINES.format(_NUMBERED))
# Messages by what became of them: sent, inbox, under_way, or ended with a reason.
_OUTCOMES = Statement(
    f"""
    SELECT CASE WHEN d.state IN ('waiting', 'sending') THEN 'under_way' WHEN d.state <> 'sent' THEN 'ended'
                WHEN d.channel = 'inbox' THEN 'inbox' ELSE 'sent' END AS became,
           CASE WHEN d.state IN ('waiting', 'sending', 'sent') THEN '' WHEN d.outcome = '' THEN d.state
                ELSE d.outcome END AS why,
           count(*) AS messages
    FROM receipt r JOIN delivery d ON d.key = {KEY}
    WHERE r.notice_id = $1 GROUP BY 1, 2 ORDER BY 3 DESC, 2
    """  # nosec B608
)


async def recent_notices(actor: Actor) -> tuple[NoticeLine, ...]:
    """The newest five that the actor's organizations have sent. Refusal: `OnlyAdministrators`."""
    check_administrator(actor)
    return tuple(line_of(row) for row in await _RECENT.rows(actor.person_id, RECENT))


async def notice_report(actor: Actor, number: int) -> NoticeReport:
    """Refusals: `OnlyAdministrators`, `NoSuchNotice` for those of other organizations too."""
    check_administrator(actor)
    row = await _ONE.row(actor.person_id, number)
    if row is None:
        raise NoSuchNotice(number)
    outcomes = await _OUTCOMES.rows(number)
    total = {each["became"]: each["messages"] for each in outcomes}
    failures = tuple((each["why"], each["messages"]) for each in outcomes if each["became"] == "ended")
    return NoticeReport(
        line_of(row), total.get("sent", 0), total.get("inbox", 0), total.get("under_way", 0), failures
    )


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
    )
