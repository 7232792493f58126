"""An account of the mini-program signs in, and becomes a person's.

Outcomes are returned, not raised: wrong tries are counted, and counting must outlast the answer.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.phones import bare_phone
from domain.roles import Actor, Door
from models.people import Identity, Person
from models.secrecy import keyring
from models.statement import Statement
from models.transaction import atomic

from .api_sessions import Tokens, begin_session
from .bind_person import Bound, Failure, NotBound, actor_of, bind_account, bind_person, obstacle_to


@dataclass(frozen=True, slots=True)
class Account:
    """What the platform says of the one who signs in; `unionid` is empty where the app has no open-platform account."""

    app: str
    openid: str
    unionid: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    tokens: Tokens
    actor: Actor


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nobody's account. `known`: the same WeChat user is bound in the official account."""

    known: bool


# The first statement is a write, and holds the account until the transaction ends.
_KNOW = Statement(
    """
    INSERT INTO identity (app, openid, unionid, follows, wrong_codes) VALUES ($1, $2, $3, true, 0)
    ON CONFLICT (app, openid) DO UPDATE SET unionid = coalesce(excluded.unionid, identity.unionid)
    RETURNING id, person_id
    """
)
_SAME_USER = Statement(
    """
    SELECT i.person_id FROM identity i JOIN person ON person.id = i.person_id AND person.erased_at IS NULL
    WHERE i.unionid = $1 AND i.app <> $2 ORDER BY i.id LIMIT 1
    """
)


async def sign_in(account: Account, *, now: datetime, request: str) -> SignedIn | Stranger:
    """Tokens for a bound account."""
    async with atomic():
        row = await _known(account)
        if row[1] is None:
            return Stranger(await _same_user(account) is not None)
        return await _signed_in(row[0], await Person.get(id=row[1]), request, now)


async def bind_by_invitation(
    account: Account, code: str, digits: str, *, now: datetime, request: str
) -> SignedIn | NotBound:
    """An invitation's code and the last four digits of the phone on file, as in the chat."""
    async with atomic():
        identity_id, _ = await _known(account)
        found = await bind_person(identity_id, code, digits, now=now, request=request, door=Door.MINI_PROGRAM)
        return await _begun(identity_id, found, now)


async def bind_by_phone(account: Account, phone: str, *, now: datetime, request: str) -> SignedIn | NotBound:
    """A phone that the platform has verified is the one on file."""
    indexes = keyring().indexes(bare_phone(phone))
    async with atomic():
        identity_id, _ = await _known(account)
        person = await Person.get_or_none(phone_index__in=indexes, erased_at=None)
        found = await _bound(identity_id, person, {"phone": True}, now, request)
        return await _begun(identity_id, found, now)


async def bind_by_unionid(account: Account, *, now: datetime, request: str) -> SignedIn | NotBound:
    """The same WeChat user is bound in the official account."""
    async with atomic():
        identity_id, _ = await _known(account)
        person_id = await _same_user(account)
        person = await Person.get(id=person_id) if person_id else None
        found = await _bound(identity_id, person, {"unionid": True}, now, request)
        return await _begun(identity_id, found, now)


async def _known(account: Account) -> tuple[int, int | None]:
    """The account's row and its person."""
    row = await _KNOW.row(account.app, account.openid, account.unionid or None)
    if row is None:
        raise LookupError("the account just made is gone")
    return row["id"], row["person_id"]


async def _same_user(account: Account) -> int | None:
    row = await _SAME_USER.row(account.unionid, account.app) if account.unionid else None
    return row["person_id"] if row else None


async def _bound(
    identity_id: int, person: Person | None, proof: dict[str, bool], now: datetime, request: str
) -> Bound | NotBound:
    if person is None:
        return NotBound(Failure.NOBODY)
    if why := await obstacle_to(await Identity.get(id=identity_id), person, now=now):
        return NotBound(why)
    return await bind_account(identity_id, person, proof, door=Door.MINI_PROGRAM, now=now, request=request)


async def _begun(identity_id: int, found: Bound | NotBound, now: datetime) -> SignedIn | NotBound:
    if isinstance(found, NotBound):
        return found
    return SignedIn(await begin_session(identity_id, found.actor.person_id, now=now), found.actor)


async def _signed_in(identity_id: int, person: Person, request: str, now: datetime) -> SignedIn:
    actor = await actor_of(person, request, Door.MINI_PROGRAM)
    return SignedIn(await begin_session(identity_id, person.id, now=now), actor)
