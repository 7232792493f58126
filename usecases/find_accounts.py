"""Where persons can be reached now: the account and the windows that its owner opened."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.channels import Limits, Reach
from domain.deliveries import Channel
from models.statement import Statement, as_instant


@dataclass(frozen=True, slots=True)
class Account:
    """In the official account and, by `mini_…`, in the mini-program; openids are empty where there is none."""

    openid: str
    identity_id: int
    erased: bool
    reach: Reach
    mini_openid: str = ""
    mini_identity_id: int = 0

    def on(self, channel: Channel) -> tuple[str, int]:
        """The openid that this channel writes to, and its row."""
        if channel is Channel.MINI:
            return self.mini_openid, self.mini_identity_id
        return self.openid, self.identity_id


_ACCOUNTS = Statement(
    """
    SELECT person.id, person.erased_at, i.id AS identity_id, i.openid, i.follows,
           (SELECT max(m.received_at) FROM inbound_message m
            WHERE m.openid = i.openid AND m.received_at > $3 AND m.opens_window = 'message') AS message_at,
           (SELECT max(m.received_at) FROM inbound_message m
            WHERE m.openid = i.openid AND m.received_at > $4 AND m.opens_window = 'event') AS event_at,
           mini.id AS mini_identity_id, mini.openid AS mini_openid,
           (SELECT string_agg(b.channel, ' ') FROM channel_bar b
            WHERE b.identity_id = i.id OR b.identity_id = mini.id) AS barred,
           EXISTS (SELECT 1 FROM consent c
                   WHERE c.identity_id = i.id AND (c.remaining > 0 OR c.long_term)) AS subscribed,
           EXISTS (SELECT 1 FROM consent c
                   WHERE c.identity_id = mini.id AND (c.remaining > 0 OR c.long_term)) AS mini_subscribed
    FROM person LEFT JOIN identity i ON i.person_id = person.id AND i.app = $2
    LEFT JOIN identity mini ON mini.person_id = person.id AND mini.app = $5 AND mini.app <> ''
    WHERE person.id IN (SELECT value::int FROM json_array_elements_text($1::json))
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


async def find_accounts(
    persons: Sequence[int], app: str, limits: Limits, *, mini_app: str = "", now: datetime
) -> dict[int, Account]:
    """The accounts of these persons in the official account `app` and the mini-program, by the person's id."""
    long_ago = now - limits.after_message.lasts
    rows = await _ACCOUNTS.rows(
        json.dumps(sorted(set(persons))), app, long_ago, now - limits.after_event.lasts, mini_app
    )
    return {row["id"]: await _account(row, long_ago) for row in rows}


async def _account(row: dict[str, Any], long_ago: datetime) -> Account:
    message_at, event_at = as_instant(row["message_at"]), as_instant(row["event_at"])
    sent = await _SENT.rows(row["id"], long_ago) if message_at or event_at else []
    reach = Reach(
        bool(row["follows"]),
        message_at,
        event_at,
        tuple(at for one in sent if (at := as_instant(one["ended_at"]))),
        frozenset(Channel(channel) for channel in (row["barred"] or "").split()),
        _consented(row),
    )
    return Account(
        row["openid"] or "",
        row["identity_id"] or 0,
        row["erased_at"] is not None,
        reach,
        row["mini_openid"] or "",
        row["mini_identity_id"] or 0,
    )


def _consented(row: dict[str, Any]) -> frozenset[Channel]:
    channels = {Channel.SUBSCRIBE: row["subscribed"], Channel.MINI: row["mini_subscribed"]}
    return frozenset(channel for channel, has in channels.items() if has)
