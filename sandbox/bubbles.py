"""What stands in a chat: bubbles, and the messages that came through the platform's API."""

from dataclasses import dataclass, field
from typing import Any

FAULT = "该公众号提供的服务出现故障，请稍后再试"


@dataclass
class Bubble:
    """One thing on the screen, `at` in Unix seconds.

    `kind`: text, image, voice, video, location, link, file, news, menu, card, mini, music or system (the grey
    line).
    """

    kind: str
    text: str
    at: float
    from_me: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Received:
    """A message that came by API; `channel`: custom, template or mass; `text` is all its words."""

    channel: str
    kind: str
    text: str
    body: dict[str, Any]
    at: float


@dataclass(frozen=True)
class Content:
    """What a bubble is made of, whichever way it came."""

    kind: str
    text: str
    extra: dict[str, Any] = field(default_factory=dict)


def _article(one: dict[str, Any]) -> dict[str, str]:
    lower = {name.lower(): str(value) for name, value in one.items()}
    return {name: lower.get(name, "") for name in ("title", "description", "picurl", "url")}


def news(articles: list[dict[str, Any]]) -> Content:
    """One bubble of article cards."""
    cards = [_article(one) for one in articles]
    words = "\n".join(f"{card['title']} {card['description']}".strip() for card in cards)
    return Content("news", words, {"articles": cards})


def from_api(kind: str, part: dict[str, Any]) -> Content:
    """The content of a customer or mass message: `part` is the object under the message type's name."""
    match kind:
        case "text":
            return Content("text", str(part.get("content", "")))
        case "news":
            return news(part.get("articles") or [])
        case "msgmenu":
            return _choices(part)
        case "miniprogrampage":
            return Content("mini", str(part.get("title", "")), dict(part))
        case "image" | "voice" | "video" | "music":
            return Content(kind, str(part.get("title", "")), dict(part))
        case _:
            return Content("text", f"[{kind}]", dict(part))


def _choices(part: dict[str, Any]) -> Content:
    head, tail, choices = part.get("head_content", ""), part.get("tail_content", ""), part.get("list") or []
    words = "\n".join([head, *(str(one.get("content", "")) for one in choices), tail]).strip()
    return Content("menu", words, {"head": head, "tail": tail, "choices": choices})
