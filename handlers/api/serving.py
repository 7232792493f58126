"""One request: how often, who, what, and once; then its answer as JSON."""

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

import structlog
from aiohttp import web

from bot.mini_program import MiniProgram
from domain.errors import Refusal
from usecases.answer_request import Said, answer_request
from usecases.api_sessions import Bearer, identify_bearer
from usecases.receive_message import NotNow

from ..buckets import Buckets
from ..keys import CLOCK
from ..seal import Seal
from .problems import Trouble, refused
from .reading import asked, bearer_token, idempotency_key, path_of
from .routing import Call, Route

COMPRESSED_FROM = 1024
LATER_SECONDS = 5
log = structlog.get_logger("api")


@dataclass(slots=True)
class Limits:
    """Requests of each person, of each address that is not signed in, through the whole door, and each person's of
    the routes that are a lot of work."""

    person: Buckets
    stranger: Buckets
    door: Buckets
    rare: Buckets

    @classmethod
    def usual(cls) -> "Limits":
        # Whoever taps fast makes a few requests a second; a class that signs in together shares one address.
        return cls(Buckets(60, 0.5), Buckets(60, 1.0), Buckets(2000, 0.002), Buckets(3, 600.0))


@dataclass(frozen=True, slots=True)
class Tools:
    """What the API needs beside the database. `address` tells who asks, behind proxies that are trusted."""

    mini: MiniProgram
    seal: Seal
    templates: Mapping[str, str]
    limits: Limits
    address: Callable[[web.Request], str]


TOOLS: web.AppKey[Tools] = web.AppKey("api_tools", Tools)


def handler_of(route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Serves a route."""

    async def handle(request: web.Request) -> web.StreamResponse:
        request_id = secrets.token_hex(5)
        try:
            return respond(request, await _answered(route, request, request_id))
        except Trouble as trouble:
            return respond(request, trouble.said(), trouble.headers)
        except Refusal as refusal:
            return respond(request, refused(refusal))
        except NotNow:
            later = Trouble(503, "requests.not_now")
            return respond(request, later.said(), {"Retry-After": str(LATER_SECONDS)})
        except Exception:
            log.exception("api.failed", request=request_id, path=route.path)
            return respond(request, Trouble(500, "requests.failed", facts={"request": request_id}).said())

    return handle


async def _answered(route: Route, request: web.Request, request_id: str) -> Said:
    tools, now = request.app[TOOLS], request.app[CLOCK]()
    bearer = None if route.open else await _bearer(request, request_id)
    _check_rates(tools, bearer, request)
    if bearer and route.rare:
        _refuse_until(tools.limits.rare.draw(str(bearer.actor.person_id), now))
    call = Call(now, request_id, tools.mini, tools.seal, tools.templates, path_of(request), bearer=bearer)
    if not route.writes or route.open:
        body, _ = await asked(route, request)
        return _said(route, await route.step(call, body))
    return await _once(route, request, call)


async def _once(route: Route, request: web.Request, call: Call) -> Said:
    """A change and its answer, in one transaction that begins with the request's key."""
    key = idempotency_key(request)
    body, raw = await asked(route, request)
    person_id = call.actor.person_id
    named = replace(call, ref=f"api:{person_id}:{key}")

    async def work() -> Said:
        return _said(route, await route.step(named, body))

    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + raw).hexdigest()
    return await answer_request(person_id, key, digest, work, refused, now=call.now)


async def _bearer(request: web.Request, request_id: str) -> Bearer:
    token, now = bearer_token(request), request.app[CLOCK]()
    found = await identify_bearer(token, request=request_id, now=now) if token else None
    if found is None:
        # Trying out tokens is as slow as any other stranger's request.
        _check_rates(request.app[TOOLS], None, request)
        told = 'Bearer error="invalid_token"' if token else "Bearer"
        raise Trouble(401, "login.needed", headers={"WWW-Authenticate": told})
    return found


def _check_rates(tools: Tools, bearer: Bearer | None, request: web.Request) -> None:
    now, limits = request.app[CLOCK](), tools.limits
    own = (
        limits.person.draw(str(bearer.actor.person_id), now)
        if bearer
        else limits.stranger.draw(tools.address(request), now)
    )
    _refuse_until(own or limits.door.draw("", now))


def _refuse_until(seconds: int) -> None:
    if seconds:
        raise Trouble(429, "requests.too_many", headers={"Retry-After": str(seconds)})


def _said(route: Route, found: object) -> Said:
    if route.answers is None:
        return Said(204, "")
    return Said(route.status, route.answers.model_validate(found).model_dump_json())


def respond(request: web.Request, said: Said, headers: Mapping[str, str] | None = None) -> web.Response:
    """A read that has not changed since is told so; what is long is packed."""
    response = web.Response(status=said.status, headers=headers)
    # What a write answers may be tokens (RFC 6749, 5.1).
    response.headers["Cache-Control"] = "private, no-cache" if request.method == "GET" else "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if said.again:
        response.headers["Idempotent-Replayed"] = "true"
    if not said.text:
        return response
    if request.method == "GET" and said.status == 200:
        tag = hashlib.sha256(said.text.encode()).hexdigest()[:16]
        # Weak, since packing changes the bytes and not what they say.
        response.headers["ETag"] = f'W/"{tag}"'
        if any(given.value in (tag, "*") for given in request.if_none_match or ()):
            response.set_status(304)
            return response
    response.content_type, response.text = "application/json", said.text
    if len(said.text) >= COMPRESSED_FROM and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.enable_compression(web.ContentCoding.gzip)
    response.headers["Vary"] = "Accept-Encoding"
    return response
