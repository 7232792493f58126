"""What the operator reads at the command line about people, their codes and their accounts."""

from collections.abc import Mapping
from typing import Any

from domain.phones import masked_phone
from domain.roles import Role

from .replies import ROLE_NAMES

COLUMNS = ("姓名", "手机", "证件号", "角色", "微信", "邀请码")
Person = Mapping[str, Any]


def row(person: Person, until: str) -> tuple[str, ...]:
    """One person for the table; `until` is when the code ends, empty without one."""
    roles = [f"{ROLE_NAMES[Role(held['role'])]}（{held['organization']}）" for held in person["roles"]]
    code = f"有效至 {until}" if until else "无"
    return (
        person["name"],
        person["phone"],
        person["id_number"] or "—",
        "、".join(roles),
        _account(person),
        code,
    )


def _account(person: Person) -> str:
    if not person["bound"]:
        return "未绑定"
    return "已绑定" if person["follows"] else "已绑定，未关注"


def counted(people: int, *, more: bool) -> str:
    return f"列出 {people} 人，还有同名的没有列出，请用手机号查。" if more else f"共 {people} 人。"


def nobody(text: str) -> str:
    return f"没有找到“{text}”。请写全名或完整的手机号；用了 --by 时，只找这位管理员管理的人。"


def invited(code: Mapping[str, Any], until: str) -> str:
    """The code is shown in the clear: it is to be handed over."""
    return (
        f"已为{code['name']}（{masked_phone(code['phone'])}）生成新邀请码：{code['code']}，{until} 前有效。"
        "以前没有用过的已作废。\n"
        f"请转告本人，在公众号里发：绑定 {code['code']}"
    )


def revoked(count: int) -> str:
    return f"已作废 {count} 个邀请码。要重新邀请，请运行 jiangmiao invite 手机号。"


def unbound(count: int) -> str:
    return f"已解绑 {count} 个微信，记录都保留。要重新绑定，请运行 jiangmiao invite 手机号。"


def file_exists(path: str) -> str:
    return f"没有导出：已经有 {path} 这个文件。请换一个文件名。"


def exported(name: str, path: str) -> str:
    return f"{name}的信息已导出到 {path}。里面有手机号和证件号，请当面交给本人，并删除多余的副本。"
