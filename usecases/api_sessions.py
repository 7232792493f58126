"""Sign-ins of the mini-program: bearer tokens of which only digests are kept, exchanged before they end."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.roles import Actor, Door, Role
from models.statement import Insert, Statement
from models.transaction import atomic

ACCESS_FOR = timedelta(hours=2)
# Counted from the last exchange; whoever stays away longer signs in again, which asks nothing of the person.
REFRESH_FOR = timedelta(days=30)
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Tokens:
    """`access` opens the API for `seconds`; `refresh` is exchanged once for the next pair."""

    access: str
    refresh: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who sent an access token, through which account of the mini-program."""

    session_id: int
    identity_id: int
    app: str
    openid: str
    actor: Actor


_BEGIN = Insert("api_session", "identity_id", "person_id", "begun_at", "ends_at", "ended_because")
_KEEP = Insert("api_tokens", "session_id", "access_digest", "access_until", "refresh_digest", "refresh_until")
_BEARER = Statement(
    """
    SELECT s.id AS session_id, i.id AS identity_id, i.app, i.openid, person.id AS person_id, person.name,
           (SELECT string_agg(held.role || ':' || held.organization_id, ' ') FROM role_held held
            WHERE held.person_id = person.id) AS roles
    FROM api_tokens t
    JOIN api_session s ON s.id = t.session_id AND s.ended_at IS NULL
    JOIN identity i ON i.id = s.identity_id AND i.person_id = s.person_id
    JOIN person ON person.id = s.person_id AND person.erased_at IS NULL
    WHERE t.access_digest = $1 AND t.access_until > $2
    """
)
_EXCHANGE = Statement(
    """
    UPDATE api_tokens SET used_at = $2 WHERE refresh_digest = $1 AND used_at IS NULL AND refresh_until > $2
      AND EXISTS (
          SELECT 1 FROM api_session s JOIN identity i ON i.id = s.identity_id AND i.person_id = s.person_id
          WHERE s.id = api_tokens.session_id AND s.ended_at IS NULL)
    RETURNING session_id
    """
)
_REUSED = Statement(
    """
    UPDATE api_session SET ended_at = $2, ended_because = 'reused' WHERE ended_at IS NULL AND id IN (
        SELECT session_id FROM api_tokens WHERE refresh_digest = $1 AND used_at IS NOT NULL)
    """
)
_PROLONG = Statement("UPDATE api_session SET ends_at = $2 WHERE id = $1")
_END = Statement(
    "UPDATE api_session SET ended_at = $2, ended_because = 'logout' WHERE id = $1 AND ended_at IS NULL"
)
_END_OF_ACCOUNT = Statement(
    "UPDATE api_session SET ended_at = $2, ended_because = 'unbound' WHERE identity_id = $1 AND ended_at IS NULL"
)


async def begin_session(identity_id: int, person_id: int, *, now: datetime) -> Tokens:
    """The first pair of a new sign-in."""
    async with atomic():
        session = await _BEGIN.one(
            identity_id=identity_id,
            person_id=person_id,
            begun_at=now,
            ends_at=now + REFRESH_FOR,
            ended_because="",
        )
        return await _new_tokens(session, now)


async def exchange_tokens(refresh: str, *, now: datetime) -> Tokens | None:
    """The next pair; None for a token that is unknown, over or used.

    One that was used before is in two hands: its whole sign-in ends (RFC 9700, 4.14.2). That must outlast the answer,
    so it is returned and not raised.
    """
    digest = _digest(refresh)
    async with atomic():
        row = await _EXCHANGE.row(digest, now)
        if row is None:
            await _REUSED.run(digest, now)
            return None
        await _PROLONG.run(row["session_id"], now + REFRESH_FOR)
        return await _new_tokens(row["session_id"], now)


async def end_session(session_id: int, *, now: datetime) -> None:
    """All tokens of the sign-in are void from now on."""
    await _END.run(session_id, now)


async def end_sessions_of(identity_id: int, *, now: datetime) -> None:
    """The account is no longer its person's."""
    await _END_OF_ACCOUNT.run(identity_id, now)


async def identify_bearer(access: str, *, request: str, now: datetime) -> Bearer | None:
    """None for a token that opens nothing (any more)."""
    row = await _BEARER.row(_digest(access), now)
    if row is None:
        return None
    held = (pair.split(":") for pair in (row["roles"] or "").split())
    roles = frozenset((Role(role), int(organization)) for role, organization in held)
    actor = Actor(row["person_id"], row["name"], roles, Door.MINI_PROGRAM, request)
    return Bearer(row["session_id"], row["identity_id"], row["app"], row["openid"], actor)


async def _new_tokens(session: int, now: datetime) -> Tokens:
    tokens = Tokens(_token(), _token(), int(ACCESS_FOR.total_seconds()))
    await _KEEP.one(
        session_id=session,
        access_digest=_digest(tokens.access),
        access_until=now + ACCESS_FOR,
        refresh_digest=_digest(tokens.refresh),
        refresh_until=now + REFRESH_FOR,
    )
    return tokens


def _token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _digest(token: str) -> str:
    """256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
