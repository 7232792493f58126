"""One request: how often, who, what, and once; then its answer."""

import hashlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import structlog
from aiohttp import web

from bot.mini_program import MiniProgram
from domain.errors import Refusal
from usecases.answer_request import Said, answer_request
from usecases.api_sessions import Bearer, identify_bearer
from usecases.receive_message import is_outage

from ..keys import CLOCK
from ..seal import Seal
from .answers import respond, respond_with_file
from .limits import Limits
from .problems import Trouble, refused
from .reading import asked_in_json, asked_in_query, bearer_token, idempotency_key, path_of
from .routing import Call, Received, Route
from .schema import File

log = structlog.get_logger("api")


@dataclass(frozen=True, slots=True)
class Tools:
    """What the API needs beside the database. `files` is the folder of evidence; `address` tells who asks, behind
    proxies that are trusted."""

    mini: MiniProgram
    seal: Seal
    templates: Mapping[str, str]
    files: Path
    limits: Limits
    address: Callable[[web.Request], str]


TOOLS: web.AppKey[Tools] = web.AppKey("api_tools", Tools)


def handler_of(route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Serves a route."""

    async def handle(request: web.Request) -> web.StreamResponse:
        request_id = secrets.token_hex(5)
        try:
            found = await _answered(route, request, request_id)
            return respond_with_file(found.path) if isinstance(found, File) else respond(request, found)
        except Trouble as trouble:
            return respond(request, trouble.said(), trouble.headers)
        except Refusal as refusal:
            return respond(request, refused(refusal))
        except Exception as failure:
            return respond(request, _failed(failure, route, request_id).said())

    return handle


def _failed(failure: Exception, route: Route, request_id: str) -> Trouble:
    if is_outage(failure):
        log.warning("api.not_now", request=request_id, path=route.path, why=repr(failure))
        return Trouble(503, "requests.not_now")
    log.error("api.failed", request=request_id, path=route.path, exc_info=failure)
    return Trouble(500, "requests.failed", facts={"request": request_id})


async def _answered(route: Route, request: web.Request, request_id: str) -> Said | File:
    tools, now = request.app[TOOLS], request.app[CLOCK]()
    bearer = None if route.open else await _bearer(request, request_id)
    if bearer is None:
        tools.limits.check_stranger(tools.address(request), now)
    elif route.heavy:
        tools.limits.check_heavy(route.heavy, bearer.actor.person_id, now)
    call = Call(
        now, request_id, tools.mini, tools.seal, tools.templates, tools.files, path_of(request), bearer=bearer
    )
    if not route.writes:
        found = await route.step(call, asked_in_query(route.asks, request))
        return found if isinstance(found, File) else _said(route, found)
    if route.open:
        body, _ = await asked_in_json(route.asks, request)
        return _said(route, await route.step(call, body))
    return await _once(route, request, call)


async def _once(route: Route, request: web.Request, call: Call) -> Said:
    """A change and its answer, in one transaction that begins with the request's key."""
    key, person_id = idempotency_key(request), call.actor.person_id
    named = replace(call, ref=f"api:{person_id}:{key}")
    async with _received(route, request, named) as received:

        async def work() -> Said:
            return _said(route, await route.step(named, received.body))

        told = f"{request.method} {request.path}\n".encode() + received.told
        digest = hashlib.sha256(told).hexdigest()
        return await answer_request(person_id, key, digest, work, refused, now=call.now)


def _received(route: Route, request: web.Request, call: Call) -> AbstractAsyncContextManager[Received]:
    return route.receives(request, call) if route.receives else _json(route, request)


@asynccontextmanager
async def _json(route: Route, request: web.Request) -> AsyncIterator[Received]:
    yield Received(*await asked_in_json(route.asks, request))


async def _bearer(request: web.Request, request_id: str) -> Bearer:
    """Raises `Trouble` 401 for a token that is none, and 429 for too many of those."""
    tools, now = request.app[TOOLS], request.app[CLOCK]()
    token, address = bearer_token(request), tools.address(request)
    if not token:
        tools.limits.check_stranger(address, now)
        raise _not_signed_in("Bearer")
    tools.limits.check_token(token, address, now)
    found = await identify_bearer(token, request=request_id, now=now)
    if found is None:
        tools.limits.known.forget(token)
        raise _not_signed_in('Bearer error="invalid_token"')
    tools.limits.trust(token, found.actor.person_id, address, now)
    return found


def _not_signed_in(told: str) -> Trouble:
    return Trouble(401, "login.needed", headers={"WWW-Authenticate": told})


def _said(route: Route, found: object) -> Said:
    if route.answers is None:
        return Said(204, "")
    return Said(route.status, route.answers.model_validate(found).model_dump_json())
