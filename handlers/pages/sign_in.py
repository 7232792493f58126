"""Sign-in by WeChat (OAuth, snsapi_base): the platform says which openid looks at the page, and nothing more."""

import hmac
import re
import secrets
from urllib.parse import unquote, urlencode

import structlog
from aiohttp import web

from bot.answers import PlatformError, Unanswered, Unreached
from bot.web_accounts import WebUser
from texts import links
from usecases.identify_visitor import identify_visitor
from usecases.learn_unionids import remember_unionid

from .. import session
from ..client_address import client_address
from ..keys import CLOCK
from ..verify import TRUSTED
from .visit import SETUP, dressed, page, to, too_many

HOME = "/m/"
ARRIVAL = "/m/signed-in"
STATE_BYTES = 16
LONGEST_CODE = 512
# With the state and its signature it fits a cookie, of which browsers keep 4,096 bytes.
LONGEST_PATH = 2048
# A path of ours and its query: no second slash or backslash, which browsers read as another host.
OWN_PATH = re.compile(r"/m/(?!/)[\w./~%-]*(\?[\w.~%&=+-]*)?", re.ASCII)
routes = web.RouteTableDef()
log = structlog.get_logger("pages")


@routes.get("/m/sign-in")
async def ask(request: web.Request) -> web.Response:
    """Ask the platform; `next` is the page to go on to."""
    setup, now = request.app[SETUP], request.app[CLOCK]()
    state = secrets.token_hex(STATE_BYTES)
    kept = {"state": state, "next": own_path(request.query.get("next", ""))}
    answer = dressed(web.Response(status=302, headers={"Location": _authorize(request, state)}))
    sealed = setup.seal.close("state", kept, now + session.STATE_LASTS)
    session.set_cookie(answer, session.STATE, sealed, session.STATE_LASTS, secure=setup.secure)
    return answer


@routes.get(ARRIVAL)
async def arrive(request: web.Request) -> web.Response:
    """Back from the platform with a code, which is tried once, and the state that this browser was given."""
    setup, now = request.app[SETUP], request.app[CLOCK]()
    if seconds := setup.limits.arrivals.draw(client_address(request, request.app[TRUSTED]), now):
        return too_many(request, seconds)
    kept = setup.seal.open("state", request.cookies.get(session.STATE, ""), now)
    code, state = request.query.get("code", ""), request.query.get("state", "")
    if kept is None or not hmac.compare_digest(kept["state"].encode(), state.encode("utf-8", "replace")):
        return _failed(request, 403)
    if not 0 < len(code) <= LONGEST_CODE:
        return _failed(request, 403)
    try:
        user = await setup.user_of(code)
    except (PlatformError, Unanswered, Unreached) as why:
        log.warning("sign_in.failed", why=str(why))
        return _failed(request, 403 if isinstance(why, PlatformError) else 503)
    return _forgetting_state(await _let_in(request, user, kept["next"]))


async def _let_in(request: web.Request, user: WebUser, path: str) -> web.Response:
    setup, now = request.app[SETUP], request.app[CLOCK]()
    visitor = await identify_visitor(setup.app_id, user.openid, request="") if user.openid else None
    if visitor is None:
        return strangers(request)
    await remember_unionid(setup.app_id, user.openid, user.unionid)
    answer = to(path)
    begun = session.begin(visitor, setup.app_id, user.openid)
    session.keep(answer, begun, setup.seal, secure=setup.secure, now=now)
    return answer


def send_to_sign_in(request: web.Request) -> web.Response:
    """Through the platform and back to this page; outside WeChat there is no platform to ask."""
    wanted = urlencode({"next": request.path_qs})
    if "MicroMessenger" in request.headers.get("User-Agent", ""):
        return to(f"/m/sign-in?{wanted}")
    return outside(request, wanted)


def outside(request: web.Request, wanted: str) -> web.Response:
    sandbox = request.app[SETUP].sandbox_url
    facts = {"sandbox": sandbox, "sign_in": f"/m/sign-in?{wanted}"}
    return page(request, "page_outside.html", 403, facts)


def strangers(request: web.Request) -> web.Response:
    """The account is bound to nobody, or to another person than the one signed in."""
    answer = page(request, "page_stranger.html", 403, {})
    answer.del_cookie(session.COOKIE, path="/m")
    return answer


def own_path(wanted: str) -> str:
    # Browsers read %2e%2e as .. too.
    fits = len(wanted) <= LONGEST_PATH and ".." not in unquote(wanted)
    return wanted if fits and OWN_PATH.fullmatch(wanted) else HOME


def _authorize(request: web.Request, state: str) -> str:
    setup = request.app[SETUP]
    asked = {
        "appid": setup.app_id,
        "redirect_uri": links.to(ARRIVAL),
        "response_type": "code",
        "scope": "snsapi_base",
        "state": state,
    }
    return f"{setup.authorize_url}?{urlencode(asked)}#wechat_redirect"


def _failed(request: web.Request, status: int) -> web.Response:
    return _forgetting_state(page(request, "page_sign_in_failed.html", status, {}))


def _forgetting_state(answer: web.Response) -> web.Response:
    answer.del_cookie(session.STATE, path="/m")
    return answer
