"""QR codes with a scene."""

from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.codes import PERMANENT, picture
from sandbox.platform.gate import Table
from sandbox.wire import ApiError, Call

if TYPE_CHECKING:
    from sandbox.server import Sandbox

table = Table()
LONGEST = 2_592_000
SHORTEST_DEFAULT = 60
# Kind of code → (the scene is a string, the code is permanent).
ACTIONS = {
    "QR_SCENE": (False, False),
    "QR_STR_SCENE": (True, False),
    "QR_LIMIT_SCENE": (False, True),
    "QR_LIMIT_STR_SCENE": (True, True),
}


@table.add("/cgi-bin/qrcode/create")
def create(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    action = call.text("action_name")
    if action not in ACTIONS:
        raise ApiError(40052)
    in_words, permanent = ACTIONS[action]
    scene = _scene(call, in_words=in_words, permanent=permanent)
    if permanent and sandbox.codes.permanent() >= PERMANENT:
        raise ApiError(45009)
    seconds = None if permanent else _seconds(call)
    code = sandbox.codes.make(scene, seconds)
    answer: dict[str, Any] = {"ticket": code.ticket, "url": code.url}
    return answer if seconds is None else answer | {"expire_seconds": seconds}


async def show(sandbox: "Sandbox", request: web.Request) -> web.Response:
    """The picture of a ticket; 404 for one that doesn't exist or is over."""
    code = sandbox.codes.by_ticket.get(request.query.get("ticket", ""))
    if code is None or code.expired(sandbox.clock()):
        raise web.HTTPNotFound
    return web.Response(body=picture(code.url), content_type="image/png")


def _scene(call: Call, *, in_words: bool, permanent: bool) -> str:
    scene = call.part("action_info", "scene", "scene_str" if in_words else "scene_id")
    if in_words and isinstance(scene, str) and 1 <= len(scene) <= 64:
        return scene
    if not in_words and isinstance(scene, int) and 1 <= scene <= (100_000 if permanent else 2**32 - 1):
        return str(scene)
    raise ApiError(40053)


def _seconds(call: Call) -> int:
    seconds = call.part("expire_seconds")
    if seconds is None:
        return SHORTEST_DEFAULT
    if not isinstance(seconds, int) or not 1 <= seconds <= LONGEST:
        raise ApiError(40053, "invalid expire_seconds")
    return seconds
