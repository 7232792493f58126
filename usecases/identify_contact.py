"""Who is behind an openid, and which question is open to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.roles import Actor, Door, Role
from models.statement import Insert, Statement, as_instant, as_json

from .channel_bars import is_barred
from .inbox import unannounced


@dataclass(frozen=True, slots=True)
class Known:
    """A contact and its open question; `actor` is None for someone not bound.

    `unseen`: messages lie in the inbox that nothing carried and no answer has told of. `barred`: the platform
    refused the contact on some channel.
    """

    identity_id: int
    actor: Actor | None
    question: str
    facts: Mapping[str, Any]
    unseen: bool
    barred: bool


_CONTACT = Statement(
    f"""
    SELECT i.id, i.person_id, person.name, d.question, d.facts, d.expires_at,
           (SELECT string_agg(held.role || ':' || held.organization_id, ' ') FROM role_held held
            WHERE held.person_id = i.person_id) AS roles,
           EXISTS ({unannounced("i.person_id")}) AS unseen,
           {is_barred("i.id")} AS barred
    FROM identity i
    LEFT JOIN person ON person.id = i.person_id AND person.erased_at IS NULL
    LEFT JOIN dialog d ON d.app = i.app AND d.openid = i.openid
    WHERE i.app = $1 AND i.openid = $2
    """  # nosec B608
)
_NEW = Insert(
    "identity", "app", "openid", "follows", "wrong_codes", on_conflict="ON CONFLICT (app, openid) DO NOTHING"
)


async def identify_contact(app: str, openid: str, *, request: str, now: datetime) -> Known:
    """The contact, made known as a stranger on its first message."""
    row = await _CONTACT.row(app, openid)
    if row is None:
        await _NEW.row(app=app, openid=openid, follows=True, wrong_codes=0)
        row = await _CONTACT.row(app, openid)
        if row is None:
            raise LookupError("the contact just made is gone")
    expires_at = as_instant(row["expires_at"])
    open_still = bool(row["question"]) and (expires_at is None or expires_at > now)
    return Known(
        row["id"],
        _actor(row, request),
        row["question"] if open_still else "",
        as_json(row["facts"]) if open_still else {},
        bool(row["unseen"]),
        bool(row["barred"]),
    )


def _actor(row: Any, request: str) -> Actor | None:
    if row["name"] is None:
        return None
    held = (pair.split(":") for pair in (row["roles"] or "").split())
    roles = frozenset((Role(role), int(organization)) for role, organization in held)
    return Actor(row["person_id"], row["name"], roles, Door.CHAT, request)
