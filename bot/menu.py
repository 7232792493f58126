"""The menu below the chat: three columns that lead to the same commands as the words."""

from typing import Any

from .client import Client

Button = dict[str, Any]


def _tap(name: str, word: str = "") -> Button:
    """A button that says a command word: its name, unless another is given."""
    return {"type": "click", "name": name, "key": word or name}


# At most 3 columns of 5; names of at most 4 and 7 characters are shown whole.
MENU: dict[str, list[Button]] = {
    "button": [
        {
            "name": "学时",
            "sub_button": [_tap("记学时", "学时"), _tap("我的学时"), _tap("本周无训练")],
        },
        _tap("进度"),
        {
            "name": "更多",
            "sub_button": [_tap("待确认"), _tap("我的学徒"), _tap("通知"), _tap("提醒"), _tap("帮助")],
        },
    ]
}


async def push_menu(client: Client) -> bool:
    """Put the menu in place of the platform's if that differs; whether it did. Raises as the client does."""
    found = await client.menu()
    if found is not None and _plain(found.get("button", [])) == _plain(MENU["button"]):
        return False
    await client.create_menu(MENU)
    return True


def _plain(buttons: list[Button]) -> list[tuple[Any, ...]]:
    """Without the empty lists that the platform adds."""
    return [
        (button.get("name"), button.get("type"), button.get("key"), _plain(button.get("sub_button") or []))
        for button in buttons
    ]
