"""Who is signed in: a signed cookie of twelve hours that holds as long as the account is bound as it was."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from aiohttp import web

from usecases.identify_visitor import Visitor, identify_visitor

from .seal import Seal

COOKIE = "jm_session"
STATE = "jm_state"
LASTS = timedelta(hours=12)
STATE_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in of one account. `bound` is when the account was bound, so that another binding ends it."""

    id: str
    app: str
    openid: str
    person: int
    bound: str

    @property
    def owner(self) -> str:
        """The binding, which outlives this sign-in: a form kept on the phone is still that person's tomorrow."""
        return f"{self.person} {self.bound}"


def begin(visitor: Visitor, app: str, openid: str) -> Session:
    return Session(secrets.token_urlsafe(12), app, openid, visitor.actor.person_id, visitor.bound)


def keep(answer: web.Response, session: Session, seal: Seal, *, secure: bool, now: datetime) -> None:
    set_cookie(answer, COOKIE, seal.close("session", asdict(session), now + LASTS), LASTS, secure=secure)


def read(request: web.Request, seal: Seal, now: datetime) -> Session | None:
    facts = seal.open("session", request.cookies.get(COOKIE, ""), now)
    return Session(**{name: facts[name] for name in Session.__slots__}) if facts else None


async def visitor_of(session: Session, request_id: str) -> Visitor | None:
    """Asked on each request: None once the account was unbound or bound anew."""
    found = await identify_visitor(session.app, session.openid, request=request_id)
    same = found and (found.actor.person_id, found.bound) == (session.person, session.bound)
    return found if same else None


def set_cookie(answer: web.Response, name: str, value: str, lasts: timedelta, *, secure: bool) -> None:
    """For our pages alone and out of a script's reach; Lax, since the platform leads here from its own site."""
    age = int(lasts.total_seconds())
    answer.set_cookie(name, value, max_age=age, path="/m", secure=secure, httponly=True, samesite="Lax")
