"""The browser's side: the page of phones, what it reads, and the gestures it makes."""

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox import codes, pages
from sandbox.phone import NotFollowing, Phone

if TYPE_CHECKING:
    from sandbox.server import Sandbox

STATIC = Path(__file__).parent / "static"
SCREENFUL = 200
CODES_SHOWN = 60
NEWCOMERS = "新微信"
PING_SECONDS = 20.0


def routes(sandbox: "Sandbox") -> list[web.RouteDef | web.StaticDef]:
    page = Ui(sandbox)
    return [
        web.get("/", page.index),
        web.static("/static", STATIC),
        web.get("/ui/state", page.state),
        web.get("/ui/events", page.events),
        web.get("/ui/codes", page.codes),
        web.post("/ui/decode", page.decode),
        web.get("/ui/media/{id}", page.media),
        web.post("/ui/phones", page.newcomer),
        web.get("/ui/phones/{openid}", page.phone),
        web.post("/ui/phones/{openid}/browser", page.browse),
        web.post("/ui/phones/{openid}/{gesture}", page.gesture),
        *pages.routes(sandbox),
    ]


class Ui:
    def __init__(self, sandbox: "Sandbox") -> None:
        self.sandbox = sandbox
        self._newcomers = itertools.count(1)

    async def index(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "index.html")

    async def state(self, request: web.Request) -> web.Response:
        phones = [_short(phone) for phone in self.sandbox.phones.values()]
        more = {"suggestions": self.sandbox.suggestions, "faults": len(self.sandbox.faults.active)}
        return web.json_response({"title": self.sandbox.settings.title, "phones": phones} | more)

    async def phone(self, request: web.Request) -> web.Response:
        """The phone, its menu, and the bubbles from number `after` on (at most a screenful of 200)."""
        phone = self._phone(request)
        after = max(int(request.query.get("after", "0")), len(phone.bubbles) - SCREENFUL)
        menu = self.sandbox.menu.for_tags(self.sandbox.tags.of(phone.openid))
        new = [asdict(bubble) for bubble in phone.bubbles[after:]]
        return web.json_response(_short(phone) | {"menu": menu, "from": after, "bubbles": new})

    async def newcomer(self, request: web.Request) -> web.Response:
        """A new WeChat user who doesn't follow the account yet."""
        number = next(n for n in self._newcomers if f"oSANDBOXnew{n:04d}" not in self.sandbox.phones)
        phone = self.sandbox.phone(
            f"oSANDBOXnew{number:04d}", name=f"新人{number}", group=NEWCOMERS, follows=False
        )
        return web.json_response(_short(phone))

    async def gesture(self, request: web.Request) -> web.Response:
        """Make one gesture; the answer comes when the service has answered."""
        phone, gesture = self._phone(request), GESTURES.get(request.match_info["gesture"])
        if gesture is None:
            raise web.HTTPNotFound
        if request.content_type == "application/octet-stream":
            given = {"data": await request.read(), "filename": request.query.get("filename", "photo.png")}
        else:
            given = await request.json()
        try:
            await gesture(phone, given)
        except NotFollowing:
            raise web.HTTPConflict(text="还没有关注公众号") from None
        except KeyError as missing:
            raise web.HTTPBadRequest(text=f"缺少 {missing}") from None
        return web.json_response({"ok": True})

    async def browse(self, request: web.Request) -> web.Response:
        """Where this phone's browser shows a page."""
        phone, given = self._phone(request), await request.json()
        return web.json_response({"address": await self.sandbox.browsers.address(phone, str(given["url"]))})

    async def codes(self, request: web.Request) -> web.Response:
        """Those on the screens of other phones, which change, and those that the account has made."""
        screens = await asyncio.to_thread(self._on_screens)
        live = self.sandbox.codes.live()[:CODES_SHOWN]
        made = [{"ticket": code.ticket, "scene": code.scene, "until": code.until} for code in live]
        return web.json_response([*screens, *made])

    def _on_screens(self) -> list[dict[str, Any]]:
        now = self.sandbox.clock()
        return [
            {"ticket": text, "scene": f"{phone.name}的屏幕", "picture": picture, "phone": phone.openid}
            for phone, screen in self.sandbox.browsers.shown()
            for text, picture in screen.codes(now)
        ]

    async def decode(self, request: web.Request) -> web.Response:
        """The text in an uploaded picture of a QR code, null when none is found."""
        text = await asyncio.to_thread(codes.read_picture, await request.read())
        return web.json_response({"text": text})

    async def media(self, request: web.Request) -> web.Response:
        media = self.sandbox.media.get(request.match_info["id"])
        if media is None:
            raise web.HTTPNotFound
        return web.Response(body=media.data, content_type=media.content_type)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: each phone that changed, and how many bubbles it has."""
        stream = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await stream.prepare(request)
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self.sandbox.listeners.add(queue)
        try:
            await self._tell(stream, queue)
        except ConnectionResetError:
            return stream
        finally:
            self.sandbox.listeners.discard(queue)
        return stream

    async def _tell(self, stream: web.StreamResponse, queue: asyncio.Queue[str | None]) -> None:
        while True:
            try:
                openid = await asyncio.wait_for(queue.get(), PING_SECONDS)
            except TimeoutError:
                await stream.write(b": still here\n\n")
                continue
            if openid is None:
                return
            fact = {"openid": openid, "count": len(self.sandbox.phones[openid].bubbles)}
            await stream.write(f"data: {json.dumps(fact)}\n\n".encode())

    def _phone(self, request: web.Request) -> Phone:
        phone = self.sandbox.phones.get(request.match_info["openid"])
        if phone is None:
            raise web.HTTPNotFound
        return phone


def _short(phone: Phone) -> dict[str, Any]:
    return {
        "openid": phone.openid,
        "name": phone.name,
        "note": phone.note,
        "group": phone.group,
        "follows": phone.follows,
        "count": len(phone.bubbles),
    }


async def _say(phone: Phone, given: dict[str, Any]) -> None:
    menu_id = given.get("bizmsgmenuid")
    await phone.say(str(given["text"]), **({"bizmsgmenuid": str(menu_id)} if menu_id else {}))


async def _picture(phone: Phone, given: dict[str, Any]) -> None:
    await phone.picture(given.get("data", b""), given.get("filename", "photo.png"))


async def _scan_from_menu(phone: Phone, given: dict[str, Any]) -> None:
    info = {"ScanType": "qrcode", "ScanResult": str(given["code"])}
    await phone.event(str(given["type"]), {"EventKey": str(given["key"]), "ScanCodeInfo": info})


GESTURES: dict[str, Callable[[Phone, dict[str, Any]], Awaitable[object]]] = {
    "say": _say,
    "picture": _picture,
    "scancode": _scan_from_menu,
    "voice": lambda phone, given: phone.voice(given.get("recognition") or None),
    "video": lambda phone, given: phone.video(),
    "location": lambda phone, given: phone.location(str(given["label"])),
    "link": lambda phone, given: phone.link(str(given["url"]), str(given.get("title") or "网页")),
    "click": lambda phone, given: phone.click(str(given["key"])),
    "view": lambda phone, given: phone.view(str(given["url"])),
    "scan": lambda phone, given: phone.scan(str(given["code"])),
    "follow": lambda phone, given: phone.follow(),
    "unfollow": lambda phone, given: phone.unfollow(),
}
