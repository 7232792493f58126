"""GET /v/{code}: anybody checks a certificate by its code, on a phone, without an account and without JavaScript."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import structlog
from aiohttp import web
from prometheus_client import Counter

from domain.clock import local_day
from domain.networks import Network
from texts import links, public_check
from usecases.certificate_files import certificate_pdf
from usecases.find_certificate import certificate_by_code
from usecases.present_certificate import Presented, known_code, present_certificate
from usecases.sign_credential import sign_credential

from .client_address import client_address
from .keys import CERTIFICATES, CLOCK
from .misses import Misses
from .verify_json import as_json, wants_json

STYLESHEET = Path(__file__).parent / "static" / "verify.css"
STYLE: web.AppKey[str] = web.AppKey("verify_style", str)
MISSES: web.AppKey[Misses] = web.AppKey("verify_misses", Misses)
TRUSTED: web.AppKey[Sequence[Network]] = web.AppKey("trusted_proxies")
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
routes = web.RouteTableDef()
log = structlog.get_logger("verify")
REFUSED = Counter(
    "jiangmiao_certificate_checks_refused_total", "Checks of codes without a certificate", ["why"]
)


def set_up(app: web.Application, trusted: Sequence[Network]) -> None:
    """`trusted` are the proxies whose X-Forwarded-For is believed."""
    app[STYLE] = STYLESHEET.read_text(encoding="utf-8")
    app[MISSES] = Misses()
    app[TRUSTED] = trusted
    app.add_routes(routes)


@routes.get("/v/{code:[^/]*}.jwt")
async def download(request: web.Request) -> web.Response:
    """The signed credential."""
    if refused := _too_many(request):
        return refused
    # Printed first, so that the credential names the PDF; a full disk keeps nobody from the credential.
    try:
        await _printed(request)
    except OSError as why:
        log.warning("verify.not_printed", why=str(why))
    found = await sign_credential(_code(request), site=links.to(""), now=_now(request))
    if found is None:
        return _missed(request)
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{found.number}.jwt"'}
    return web.Response(text=found.token, content_type="application/vc+jwt", headers=headers)


@routes.get("/v/{code:[^/]*}.pdf")
async def print_out(request: web.Request) -> web.StreamResponse:
    """The certificate to print."""
    if refused := _too_many(request):
        return refused
    path = await _printed(request)
    if path is None:
        return _missed(request)
    disposition = {"Content-Disposition": f'inline; filename="{path.name}"'}
    return web.FileResponse(path, headers=HEADERS | disposition)


@routes.get("/v/{code:.*}")
async def show(request: web.Request) -> web.Response:
    """The page, or the same as JSON. What no code could be is answered like a code that was never given out."""
    if refused := _too_many(request):
        return refused
    found = await present_certificate(_code(request), now=_now(request))
    if found is None:
        return _missed(request)
    if wants_json(request):
        return web.json_response(as_json(found), headers=HEADERS)
    return _page(
        request, "verify.html", 200, _facts(found, _now(request)) | {"pdf": request.app[CERTIFICATES]}
    )


async def _printed(request: web.Request) -> Path | None:
    """Where the PDF is kept; None where nothing is printed or there is no such certificate."""
    files = request.app[CERTIFICATES]
    found = await certificate_by_code(known_code(_code(request))) if files else None
    return await certificate_pdf(found, files) if files and found else None


def _facts(found: Presented, now: datetime) -> dict[str, Any]:
    return {
        "found": found,
        "said": found.snapshot,
        "state": public_check.NAMES[found.validity],
        "meaning": public_check.meaning(found, local_day(now)),
        "rows": public_check.rows(found),
        "hours": public_check.hours(found.snapshot),
    }


def _too_many(request: web.Request) -> web.Response | None:
    """The answer to an address that has missed too often; nothing is looked up for it."""
    wait = request.app[MISSES].wait(client_address(request, request.app[TRUSTED]), _now(request))
    if not wait:
        return None
    words = {"heading": public_check.TOO_MANY, "wait": public_check.wait(wait)}
    answer = _nothing(request, 429, "too_many_requests", words)
    answer.headers["Retry-After"] = str(wait)
    return answer


def _missed(request: web.Request) -> web.Response:
    request.app[MISSES].note(client_address(request, request.app[TRUSTED]), _now(request))
    return _nothing(request, 404, "not_found", {"heading": public_check.NOT_FOUND})


def _nothing(request: web.Request, status: int, error: str, words: dict[str, Any]) -> web.Response:
    REFUSED.labels(why=error).inc()
    if wants_json(request):
        body = {"error": error, "message": words["heading"]}
        return web.json_response(body, status=status, headers=HEADERS)
    return _page(request, "verify_nothing.html", status, words)


def _page(request: web.Request, template: str, status: int, facts: dict[str, Any]) -> web.Response:
    style = request.app[STYLE]
    facts = facts | {"style": style, "site": links.to("")}
    answer = aiohttp_jinja2.render_template(template, request, facts, status=status)
    answer.headers.update(HEADERS | {"Content-Security-Policy": _policy(style)})
    return answer


def _policy(style: str) -> str:
    """Nothing but this page's own style sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def _code(request: web.Request) -> str:
    return request.match_info["code"]


def _now(request: web.Request) -> datetime:
    return request.app[CLOCK]()
