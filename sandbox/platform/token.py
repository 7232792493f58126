"""Access tokens."""

from typing import TYPE_CHECKING, Any

from sandbox.platform.gate import Table
from sandbox.tokens import FORCED_A_DAY
from sandbox.wire import ApiError, Call

if TYPE_CHECKING:
    from sandbox.server import Sandbox

table = Table()


@table.add("/cgi-bin/token", "GET", token=False)
def plain(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    _authenticate(sandbox, call.query)
    token, seconds = sandbox.tokens.plain()
    return {"access_token": token, "expires_in": seconds}


@table.add("/cgi-bin/stable_token", token=False)
def stable(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    _authenticate(sandbox, call.body)
    force = call.part("force_refresh") is True
    if force and sandbox.tokens.forced_today() >= FORCED_A_DAY:
        raise ApiError(45009)
    token, seconds = sandbox.tokens.stable(force=force)
    return {"access_token": token, "expires_in": seconds}


def _authenticate(sandbox: "Sandbox", given: dict[str, Any]) -> None:
    if given.get("grant_type") != "client_credential":
        raise ApiError(40002)
    secrets = {sandbox.settings.app_id: sandbox.settings.app_secret}
    secrets |= {sandbox.settings.mini_app_id: sandbox.settings.mini_app_secret}
    authenticate(secrets, given.get("appid"), given.get("secret"))


def authenticate(secrets: dict[str, str], app_id: object, secret: object) -> None:
    """41002, 41004, 40013 or 40125 unless both are right."""
    for value, missing in ((app_id, 41002), (secret, 41004)):
        if not value:
            raise ApiError(missing)
    if app_id not in secrets:
        raise ApiError(40013)
    if secrets[str(app_id)] != secret:
        raise ApiError(40125)
