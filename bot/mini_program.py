"""What the mini-program's sign-in asks of the platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .answers import Unanswered
from .client import Client


@dataclass(frozen=True, slots=True)
class MiniUser:
    """`unionid` is empty where the mini-program belongs to no open-platform account."""

    app: str
    openid: str
    unionid: str


class MiniProgram:
    """The mini-program `client.app`. All methods raise `PlatformError`, `Unreached` and `Unanswered`."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def user(self, code: str) -> MiniUser:
        """Who has just got this code from wx.login. The session_key is not kept: nothing here needs it."""
        found = await self._client.redeem("/sns/jscode2session", js_code=code)
        return MiniUser(self._client.app, _text(found, "openid"), str(found.get("unionid") or ""))

    async def phone(self, code: str) -> str:
        """The number that the person allowed to be read, without the country's code."""
        found = await self._client.user_phone(code)
        info = found.get("phone_info")
        return _text(info if isinstance(info, dict) else {}, "purePhoneNumber")


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if not value or not isinstance(value, str):
        raise Unanswered(f"no {name} in the answer")
    return value
