"""Temporary media."""

from typing import TYPE_CHECKING, Any

from sandbox.platform.gate import Answer, Table
from sandbox.wire import ApiError, Binary, Call

if TYPE_CHECKING:
    from sandbox.server import Sandbox

table = Table()
BYTES = {"image": 10 << 20, "voice": 2 << 20, "video": 10 << 20, "thumb": 64 << 10}
ENDINGS = {
    "image": {"png", "jpg", "jpeg", "gif"},
    "voice": {"amr", "mp3"},
    "video": {"mp4"},
    "thumb": {"jpg", "jpeg"},
}


@table.add("/cgi-bin/media/upload")
def upload(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    kind = call.query.get("type", "")
    if kind not in BYTES:
        raise ApiError(40004)
    if call.upload is None or not call.upload[1]:
        raise ApiError(41005)
    filename, data = call.upload
    if filename.rpartition(".")[2].lower() not in ENDINGS[kind]:
        raise ApiError(40004)
    if len(data) > BYTES[kind]:
        raise ApiError(40009)
    media = sandbox.media.add(kind, filename, data)
    name = "thumb_media_id" if kind == "thumb" else "media_id"
    return {"type": kind, name: media.id, "created_at": int(media.made)}


@table.add("/cgi-bin/media/get", "GET")
def get(sandbox: "Sandbox", call: Call) -> Answer:
    media = sandbox.media.get(call.query.get("media_id"))
    if media is None:
        raise ApiError(40007)
    if media.kind == "video":
        return {"video_url": f"{sandbox.url}/ui/media/{media.id}"}
    return Binary(media.data, media.content_type, media.filename)
