"""The few calls to the platform that this service makes (docs/wechat.md, Sending)."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
from yarl import URL

from .answers import PlatformError, Unanswered, Unreached, checked_bytes, checked_json, whole
from .errcodes import NO_MENU, TOKEN_DEAD
from .token import Token
from .upload import ENCODE, Upload, encoded

TIMEOUT_SECONDS = 10.0
CONNECT_SECONDS = 3.0
LONGEST_SCENE_SECONDS = 2_592_000
KNOWN_ADDRESSES = 64

T = TypeVar("T")


class Client:
    """Calls as the account `app`; a token that died is renewed once and the call made once more.

    All methods raise `PlatformError`, `Unreached` and `Unanswered`.
    """

    def __init__(
        self,
        http: aiohttp.ClientSession,
        url: str,
        app: str,
        secret: str,
        clock: Callable[[], datetime],
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._http = http
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds, sock_connect=CONNECT_SECONDS)
        self._url = url.rstrip("/")
        self.app = app
        self._secret = secret
        self._token = Token(app, self.fetch_token, clock)
        self._addresses: dict[tuple[object, ...], URL] = {}
        self._fields: tuple[Mapping[str, str], str] | None = None

    async def fetch_token(self) -> tuple[str, int]:
        """A token and the seconds it holds, straight from the platform."""
        asked = {"grant_type": "client_credential", "appid": self.app, "secret": self._secret}
        found = checked_json(await self._send("POST", "/cgi-bin/stable_token", {}, asked))
        try:
            return str(found["access_token"]), int(found["expires_in"])
        except (KeyError, TypeError, ValueError, OverflowError):
            raise Unanswered("no token in the answer") from None

    async def send_text(self, openid: str, text: str) -> None:
        """A customer message."""
        body = {"touser": openid, "msgtype": "text", "text": {"content": text}}
        await self._call("POST", "/cgi-bin/message/custom/send", body)

    async def upload_image(self, png: bytes) -> str:
        """The id under which the platform keeps a picture of at most 10 MB for three days."""
        picture = Upload("picture.png", "image/png", png)
        return str((await self._call("POST", "/cgi-bin/media/upload", picture, type="image"))["media_id"])

    async def send_image(self, openid: str, media_id: str) -> None:
        """A customer message that is a picture."""
        body = {"touser": openid, "msgtype": "image", "image": {"media_id": media_id}}
        await self._call("POST", "/cgi-bin/message/custom/send", body)

    async def send_template(
        self, openid: str, template: str, fields: Mapping[str, str], client_id: str, url: str = ""
    ) -> str:
        """A template message that opens `url`; the platform's id of it, which its receipt will name."""
        whom = {"touser": openid, "template_id": template, "client_msg_id": client_id}
        head = ENCODE({**whom, "url": url} if url else whom)
        body = f'{head[:-1]}, "data": {self._encoded(fields)}}}'
        answer = await self._call("POST", "/cgi-bin/message/template/send", body)
        return str(answer.get("msgid", ""))

    def _encoded(self, fields: Mapping[str, str]) -> str:
        """As JSON; the very fields that were encoded last, as of a notice to many, are not encoded again."""
        if self._fields is None or self._fields[0] is not fields:
            self._fields = fields, ENCODE({key: {"value": value} for key, value in fields.items()})
        return self._fields[1]

    async def send_subscription(
        self, openid: str, template: str, fields: Mapping[str, str], page: str = ""
    ) -> str:
        """A subscription message of the official account; its id where the platform names one, else empty."""
        return await self._subscribed("/cgi-bin/message/subscribe/bizsend", openid, template, fields, page)

    async def send_mini_subscription(
        self, openid: str, template: str, fields: Mapping[str, str], page: str = ""
    ) -> str:
        """A subscription message of the mini-program, to its own openid; `page` is one of its own."""
        return await self._subscribed("/cgi-bin/message/subscribe/send", openid, template, fields, page)

    async def _subscribed(
        self, path: str, openid: str, template: str, fields: Mapping[str, str], page: str
    ) -> str:
        data = {key: {"value": value} for key, value in fields.items()}
        body = {"touser": openid, "template_id": template, "data": data, **({"page": page} if page else {})}
        return str((await self._call("POST", path, body)).get("msgid", ""))

    async def scene_url(self, scene: str, seconds: int) -> str:
        """What a QR picture holds so that scanning it says `scene`, at most 30 days long."""
        body = {
            "expire_seconds": min(seconds, LONGEST_SCENE_SECONDS),
            "action_name": "QR_STR_SCENE",
            "action_info": {"scene": {"scene_str": scene}},
        }
        return str((await self._call("POST", "/cgi-bin/qrcode/create", body))["url"])

    async def menus(self) -> dict[str, Any]:
        """The default menu as `menu` and those for tags as `conditionalmenu`; empty if there is none."""
        try:
            return await self._call("GET", "/cgi-bin/menu/get")
        except PlatformError as error:
            if error.code == NO_MENU:
                return {}
            raise

    async def create_menu(self, menu: Mapping[str, Any]) -> None:
        await self._call("POST", "/cgi-bin/menu/create", dict(menu))

    async def create_menu_for(self, tag: int, buttons: Sequence[Mapping[str, Any]]) -> None:
        """A menu for those with this tag; there must be a default one."""
        body = {"button": list(buttons), "matchrule": {"tag_id": str(tag)}}
        await self._call("POST", "/cgi-bin/menu/addconditional", body)

    async def delete_menu_for(self, menu_id: str) -> None:
        await self._call("POST", "/cgi-bin/menu/delconditional", {"menuid": menu_id})

    async def tags(self) -> dict[str, int]:
        """The account's tags: ids by name."""
        answer = await self._call("GET", "/cgi-bin/tags/get")
        return {str(tag["name"]): int(tag["id"]) for tag in answer.get("tags") or []}

    async def create_tag(self, name: str) -> int:
        return int((await self._call("POST", "/cgi-bin/tags/create", {"tag": {"name": name}}))["tag"]["id"])

    async def tag(self, openids: Sequence[str], tag: int) -> None:
        """At most 50 followers at once; again does no harm."""
        body = {"openid_list": list(openids), "tagid": tag}
        await self._call("POST", "/cgi-bin/tags/members/batchtagging", body)

    async def untag(self, openids: Sequence[str], tag: int) -> None:
        body = {"openid_list": list(openids), "tagid": tag}
        await self._call("POST", "/cgi-bin/tags/members/batchuntagging", body)

    async def tagged(self, tag: int) -> list[str]:
        """The first followers with this tag, at most 10,000."""
        answer = await self._call("POST", "/cgi-bin/user/tag/get", {"tagid": tag, "next_openid": ""})
        return [str(openid) for openid in (answer.get("data") or {}).get("openid") or []]

    async def delete_tag(self, tag: int) -> None:
        """It must not have more than 100,000 followers."""
        await self._call("POST", "/cgi-bin/tags/delete", {"tag": {"id": tag}})

    async def send_mass(self, tag: int, text: str, client_id: str) -> str:
        """A text to everybody with the tag; the platform's id of the job, which its receipt will name."""
        audience = {"filter": {"is_to_all": False, "tag_id": tag}}
        body = {**audience, "msgtype": "text", "text": {"content": text}, "clientmsgid": client_id}
        return str((await self._call("POST", "/cgi-bin/message/mass/sendall", body)).get("msg_id", ""))

    async def media(self, media_id: str) -> bytes:
        """A picture, sound or film that a person sent; the platform keeps it for three days."""
        return await self._with_token(checked_bytes, "GET", "/cgi-bin/media/get", media_id=media_id)

    async def users(self, openids: Sequence[str]) -> list[dict[str, Any]]:
        """`unionid` where the account belongs to an open-platform account. At most 100; no stranger among them."""
        body = {"user_list": [{"openid": openid, "lang": "zh_CN"} for openid in openids]}
        return list(
            (await self._call("POST", "/cgi-bin/user/info/batchget", body)).get("user_info_list") or []
        )

    async def redeem(self, path: str, **code: str) -> dict[str, Any]:
        """Who has just got this code, which is good once; its address is not worth remembering."""
        asked = {"appid": self.app, "secret": self._secret, "grant_type": "authorization_code", **code}
        return checked_json(await self._asked("GET", URL(self._url + path).with_query(asked), None))

    async def user_phone(self, code: str) -> dict[str, Any]:
        """Of a mini-program: `phone_info` for a code of getPhoneNumber, which is good once."""
        return await self._call("POST", "/wxa/business/getuserphonenumber", {"code": code})

    async def _call(self, method: str, path: str, body: Any = None, **query: str) -> dict[str, Any]:
        return await self._with_token(checked_json, method, path, body, **query)

    async def _with_token(
        self, read: Callable[[bytes], T], method: str, path: str, body: Any = None, **query: str
    ) -> T:
        token = await self._held_token()
        try:
            return read(await self._send(method, path, query | {"access_token": token}, body))
        except PlatformError as error:
            if error.code not in TOKEN_DEAD:
                raise
        await self._token.drop(token)
        token = await self._held_token()
        return read(await self._send(method, path, query | {"access_token": token}, body))

    async def _held_token(self) -> str:
        """Whatever became of asking for a token: the call that needs it has not gone out."""
        try:
            return await self._token.get()
        except Unanswered as error:
            raise Unreached(f"no token: {error}") from error

    def _address(self, path: str, query: Mapping[str, str]) -> URL:
        """Most calls are the same one under the same token, whose address is put together once."""
        key = (path, *query.items())
        if (known := self._addresses.get(key)) is None:
            if len(self._addresses) >= KNOWN_ADDRESSES:
                self._addresses.clear()
            known = self._addresses[key] = URL(self._url + path).with_query(query)
        return known

    async def _send(self, method: str, path: str, query: Mapping[str, str], body: Any) -> bytes:
        return await self._asked(method, self._address(path, query), body)

    async def _asked(self, method: str, address: URL, body: Any) -> bytes:
        data, headers = encoded(body)
        try:
            request = self._http.request(method, address, data=data, headers=headers, timeout=self._timeout)
            async with request as answer:
                if answer.status != 200:
                    raise Unreached(f"HTTP {answer.status}")
                return await whole(answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreached(type(error).__name__) from error
        except (TimeoutError, aiohttp.ClientError) as error:
            raise Unanswered(type(error).__name__) from error


@asynccontextmanager
async def connected(url: str, app: str, secret: str, clock: Callable[[], datetime]) -> AsyncIterator[Client]:
    """A client with connections of its own, for as long as the block runs."""
    # The platform sets no cookies, and a jar is looked through for each call.
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        yield Client(http, url, app, secret, clock)
