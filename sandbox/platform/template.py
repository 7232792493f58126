"""Template messages: only to followers, every field within its rule, each client id once."""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox.bubbles import Content
from sandbox.platform.custom import recipient
from sandbox.platform.gate import Table
from sandbox.templates import Template, Templates
from sandbox.wire import ApiError, Call, ok

if TYPE_CHECKING:
    from sandbox.phone import Phone
    from sandbox.server import Sandbox

table = Table()
SAME_ID_SECONDS = 600.0
SAME_WORDS_SECONDS = 60.0


class Sends:
    """What was sent lately, to recognize a double: ids for ten minutes, the same words for one."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.by_id: dict[tuple[str, str], tuple[float, int]] = {}
        self.by_words: dict[tuple[str, str], float] = {}
        # No number of an earlier sandbox again: its receipts would be taken for those of an older message.
        self._ids = itertools.count(int(clock()) * 1_900_000_000 + 1)

    def earlier(self, openid: str, client_id: str) -> int | None:
        """The msgid of a send with this client id in the last ten minutes."""
        at, msg_id = self.by_id.get((openid, client_id), (float("-inf"), 0))
        return msg_id if client_id and self.clock() < at + SAME_ID_SECONDS else None

    def repeated(self, openid: str, words: str) -> bool:
        return self.clock() < self.by_words.get((openid, words), float("-inf")) + SAME_WORDS_SECONDS

    def keep(self, openid: str, client_id: str, words: str) -> int:
        msg_id, now = next(self._ids), self.clock()
        self.by_id[openid, client_id] = (now, msg_id)
        self.by_words[openid, words] = now
        return msg_id


@table.add("/cgi-bin/message/template/send")
def send(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    phone, template, data = recipient(sandbox, call), *filled(sandbox.templates, call)
    if not phone.follows:
        raise ApiError(43004)
    client_id = str(call.part("client_msg_id") or "")
    if (earlier := sandbox.sends.earlier(phone.openid, client_id)) is not None:
        return ok(msgid=earlier)
    words = json.dumps([template.id, data, call.part("url")], sort_keys=True)
    if sandbox.sends.repeated(phone.openid, words):
        raise ApiError(40241)
    msg_id = sandbox.sends.keep(phone.openid, client_id, words)
    sandbox.later(_finish(sandbox, phone, msg_id, card(template, call), call.body))
    return ok(msgid=msg_id)


@table.add("/cgi-bin/template/get_all_private_template", "GET")
def everything(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    return {"template_list": [_listed(template) for template in sandbox.templates.known.values()]}


@table.add("/cgi-bin/template/del_private_template")
def delete(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    if sandbox.templates.known.pop(call.text("template_id"), None) is None:
        raise ApiError(40037)
    return ok()


def filled(templates: Templates, call: Call) -> tuple[Template, dict[str, Any]]:
    data = call.part("data")
    if not isinstance(data, dict):
        raise ApiError(47001)
    template = templates.find(call.text("template_id"), data)
    if template is None:
        raise ApiError(40037)
    if fault := template.fault(data):
        raise ApiError(47003, fault)
    return template, data


def card(template: Template, call: Call) -> Content:
    lines = [[label, str(call.part("data", key, "value") or "")] for key, label in template.fields.items()]
    words = "\n".join([template.title, *(f"{label}：{value}" for label, value in lines)])
    link = {"url": str(call.part("url") or ""), "miniprogram": call.part("miniprogram")}
    return Content("card", words, {"title": template.title, "lines": lines} | link)


async def _finish(
    sandbox: "Sandbox", phone: "Phone", msg_id: int, card: Content, body: dict[str, Any]
) -> None:
    """Accepted is not delivered: the person gets it now, the account hears of it a moment later."""
    blocked = phone.blocks or not phone.follows
    if not blocked:
        phone.receive("template", card, body)
    await asyncio.sleep(sandbox.settings.finish_seconds)
    if sandbox.callback_url:
        status = "failed:user block" if blocked else "success"
        await phone.event("TEMPLATESENDJOBFINISH", {"MsgID": msg_id, "Status": status})


def _listed(template: Template) -> dict[str, Any]:
    return {
        "template_id": template.id,
        "title": template.title,
        "primary_industry": "",
        "deputy_industry": "",
        "content": template.content,
        "example": "",
    }
