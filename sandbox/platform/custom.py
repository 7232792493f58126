"""Customer messages, inside the windows the person's own acts open."""

from typing import TYPE_CHECKING, Any

from sandbox.bubbles import from_api
from sandbox.platform.gate import Table
from sandbox.wire import ApiError, Call, ok

if TYPE_CHECKING:
    from sandbox.phone import Phone
    from sandbox.server import Sandbox

table = Table()
TEXT_BYTES = 2048
REQUIRED = {
    "text": "content",
    "image": "media_id",
    "voice": "media_id",
    "video": "media_id",
    "music": "musicurl",
    "news": "articles",
    "msgmenu": "list",
    "miniprogrampage": "pagepath",
}


@table.add("/cgi-bin/message/custom/send")
def send(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    phone = recipient(sandbox, call)
    kind, part = checked_part(sandbox, call)
    now = sandbox.clock()
    code = phone.windows.refusal(now) if phone.follows else 45015
    if code:
        raise ApiError(code)
    phone.windows.spend(now)
    phone.receive("custom", from_api(kind, part), call.body)
    return ok()


@table.add("/cgi-bin/message/custom/typing")
def typing(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    recipient(sandbox, call)
    return ok()


def recipient(sandbox: "Sandbox", call: Call) -> "Phone":
    phone = sandbox.phones.get(call.text("touser"))
    if phone is None:
        raise ApiError(40003)
    return phone


def checked_part(sandbox: "Sandbox", call: Call) -> tuple[str, dict[str, Any]]:
    """The message type and its object, with every size and media id checked."""
    kind = call.text("msgtype")
    if kind not in REQUIRED:
        raise ApiError(40008)
    part = call.part(kind)
    if not isinstance(part, dict) or not part.get(REQUIRED[kind]):
        raise ApiError(44004 if kind == "text" else 47001)
    _check_sizes(kind, part)
    if "media_id" in part and sandbox.media.get(part["media_id"]) is None:
        raise ApiError(40007)
    return kind, part


def _check_sizes(kind: str, part: dict[str, Any]) -> None:
    if kind == "text" and len(str(part["content"]).encode()) > TEXT_BYTES:
        raise ApiError(45002)
    if kind in ("news", "msgmenu"):
        name = REQUIRED[kind]
        if not isinstance(part[name], list) or not all(isinstance(one, dict) for one in part[name]):
            raise ApiError(47001)
    if kind == "news" and len(part["articles"]) > 1:
        raise ApiError(45008)
