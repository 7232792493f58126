"""Subscription messages of the official account and of the mini-program: one tick allows one message."""

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any

from sandbox.bubbles import Content
from sandbox.platform.gate import Table
from sandbox.platform.template import card, filled
from sandbox.wire import ApiError, Call, ok

if TYPE_CHECKING:
    from sandbox.phone import Phone
    from sandbox.server import Sandbox

table = Table()


@table.add("/cgi-bin/message/subscribe/bizsend")
def send(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    phone = sandbox.phones.get(call.text("touser"))
    if phone is None:
        raise ApiError(40003)
    content = _spent(sandbox, phone.ticked, call)
    sandbox.later(_finish(sandbox, phone, call.text("template_id"), content, call.body))
    return ok()


@table.add("/cgi-bin/message/subscribe/send")
def send_in_mini_program(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    phone = next((one for one in sandbox.phones.values() if one.mini_openid == call.text("touser")), None)
    if phone is None:
        raise ApiError(40003)
    phone.receive("subscribe", _spent(sandbox, phone.mini_ticked, call), call.body)
    return ok()


def _spent(sandbox: "Sandbox", ticked: Counter[str], call: Call) -> Content:
    template, _ = filled(sandbox.templates, call)
    if ticked[template.id] < 1:
        raise ApiError(43101)
    ticked[template.id] -= 1
    return card(template, call)


async def _finish(
    sandbox: "Sandbox", phone: "Phone", template_id: str, content: Content, body: dict[str, Any]
) -> None:
    phone.receive("subscribe", content, body)
    await asyncio.sleep(sandbox.settings.finish_seconds)
    if sandbox.callback_url:
        one = {"TemplateId": template_id, "MsgID": "", "ErrorCode": 0, "ErrorStatus": "success"}
        await phone.event("subscribe_msg_sent_event", {"SubscribeMsgSentEvent": {"List": one}})
