"""What the assembly hands to the handlers."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from bot.dispatch import Dispatch
from bot.envelope import Envelope
from usecases.certificate_files import CertificateFiles
from usecases.mentor_code import SceneUrl

from .gate import Gate

CLOCK: web.AppKey[Callable[[], datetime]] = web.AppKey("clock")
ENVELOPE: web.AppKey[Envelope] = web.AppKey("envelope", Envelope)
DISPATCH: web.AppKey[Dispatch] = web.AppKey("dispatch", Dispatch)
# Name of each part and what is wrong with it; an empty text is well.
READINESS: web.AppKey[Callable[[], Awaitable[dict[str, str]]]] = web.AppKey("readiness")
# Seconds that a callback's body may take.
BODY_TIME: web.AppKey[float] = web.AppKey("body_time", float)
GATE: web.AppKey[Gate] = web.AppKey("gate", Gate)
# Asks the platform what a QR holds.
SCENE_URL: web.AppKey[SceneUrl] = web.AppKey("scene_url")
# Where certificates are printed to; None where none are.
CERTIFICATES: web.AppKey[CertificateFiles | None] = web.AppKey("certificates")
METRICS_TOKEN: web.AppKey[str] = web.AppKey("metrics_token", str)
