"""Followers: the platform tells no names and no pictures since December 2021."""

from typing import TYPE_CHECKING, Any

from sandbox.platform.gate import Table
from sandbox.wire import ApiError, Call, ok

if TYPE_CHECKING:
    from sandbox.phone import Phone
    from sandbox.server import Sandbox

table = Table()
PAGE = 10_000
BATCH = 100


@table.add("/cgi-bin/user/info", "GET")
def info(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    return _info(sandbox, _known(sandbox, call.query.get("openid", "")))


@table.add("/cgi-bin/user/info/batchget")
def batch(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    asked = call.objects("user_list")
    if not 1 <= len(asked) <= BATCH:
        raise ApiError(40032)
    return {"user_info_list": [_info(sandbox, _known(sandbox, str(one.get("openid")))) for one in asked]}


@table.add("/cgi-bin/user/get", "GET")
def everybody(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    followers = [phone.openid for phone in sandbox.phones.values() if phone.follows]
    after = call.query.get("next_openid", "")
    start = followers.index(after) + 1 if after in followers else 0
    page = followers[start : start + PAGE]
    answer: dict[str, Any] = {"total": len(followers), "count": len(page)}
    return answer | ({"data": {"openid": page}} if page else {}) | {"next_openid": page[-1] if page else ""}


@table.add("/cgi-bin/user/info/updateremark")
def remark(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    _known(sandbox, call.text("openid")).remark = call.text("remark")[:30]
    return ok()


def _known(sandbox: "Sandbox", openid: str) -> "Phone":
    if openid not in sandbox.phones:
        raise ApiError(40003)
    return sandbox.phones[openid]


def _info(sandbox: "Sandbox", phone: "Phone") -> dict[str, Any]:
    if not phone.follows:
        return {"subscribe": 0, "openid": phone.openid, "unionid": phone.unionid}
    return {
        "subscribe": 1,
        "openid": phone.openid,
        "language": "zh_CN",
        "subscribe_time": phone.followed_at,
        "unionid": phone.unionid,
        "remark": phone.remark,
        "groupid": 0,
        "tagid_list": sandbox.tags.of(phone.openid),
        "subscribe_scene": "ADD_SCENE_QR_CODE" if phone.follow_scene else "ADD_SCENE_SEARCH",
        "qr_scene": 0,
        "qr_scene_str": phone.follow_scene,
    }
