"""Two plain pages for the developer: faults on demand, and the log of calls. They work without script."""

import json
import time
from html import escape
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox import xmltext
from sandbox.faults import KINDS, Fault
from sandbox.wire import Call

if TYPE_CHECKING:
    from sandbox.courier import Letter
    from sandbox.server import Sandbox

PATHS = [
    "*",
    "/cgi-bin/stable_token",
    "/cgi-bin/message/custom/send",
    "/cgi-bin/message/template/send",
    "/cgi-bin/message/subscribe/bizsend",
    "/cgi-bin/message/subscribe/send",
    "/cgi-bin/message/mass/send",
    "/cgi-bin/message/mass/sendall",
    "/cgi-bin/qrcode/create",
    "/cgi-bin/menu/create",
    "/cgi-bin/media/get",
    "/cgi-bin/user/info",
    "/sns/oauth2/access_token",
]
CODES = {
    -1: "系统繁忙",
    40001: "令牌失效",
    45009: "当日额度用完",
    45011: "调用太频繁",
    45015: "超出时限",
    45047: "条数用完",
}
CODES |= {43004: "未关注", 40164: "IP 不在白名单", 48001: "没有权限", 40037: "模板不存在"}
SHOWN = 200
SHELL = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title} · 微信沙箱</title>
<link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/sandbox.css">
<body class="page">
<nav><a href="/">手机</a><a href="/faults">故障</a><a href="/calls">调用记录</a></nav>
<h1>{title}</h1>{body}</body></html>"""


def routes(sandbox: "Sandbox") -> list[web.RouteDef]:
    async def faults(request: web.Request) -> web.Response:
        return _page("故障", _faults(sandbox))

    async def switch(request: web.Request) -> web.Response:
        form = await request.post()
        _switch(sandbox, {name: str(value) for name, value in form.items()})
        raise web.HTTPSeeOther("/faults")

    async def calls(request: web.Request) -> web.Response:
        return _page("调用记录", _calls(sandbox))

    return [web.get("/faults", faults), web.post("/faults", switch), web.get("/calls", calls)]


def _switch(sandbox: "Sandbox", form: dict[str, str]) -> None:
    match form.get("do"):
        case "add":
            _add(sandbox, form)
        case "remove":
            for fault in [one for one in sandbox.faults.active if str(id(one)) == form.get("fault")]:
                sandbox.faults.remove(fault)
        case "clear":
            sandbox.faults.clear()
        case "kill_token":
            sandbox.tokens.kill()
        case "exhaust":
            sandbox.quota.exhaust(form.get("path", ""))
        case "restore":
            sandbox.quota.used.clear()


def _add(sandbox: "Sandbox", form: dict[str, str]) -> None:
    try:
        times = int(form["times"]) if form.get("times") else None
        code, seconds = int(form.get("errcode") or -1), float(form.get("seconds") or 0)
        sandbox.faults.add(form["kind"], form.get("path") or "*", errcode=code, seconds=seconds, times=times)
    except (KeyError, ValueError):
        raise web.HTTPBadRequest(text="请检查所填的数字") from None


def _faults(sandbox: "Sandbox") -> str:
    active = "".join(_row(fault) for fault in sandbox.faults.active)
    paths = _options({path: path for path in PATHS[1:]})
    table = (
        f"<table>{active}</table>{_button('clear', '全部关闭')}"
        if active
        else "<p class='calm'>现在没有故障，一切正常。</p>"
    )
    return (
        f"<section><h2>正在发生</h2>{table}</section>"
        "<section><h2>新的故障</h2><form method='post' class='grid'>"
        f"<label>发生什么<select name='kind'>{_options(KINDS)}</select></label>"
        f"<label>哪个接口<input name='path' list='paths' value='*'></label>{_datalist('paths', PATHS)}"
        f"<label>错误码<input name='errcode' list='codes' value='-1'></label>{_codes()}"
        "<label>几秒<input name='seconds' inputmode='decimal' value='5'></label>"
        "<label>影响几次（空：直到关闭）<input name='times' inputmode='numeric'></label>"
        "<button name='do' value='add'>打开</button></form></section>"
        "<section><h2>一次性</h2><div class='row'>"
        f"{_button('kill_token', '令牌立即失效')}{_button('restore', '恢复全部额度')}"
        f"<form method='post'><select name='path' aria-label='哪个接口的额度'>{paths}</select>"
        "<button name='do' value='exhaust'>当日额度用完</button></form></div></section>"
    )


def _row(fault: Fault) -> str:
    left = "直到关闭" if fault.left is None else f"还有 {fault.left} 次"
    extra = (
        f" {fault.errcode}" if fault.kind == "errcode" else f" {fault.seconds:g} 秒" if fault.seconds else ""
    )
    name = {"slow": "很慢", "callback_delay": "回调：推迟投递"}.get(fault.kind, KINDS[fault.kind])
    which = f"<input type='hidden' name='fault' value='{id(fault)}'>"
    off = f"<form method='post'>{which}<button name='do' value='remove'>关闭</button></form>"
    cells = (escape(name + extra), f"<code>{escape(fault.path)}</code>", left, off)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _calls(sandbox: "Sandbox") -> str:
    calls = "".join(_call(call) for call in list(sandbox.calls)[: -SHOWN - 1 : -1])
    letters = "".join(_letter(letter) for letter in list(sandbox.courier.letters)[: -SHOWN - 1 : -1])
    none = "<p class='calm'>还没有。</p>"
    return (
        f"<section><h2>服务 → 平台（{len(sandbox.calls)}）</h2>{calls or none}</section>"
        f"<section><h2>平台 → 服务（{len(sandbox.courier.letters)}）</h2>{letters or none}</section>"
    )


def _call(call: Call) -> str:
    code = call.answer.get("errcode", 0) if isinstance(call.answer, dict) else 0
    fault = f"<mark>{escape(KINDS[call.fault])}</mark>" if call.fault else ""
    mood = "bad" if code or call.fault else "good"
    query = {
        name: f"{value[:16]}…" if name == "access_token" else value for name, value in call.query.items()
    }
    asked = f"<h3>请求</h3><pre>{_json(query)}\n{_json(call.body)}</pre>"
    head = f"<b>{call.method}</b><code>{escape(call.path)}</code>{fault}<i class='{mood}'>{code}</i>"
    return _entry(call.at, head, f"{asked}<h3>回答</h3><pre>{_json(call.answer)}</pre>")


def _letter(letter: "Letter") -> str:
    bad = sum(":" in attempt for attempt in letter.attempts)
    ends = "、".join(letter.attempts) or "投递中"
    fields = xmltext.parse(letter.xml)
    kind = str(fields.get("Event") or fields["MsgType"])
    words = str(fields.get("Content") or fields.get("EventKey") or "")[:40]
    what = f"<b>{escape(kind)}</b><code>{escape(letter.openid)}</code>{escape(words)}"
    head = f"{what}<i class='{'bad' if bad else 'good'}'>{escape(ends)}</i>"
    return _entry(letter.at, head, f"<pre>{escape(letter.xml)}</pre>")


def _entry(at: float, head: str, body: str) -> str:
    return f"<details><summary><time>{_clock(at)}</time>{head}</summary>{body}</details>"


def _json(value: Any) -> str:
    if value in (None, {}, ""):
        return ""
    return escape(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2))


def _clock(at: float) -> str:
    return time.strftime("%m-%d %H:%M:%S", time.gmtime(at + 8 * 3600))


def _button(do: str, words: str) -> str:
    return f"<form method='post'><button name='do' value='{do}'>{words}</button></form>"


def _options(choices: dict[str, str]) -> str:
    return "".join(
        f"<option value='{escape(value)}'>{escape(words)}</option>" for value, words in choices.items()
    )


def _datalist(name: str, values: list[str]) -> str:
    return f"<datalist id='{name}'>{_options({value: value for value in values})}</datalist>"


def _codes() -> str:
    return f"<datalist id='codes'>{_options({str(code): words for code, words in CODES.items()})}</datalist>"


def _page(title: str, body: str) -> web.Response:
    return web.Response(text=SHELL.format(title=title, body=body), content_type="text/html")
