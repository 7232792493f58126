"""The menu's endpoints."""

from typing import TYPE_CHECKING, Any

from sandbox.platform.gate import Table
from sandbox.wire import ApiError, Call, ok

if TYPE_CHECKING:
    from sandbox.server import Sandbox

table = Table()


@table.add("/cgi-bin/menu/create")
def create(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    sandbox.menu.create(call.part("button"))
    _redraw(sandbox)
    return ok()


@table.add("/cgi-bin/menu/get", "GET")
def get(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    menu = sandbox.menu
    if not menu.buttons:
        raise ApiError(46003)
    special = [
        {"button": buttons, "matchrule": {"tag_id": tag}, "menuid": number}
        for number, (tag, buttons) in menu.conditional.items()
    ]
    return {"menu": {"button": menu.buttons, "menuid": menu.id}} | (
        {"conditionalmenu": special} if special else {}
    )


@table.add("/cgi-bin/menu/delete", "GET")
def delete(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    sandbox.menu.delete()
    _redraw(sandbox)
    return ok()


@table.add("/cgi-bin/menu/addconditional")
def add_conditional(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    tag = call.part("matchrule", "tag_id")
    if not tag:
        raise ApiError(40035, "matchrule.tag_id")
    number = sandbox.menu.add_conditional(call.part("button"), str(tag))
    _redraw(sandbox)
    return {"menuid": str(number)}


@table.add("/cgi-bin/menu/delconditional")
def delete_conditional(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    sandbox.menu.conditional.pop(int(call.text("menuid")), None)
    _redraw(sandbox)
    return ok()


@table.add("/cgi-bin/menu/trymatch")
def try_match(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    return {"button": sandbox.menu.for_tags(sandbox.tags.of(call.text("user_id")))}


def _redraw(sandbox: "Sandbox") -> None:
    for phone in sandbox.phones.values():
        sandbox.changed(phone)
