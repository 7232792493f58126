"""The shapes on the wire: calls, error answers, raw UTF-8 JSON under odd content types."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

MESSAGES = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40004: "invalid media type",
    40007: "invalid media_id",
    40008: "invalid message type",
    40009: "invalid image size",
    40013: "invalid appid",
    40014: "invalid access_token",
    40029: "invalid code",
    40032: "invalid openid list size",
    40033: "invalid charset. please check your request, if include \\uxxxx will create fail!",
    40035: "invalid argument",
    40037: "invalid template_id",
    40052: "invalid action name",
    40053: "invalid action info",
    40066: "invalid url",
    40125: "invalid appsecret",
    40130: "invalid openid list size, at least two openid",
    40163: "code been used",
    40164: "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist",
    40241: "duplicate message within 60 seconds",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41005: "media data missing",
    41008: "missing code",
    42001: "access_token expired",
    42003: "oauth_code expired",
    43001: "require GET method",
    43002: "require POST method",
    43004: "require subscribe",
    43101: "user refuse to accept the msg",
    44004: "empty content",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    45015: "response out of time limit or subscription is canceled",
    45028: "has no masssend quota",
    45047: "out of response count limit",
    45056: "too many tag now, no need to add new",
    45057: "over limit tag's size",
    45059: "can't add more tag to user",
    45065: "clientmsgid exist",
    45066: "same clientmsgid retry too fast",
    45067: "clientmsgid size out of limit",
    45157: "invalid tag name, tag name exist",
    45158: "invalid tag name, size out of limit",
    45159: "invalid tag id",
    46003: "menu no exist",
    47001: "data format error",
    47003: "argument invalid!",
    48001: "api unauthorized",
    48006: "forbid to clear quota because of reaching the limit",
    50002: "user limited",
    65303: "there is no selfmenu, please create selfmenu first",
    76021: "cgi_path not found, please check",
}


class ApiError(Exception):
    """An errcode the platform answers with, still under HTTP 200."""

    def __init__(self, code: int, detail: str = "", **more: Any) -> None:
        super().__init__(code)
        self.code, self.detail, self.more = code, detail, more

    def answer(self) -> dict[str, Any]:
        words = " ".join(filter(None, [MESSAGES.get(self.code, "error"), self.detail, f"rid: {rid()}"]))
        return {"errcode": self.code, "errmsg": words} | self.more


@dataclass(frozen=True)
class Binary:
    """A file as an answer."""

    data: bytes
    content_type: str
    filename: str


@dataclass
class Call:
    """One call of the API in the log. `body` is the decoded JSON, or the uploaded file's name; `at` in Unix
    seconds; `fault` names the fault it met; `upload` is (filename, bytes) of a multipart body."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    at: float
    answer: Any = None
    fault: str = ""
    upload: tuple[str, bytes] | None = field(default=None, repr=False)

    def text(self, *names: str) -> str:
        """The string at this place in the body, or 47001."""
        value = self.part(*names)
        if not isinstance(value, str):
            raise ApiError(47001, f"{'.'.join(names)} must be a string")
        return value

    def part(self, *names: str) -> Any:
        """Whatever stands at this place in the body; None when nothing does."""
        value = self.body
        for name in names:
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def objects(self, *names: str) -> list[dict[str, Any]]:
        """A list of objects at this place, or 47001."""
        value = self.part(*names)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise ApiError(47001, f"{'.'.join(names)} must be a list of objects")
        return value

    def strings(self, *names: str) -> list[str]:
        """A list of strings at this place, or 47001."""
        value = self.part(*names)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ApiError(47001, f"{'.'.join(names)} must be a list of strings")
        return value


def ok(**more: Any) -> dict[str, Any]:
    return {"errcode": 0, "errmsg": "ok"} | more


def rid() -> str:
    """The request id at the end of each errmsg."""
    return "-".join(secrets.token_hex(4) for _ in range(3))


def dumps(answer: Any) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
