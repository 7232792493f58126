"""JS-SDK ticket, quotas, addresses, and the check of the callback's route."""

from typing import TYPE_CHECKING, Any

from sandbox.platform.gate import Table
from sandbox.wire import ApiError, Call, ok

if TYPE_CHECKING:
    from sandbox.server import Sandbox

table = Table()


@table.add("/cgi-bin/ticket/getticket", "GET")
def ticket(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    kind = call.query.get("type", "")
    if kind not in ("jsapi", "wx_card"):
        raise ApiError(40035)
    words, seconds = sandbox.tokens.ticket(kind)
    return ok(ticket=words, expires_in=seconds)


@table.add("/cgi-bin/clear_quota")
def clear_quota(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    if call.part("appid") != sandbox.settings.app_id:
        raise ApiError(40013)
    if not sandbox.quota.clear():
        raise ApiError(48006)
    return ok()


@table.add("/cgi-bin/openapi/quota/get")
def quota(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    path = call.text("cgi_path")
    if not path.startswith("/cgi-bin/"):
        raise ApiError(76021)
    limit, used = sandbox.quota.limit(path), sandbox.quota.used[path]
    return ok(quota={"daily_limit": limit, "used": used, "remain": limit - used})


@table.add("/cgi-bin/callback/check")
def callback_check(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    dns = [{"ip": "127.0.0.1", "real_operator": "UNICOM"}]
    ping = [{"ip": "127.0.0.1", "from_operator": "UNICOM", "package_loss": "0%", "time": "0.05ms"}]
    return ok(dns=dns, ping=ping)


@table.add("/cgi-bin/getcallbackip", "GET")
def callback_ip(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    return {"ip_list": ["127.0.0.1"]}


@table.add("/cgi-bin/get_api_domain_ip", "GET")
def api_ip(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    return {"ip_list": ["127.0.0.1"]}
