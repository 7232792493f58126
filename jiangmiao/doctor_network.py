"""The doctor's look outside: the platform, the clock, and whether callbacks can arrive."""

import ipaddress
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from texts import doctor as texts

from .doctor_findings import Finding, fine, notice, wrong
from .settings import Settings

TIMEOUT = aiohttp.ClientTimeout(total=10)
# The platform lets a service answer within five seconds; a clock off by more is worth a word.
DRIFT_SECONDS = 5
WECHAT_PORTS = (80, 443)


async def platform(settings: Settings, http: aiohttp.ClientSession, now: datetime) -> list[Finding]:
    """The credentials and, from the Date of the same answer, the clock."""
    if not settings.wechat_app_id or not settings.wechat_app_secret.get_secret_value():
        return [notice(texts.wechat_missing())]
    asked = {
        "grant_type": "client_credential",
        "appid": settings.wechat_app_id,
        "secret": settings.wechat_app_secret.get_secret_value(),
    }
    url = f"{settings.wechat_api_url}/cgi-bin/stable_token"
    try:
        async with http.post(url, json=asked, timeout=TIMEOUT) as answer:
            found = json.loads(await answer.read())
            return [_credentials(found), *_clock(answer.headers.get("Date"), settings, now)]
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return [wrong(texts.wechat_unreachable(settings.wechat_api_url, _why(error)))]
    except ValueError:
        return [wrong(texts.wechat_unreachable(settings.wechat_api_url, f"HTTP {answer.status}"))]


def _credentials(found: Any) -> Finding:
    code = int(found.get("errcode") or 0) if isinstance(found, dict) else -1
    if code:
        return wrong(texts.wechat_refused(code, str(found.get("errmsg", ""))))
    return fine(texts.wechat_fine())


def _clock(date: str | None, settings: Settings, now: datetime) -> Iterator[Finding]:
    """A Date header has whole seconds and has been under way, so a second means nothing."""
    try:
        theirs = parsedate_to_datetime(date or "")
    except ValueError:
        return
    seconds = round(abs((now - theirs.astimezone(UTC)).total_seconds()))
    if seconds >= settings.callback_window_seconds:
        yield wrong(texts.clock_wrong(seconds, settings.callback_window_seconds))
    else:
        yield (
            notice(texts.clock_drifts(seconds))
            if seconds > DRIFT_SECONDS
            else fine(texts.clock_fine(seconds))
        )


async def callback(settings: Settings, http: aiohttp.ClientSession) -> list[Finding]:
    """Whether the public address leads to the service, and is one that the platform calls."""
    url = settings.public_url
    found = [*_address(settings)]
    try:
        async with http.get(f"{url}/healthz", timeout=TIMEOUT, allow_redirects=False) as answer:
            reached = answer.status == 200
            return [
                *found,
                fine(texts.callback_fine(url))
                if reached
                else wrong(texts.callback_other(url, answer.status)),
            ]
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return [*found, notice(texts.callback_unreachable(url, _why(error)))]


def _address(settings: Settings) -> Iterator[Finding]:
    parts, production = urlsplit(settings.public_url), settings.environment == "production"
    if _is_local(parts.hostname or ""):
        yield (wrong if production else notice)(texts.callback_local(settings.public_url))
    elif production and (parts.port or {"http": 80, "https": 443}[parts.scheme]) not in WECHAT_PORTS:
        yield wrong(texts.callback_port(settings.public_url))


def _is_local(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host


def _why(error: BaseException) -> str:
    return str(error) or type(error).__name__
