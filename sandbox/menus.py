"""The account's menu, its limits, and the menus for people with a tag."""

import itertools
from typing import Any

from sandbox.wire import ApiError

NEEDS = {
    "click": ("key",),
    "view": ("url",),
    "miniprogram": ("url", "appid", "pagepath"),
    "media_id": ("media_id",),
    "article_id": ("article_id",),
    "article_view_limited": ("article_id",),
}
NEEDS |= dict.fromkeys(
    [
        "scancode_push",
        "scancode_waitmsg",
        "pic_sysphoto",
        "pic_photo_or_album",
        "pic_weixin",
        "location_select",
    ],
    ("key",),
)
LIMITS = {"key": (128, 40019), "url": (1024, 40020)}


class Menu:
    """`id` is the default menu's number; `buttons` its columns, empty when there is no menu."""

    def __init__(self) -> None:
        self.id = 430_000_000
        self.buttons: list[dict[str, Any]] = []
        self.conditional: dict[int, tuple[str, list[dict[str, Any]]]] = {}
        self._ids = itertools.count(430_000_001)

    def create(self, buttons: Any) -> None:
        check(buttons)
        self.buttons, self.id = buttons, next(self._ids)

    def add_conditional(self, buttons: Any, tag_id: str) -> int:
        if not self.buttons:
            raise ApiError(65303)
        check(buttons)
        number = next(self._ids)
        self.conditional[number] = (tag_id, buttons)
        return number

    def delete(self) -> None:
        self.buttons = []
        self.conditional.clear()

    def for_tags(self, tags: list[int]) -> list[dict[str, Any]]:
        """What a person with these tags sees: the last published match, else the default menu."""
        names = {str(tag) for tag in tags}
        matches = (buttons for tag, buttons in reversed(self.conditional.values()) if tag in names)
        return next(matches, self.buttons)


def check(buttons: Any) -> None:
    """At most three columns of at most five; names, keys and addresses within their bytes."""
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise ApiError(40017, "invalid button size")
    for button in buttons:
        _named(button, 16, 40018)
        children = button.get("sub_button") or []
        if not isinstance(children, list) or len(children) > 5:
            raise ApiError(40023, "invalid sub button size")
        for child in children:
            _named(child, 60, 40025)
            _leaf(child)
        if not children:
            _leaf(button)


def _named(button: Any, size: int, code: int) -> None:
    name = button.get("name") if isinstance(button, dict) else None
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= size:
        raise ApiError(code, "invalid button name size")


def _leaf(button: dict[str, Any]) -> None:
    needs = NEEDS.get(button.get("type", ""))
    if needs is None:
        raise ApiError(40016, "invalid button type")
    for name in needs:
        value = button.get(name)
        limit, code = LIMITS.get(name, (1024, 40035))
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= limit:
            raise ApiError(code, f"invalid button {name} size")
