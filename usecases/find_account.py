"""Where a person can be reached now: the account and the windows that its owner opened."""

from dataclasses import dataclass
from datetime import datetime

from domain.channels import Limits, Reach
from models.statement import Statement, as_instant


@dataclass(frozen=True, slots=True)
class Account:
    """`openid` is empty for someone not bound."""

    openid: str
    erased: bool
    reach: Reach


_ACCOUNT = Statement(
    """
    SELECT person.erased_at, i.openid, i.follows,
           (SELECT max(m.received_at) FROM inbound_message m
            WHERE m.openid = i.openid AND m.received_at > $3 AND m.opens_window = 'message') AS message_at,
           (SELECT max(m.received_at) FROM inbound_message m
            WHERE m.openid = i.openid AND m.received_at > $4 AND m.opens_window = 'event') AS event_at
    FROM person LEFT JOIN identity i ON i.person_id = person.id AND i.app = $2
    WHERE person.id = $1 ORDER BY i.id DESC LIMIT 1
    """
)
# The newest hundred hold all that count; beyond them the platform itself says when it is enough.
_SENT = Statement(
    """
    SELECT newest.ended_at FROM (
        SELECT channel, ended_at FROM delivery WHERE person_id = $1 ORDER BY id DESC LIMIT 100
    ) AS newest WHERE newest.channel = 'customer' AND newest.ended_at > $2
    """
)


async def find_account(person_id: int, app: str, limits: Limits, *, now: datetime) -> Account:
    """The person's account in the official account `app`."""
    long_ago = now - limits.after_message.lasts
    row = await _ACCOUNT.row(person_id, app, long_ago, now - limits.after_event.lasts)
    if row is None:
        raise LookupError(f"no person {person_id}")
    message_at, event_at = as_instant(row["message_at"]), as_instant(row["event_at"])
    sent = await _SENT.rows(person_id, long_ago) if message_at or event_at else []
    sent_at = tuple(at for one in sent if (at := as_instant(one["ended_at"])))
    reach = Reach(bool(row["follows"]), message_at, event_at, sent_at)
    return Account(row["openid"] or "", row["erased_at"] is not None, reach)
