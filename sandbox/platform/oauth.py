"""Web sign-in, and the mini-program's."""

import base64
import secrets
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.platform.gate import Table
from sandbox.platform.token import authenticate
from sandbox.wire import ApiError, Call, ok

if TYPE_CHECKING:
    from sandbox.phone import Phone
    from sandbox.server import Sandbox

table = Table()
# The in-app browser names its frame after the phone, so the page knows who is asking and goes on by itself.
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>微信登录</title><link rel="stylesheet" href="/static/sandbox.css"><body class="page narrow">
<h1>用哪个微信登录？</h1><ul class="choices">{choices}</ul>
<script>
const me = window.name.startsWith("phone:") && window.name.slice(6);
const mine = me && document.querySelector(`a[data-openid="${{CSS.escape(me)}}"]`);
if (mine) location.replace(mine.href);
</script></body></html>"""


async def authorize(sandbox: "Sandbox", request: web.Request) -> web.Response:
    """`openid` chooses the phone and redirects at once; without it a page asks."""
    if request.query.get("appid") != sandbox.settings.app_id:
        raise web.HTTPBadRequest(text="10013: appid 不对")
    if urlsplit(request.query.get("redirect_uri", "")).scheme not in ("http", "https"):
        raise web.HTTPBadRequest(text="10003: redirect_uri 不对")
    chosen = sandbox.phones.get(request.query.get("openid", ""))
    if chosen:
        raise web.HTTPFound(sandbox.sign_ins.agree(chosen, str(request.url)))
    choices = "".join(_choice(phone, request) for phone in sandbox.phones.values())
    return web.Response(text=PAGE.format(choices=choices), content_type="text/html")


def _choice(phone: "Phone", request: web.Request) -> str:
    link = escape(str(request.rel_url.update_query(openid=phone.openid)))
    words = f"{escape(phone.name)} <small>{escape(phone.note)}</small>"
    return f'<li><a data-openid="{escape(phone.openid)}" href="{link}">{words}</a></li>'


@table.add("/sns/oauth2/access_token", "GET", token=False)
def access_token(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    authenticate(
        {sandbox.settings.app_id: sandbox.settings.app_secret},
        call.query.get("appid"),
        call.query.get("secret"),
    )
    if call.query.get("grant_type") != "authorization_code":
        raise ApiError(40002)
    found = sandbox.sign_ins.redeem(call.query.get("code", ""), mini=False)
    if isinstance(found, int):
        raise ApiError(found)
    token = sandbox.sign_ins.web_token(found)
    who = {"openid": found.phone.openid, "scope": found.scope, "unionid": found.phone.unionid}
    return {"access_token": token, "expires_in": 7200, "refresh_token": secrets.token_urlsafe(64)} | who


@table.add("/sns/userinfo", "GET", token=False)
def userinfo(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    found = sandbox.sign_ins.web_tokens.get(call.query.get("access_token", ""))
    if found is None:
        raise ApiError(40001)
    if found.scope != "snsapi_userinfo":
        raise ApiError(48001)
    phone = found.phone
    return {"openid": phone.openid, "nickname": phone.name, "headimgurl": "", "unionid": phone.unionid}


@table.add("/sns/jscode2session", "GET", token=False)
def mini_session(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    mine = {sandbox.settings.mini_app_id or sandbox.settings.app_id: _mini_secret(sandbox)}
    authenticate(mine, call.query.get("appid"), call.query.get("secret"))
    found = sandbox.sign_ins.redeem(call.query.get("js_code", ""), mini=True)
    if isinstance(found, int):
        raise ApiError(found)
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    return {"openid": found.phone.mini_openid, "session_key": key, "unionid": found.phone.unionid}


@table.add("/wxa/business/getuserphonenumber")
def phone_number(sandbox: "Sandbox", call: Call) -> dict[str, Any]:
    number = sandbox.sign_ins.redeem_number(call.text("code"))
    if isinstance(number, int):
        raise ApiError(number)
    watermark = {"timestamp": int(call.at), "appid": sandbox.settings.mini_app_id}
    info = {"phoneNumber": number, "purePhoneNumber": number, "countryCode": "86", "watermark": watermark}
    return ok() | {"phone_info": info}


def _mini_secret(sandbox: "Sandbox") -> str:
    return sandbox.settings.mini_app_secret or sandbox.settings.app_secret
