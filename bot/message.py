"""One thing WeChat tells us, as a value."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_KEY = 200
# The deepest that the platform sends is a list of pictures, at 5.
DEEPEST = 10
# What tells two events of the same person in the same second apart.
EVENT_MARKS = ("EventKey", "MsgID", "Ticket", "Latitude", "SubscribeMsgPopupEvent", "SubscribeMsgSentEvent")


@dataclass(frozen=True, slots=True)
class Message:
    """A message or event: `kind` is "text", "voice", "image" … or "event:subscribe", "event:click" ….

    `key` is the same for every retry of one message and different for any two messages.
    `account` is ours (gh_…), `openid` the person's; `fields` are the XML's other elements.
    """

    key: str
    app: str
    openid: str
    account: str
    kind: str
    fields: Mapping[str, Any]

    def field(self, name: str) -> str:
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""


class Malformed(Exception):
    """The body is not a message as WeChat writes it."""


def read(app: str, data: Mapping[str, Any]) -> Message:
    """A message from the elements of its XML. Raises `Malformed`."""
    _check_depth(data)
    openid, account, kind = (_word(data, name) for name in ("FromUserName", "ToUserName", "MsgType"))
    if kind == "event":
        event = _word(data, "Event")
        kind = f"event:{event.lower()}"
        tail = ":".join([_word(data, "CreateTime"), event, *_marks(data)])
    else:
        kind = kind.lower()
        tail = _word(data, "MsgId")
    return Message(_short(f"{app}:{openid}:{tail}"), app, openid, account, kind, data)


def _word(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value or len(value) > 64:
        raise Malformed(name)
    return value


def _marks(data: Mapping[str, Any]) -> list[str]:
    return [str(data[name]) for name in EVENT_MARKS if data.get(name)]


def _check_depth(value: object, left: int = DEEPEST) -> None:
    """Elements inside elements without end would exhaust whoever walks through them."""
    if not left:
        raise Malformed("nested")
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for child in inside:
        _check_depth(child, left - 1)


def _short(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:120]}#{hashlib.sha256(key.encode()).hexdigest()}"
