"""The menus below the chat: three columns that lead to the same commands as the words, one menu for each role.

The platform shows the menu of a person's tag, and the default one to whoever has none.
"""

from collections.abc import Mapping
from typing import Any

from domain.menus import DEFAULT, all_menus, menu_name
from domain.roles import Role
from texts import links

from .client import Client
from .menu_tags import MenuTags

Button = dict[str, Any]


def _tap(name: str, word: str = "") -> Button:
    """A button that says a command word: its name, unless another is given."""
    return {"type": "click", "name": name, "key": word or name}


def _page(name: str, path: str) -> Button:
    """A button that opens a page of ours; its address is completed when the menu is put up."""
    return {"type": "view", "name": name, "url": path}


def _column(name: str, *below: Button) -> Button:
    return {"name": name, "sub_button": list(below)}


def _more(*first: Button) -> Button:
    return _column("更多", *first, _tap("通知"), _tap("提醒"), _tap("帮助"))


# At most 3 columns of 5; names of at most 4 and 7 characters are shown whole.
_TODAY, _MONTH, _LIST = (
    _page("网页记学时", "/m/today"),
    _page("学时月历", "/m/month"),
    _page("网页确认", "/m/queue"),
)
_CLASS, _LESSONS = _page("班级进度", "/m/class"), _page("课堂签到", "/m/class/session")
_LOG, _OWN, _IDLE = _tap("记学时", "学时"), _tap("我的学时"), _tap("本周无训练")
_PROGRESS, _GRADES, _DEADLINES = _tap("进度"), _tap("等级"), _tap("期限")
_QUEUE, _APPRENTICES, _DEPUTY, _QR = (
    _tap("待确认"),
    _tap("我的学徒"),
    _tap("请人代", "代理"),
    _tap("我的二维码"),
)
_FIGURES, _STUCK, _DISPUTES, _BROADCAST = _tap("统计"), _tap("未确认"), _tap("申诉"), _tap("广播")

# Of someone with one role; and the one column left to each of two roles.
ALONE: dict[Role, list[Button]] = {
    Role.APPRENTICE: [
        _column("学时", _LOG, _OWN, _IDLE, _TODAY, _MONTH),
        _PROGRESS,
        _more(_GRADES, _DEADLINES),
    ],
    Role.MENTOR: [_QUEUE, _column("学徒", _LIST, _APPRENTICES, _DEPUTY, _QR), _more(_DEADLINES)],
    Role.ADMINISTRATOR: [_FIGURES, _column("办理", _STUCK, _DISPUTES, _BROADCAST, _DEADLINES), _more()],
    Role.TEACHER: [_QUEUE, _column("班级", _CLASS, _LESSONS, _LIST, _APPRENTICES), _more(_DEADLINES)],
}
TOGETHER: dict[Role, Button] = {
    Role.APPRENTICE: _column("学时", _LOG, _OWN, _IDLE, _PROGRESS, _GRADES),
    Role.MENTOR: _column("导师", _QUEUE, _LIST, _APPRENTICES, _DEPUTY, _QR),
    Role.ADMINISTRATOR: _column("管理", _FIGURES, _STUCK, _DISPUTES, _BROADCAST),
    Role.TEACHER: _column("教师", _QUEUE, _CLASS, _LESSONS, _LIST, _APPRENTICES),
}


def menu_of(roles: tuple[Role, ...]) -> list[Button]:
    """The columns for one role or two."""
    if len(roles) == 1:
        return _addressed(ALONE[roles[0]])
    return _addressed([*(TOGETHER[role] for role in roles), _more(_DEADLINES)])


def _addressed(buttons: list[Button]) -> list[Button]:
    return [_with_address(button) for button in buttons]


def _with_address(button: Button) -> Button:
    if "sub_button" in button:
        return {**button, "sub_button": _addressed(button["sub_button"])}
    return {**button, "url": links.to(button["url"])} if "url" in button else button


async def push_menu(client: Client, tags: MenuTags) -> bool:
    """Put our menus in place of what the platform shows; whether anything differed. Raises as the client does."""
    found = await client.menus()
    changed = _plain(_buttons(found.get("menu"))) != _plain(menu_of(DEFAULT))
    if changed:
        await client.create_menu({"button": menu_of(DEFAULT)})
        found = await client.menus()
    shown = _by_tag(found)
    for roles in all_menus():
        changed |= await _push(client, await tags.tag_id(menu_name(roles)), menu_of(roles), shown)
    return changed


async def _push(client: Client, tag: int, wanted: list[Button], shown: Mapping[str, list[Any]]) -> bool:
    """A menu for a tag can't be edited, so it is put up anew. Menus for tags of others are left alone."""
    there = shown.get(str(tag), [])
    if len(there) == 1 and _plain(_buttons(there[0])) == _plain(wanted):
        return False
    for menu in there:
        await client.delete_menu_for(str(menu["menuid"]))
    await client.create_menu_for(tag, wanted)
    return True


def _by_tag(found: Mapping[str, Any]) -> dict[str, list[Any]]:
    shown: dict[str, list[Any]] = {}
    for menu in found.get("conditionalmenu") or []:
        rule = menu.get("matchrule") or {}
        # Its older name comes in answers still.
        shown.setdefault(str(rule.get("tag_id") or rule.get("group_id")), []).append(menu)
    return shown


def _buttons(menu: Any) -> list[Button]:
    return menu.get("button") or [] if isinstance(menu, dict) else []


def _plain(buttons: list[Button]) -> list[tuple[Any, ...]]:
    """Without the empty lists that the platform adds."""
    return [
        (
            button.get("name"),
            button.get("type"),
            button.get("key") or button.get("url"),
            _plain(button.get("sub_button") or []),
        )
        for button in buttons
    ]
