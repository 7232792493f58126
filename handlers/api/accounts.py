"""Signing in with a code of wx.login, binding an account, and the tokens."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from math import ceil
from typing import TypeVar

from bot.answers import PlatformError, Unanswered, Unreached
from domain.invitations import PRIVACY_VERSION
from domain.roles import Actor
from texts import api as texts
from texts import privacy
from usecases.api_sessions import Tokens, end_session, exchange_tokens
from usecases.bind_person import Failure, NotBound
from usecases.sign_in_mini import (
    Account,
    SignedIn,
    Stranger,
    bind_by_invitation,
    bind_by_phone,
    bind_by_unionid,
    sign_in,
)
from usecases.unbind_person import unbind_person

from .account_models import (
    Agreed,
    Invited,
    Login,
    Person,
    Phoned,
    PrivacyText,
    Renewal,
    RoleHeld,
    SignIn,
    TokenPair,
)
from .problems import Trouble, check_privacy
from .routing import Api, Call
from .schema import Asked

api = Api()
T = TypeVar("T")
STATUSES = {
    Failure.UNKNOWN: 404,
    Failure.NOBODY: 404,
    Failure.WRONG_DIGITS: 403,
    Failure.NEEDS_GUARDIAN: 403,
    Failure.TRIED_TOO_OFTEN: 429,
    Failure.LOCKED: 429,
}


@api.write("POST", "/login", SignIn, asks=Login, open_=True, problems=(403, 503))
async def log_in(call: Call, asked: Login) -> SignIn:
    """Sign in with a bound account."""
    found = await sign_in(await _account(call, asked.code), now=call.now, request=call.request)
    if isinstance(found, Stranger):
        raise Trouble(403, "login.not_bound", facts={"known": found.known})
    return _signed_in(found)


@api.write("POST", "/bind/invitation", SignIn, asks=Invited, open_=True, problems=(403, 404, 409, 503))
async def bind_invited(call: Call, asked: Invited) -> SignIn:
    """Bind by an invitation and sign in."""
    check_privacy(asked.privacy_version)
    account = await _account(call, asked.code)
    found = await bind_by_invitation(
        account, asked.invitation, asked.digits, now=call.now, request=call.request
    )
    return _bound(found, call.now)


@api.write("POST", "/bind/phone", SignIn, asks=Phoned, open_=True, problems=(403, 404, 409, 503))
async def bind_phoned(call: Call, asked: Phoned) -> SignIn:
    """Bind by the phone that WeChat has verified and sign in."""
    check_privacy(asked.privacy_version)
    account = await _account(call, asked.code)
    phone = await _asked_of_platform(lambda: call.mini.phone(asked.phone_code), "login.phone_refused")
    found = await bind_by_phone(account, phone, now=call.now, request=call.request)
    return _bound(found, call.now)


@api.write("POST", "/bind/wechat", SignIn, asks=Agreed, open_=True, problems=(403, 404, 409, 503))
async def bind_known(call: Call, asked: Agreed) -> SignIn:
    """Bind as the person whom the same WeChat user is in the official account, and sign in."""
    check_privacy(asked.privacy_version)
    account = await _account(call, asked.code)
    found = await bind_by_unionid(account, now=call.now, request=call.request)
    return _bound(found, call.now)


@api.write("POST", "/token", TokenPair, asks=Renewal, open_=True, problems=(401,))
async def renew(call: Call, asked: Renewal) -> TokenPair:
    """Exchange a refresh token for the next pair; one that comes twice ends the sign-in."""
    found = await exchange_tokens(asked.refresh_token, now=call.now)
    if found is None:
        raise Trouble(401, "login.refresh_refused", headers={"WWW-Authenticate": "Bearer"})
    return _pair(found)


@api.write("POST", "/logout", None)
async def log_out(call: Call, _: Asked) -> None:
    """End this sign-in; its tokens are void."""
    await end_session(call.signed_in.session_id, now=call.now)


@api.write("POST", "/unbind", None)
async def unbind(call: Call, _: Asked) -> None:
    """The account is no longer the person's; what was recorded stays."""
    await unbind_person(call.actor, call.signed_in.identity_id, now=call.now)


@api.read("/me", Person)
async def me(call: Call, _: Asked) -> Person:
    """Who is signed in, with the roles held now."""
    return _person(call.actor)


@api.read("/privacy", PrivacyText, open_=True)
async def privacy_text(_call: Call, _: Asked) -> PrivacyText:
    """What binding agrees to."""
    return PrivacyText(version=PRIVACY_VERSION, paragraphs=list(privacy.PARAGRAPHS))


async def _account(call: Call, code: str) -> Account:
    user = await _asked_of_platform(lambda: call.mini.user(code), "login.code_refused")
    return Account(user.app, user.openid, user.unionid)


async def _asked_of_platform(ask: Callable[[], Awaitable[T]], refused: str) -> T:
    try:
        return await ask()
    except PlatformError as error:
        raise Trouble(403, refused, facts={"errcode": error.code}) from error
    except (Unreached, Unanswered) as error:
        raise Trouble(503, "login.platform_away", headers={"Retry-After": "3"}) from error


def _bound(found: SignedIn | NotBound, now: datetime) -> SignIn:
    if isinstance(found, SignedIn):
        return _signed_in(found)
    facts = {"left": found.left, "until": found.until.isoformat() if found.until else None}
    message = texts.not_bound(found.why, found.left, found.until)
    headers = {"Retry-After": str(ceil((found.until - now).total_seconds()))} if found.until else {}
    raise Trouble(
        STATUSES.get(found.why, 409), f"bind.{found.why}", facts=facts, message=message, headers=headers
    )


def _signed_in(found: SignedIn) -> SignIn:
    return SignIn(tokens=_pair(found.tokens), person=_person(found.actor))


def _pair(tokens: Tokens) -> TokenPair:
    return TokenPair(access_token=tokens.access, refresh_token=tokens.refresh, expires_in=tokens.seconds)


def _person(actor: Actor) -> Person:
    held = [RoleHeld(role=str(role), organization=where) for role, where in sorted(actor.roles)]
    return Person(name=actor.name, roles=held)
