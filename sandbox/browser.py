"""WeChat's browser inside each phone: the account's pages, with that phone's own cookies and its own sign-in.

A page in a frame would share the cookies of every phone on the desk and would not look like WeChat to the service. So
each phone's browser has an address of its own here, which carries requests to the service and keeps the cookies itself.
"""

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web
from multidict import CIMultiDict

from sandbox.screens import Screen

if TYPE_CHECKING:
    from sandbox.phone import Phone
    from sandbox.server import Sandbox

WECHAT = "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Mobile Safari/537.36 MicroMessenger/8.0.50"
NOT_CARRIED = {
    "host",
    "cookie",
    "origin",
    "referer",
    "user-agent",
    "accept-encoding",
    "content-length",
    "connection",
}
NOT_BROUGHT = {
    "set-cookie", "content-length", "content-encoding", "transfer-encoding", "connection", "location",
    "x-frame-options", "content-security-policy",
}  # fmt: skip
FRAMES = re.compile(r"frame-ancestors [^;]*;? ?")
SECONDS = 30


class Browsers:
    """The browsers of all phones; each begins when its phone first opens a page of the account's service."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self.sandbox = sandbox
        self._open: dict[tuple[str, str], _Browser] = {}
        self._one = asyncio.Lock()

    async def address(self, phone: "Phone", url: str) -> str:
        """Where a frame finds the page as this phone sees it; other sites are looked at directly."""
        asked, service = urlsplit(url), urlsplit(self.sandbox.callback_url)
        if (asked.scheme, asked.netloc) != (service.scheme, service.netloc):
            return url
        origin = f"{asked.scheme}://{asked.netloc}"
        async with self._one:
            if (phone.openid, origin) not in self._open:
                browser = self._open[phone.openid, origin] = _Browser(self.sandbox, phone, origin)
                await browser.start()
        rest = asked._replace(scheme="", netloc="").geturl() or "/"
        return f"{self._open[phone.openid, origin].url}{rest}"

    def shown(self) -> list[tuple["Phone", Screen]]:
        """Each phone with the page that stands on its screen."""
        return [(browser.phone, browser.screen) for browser in self._open.values() if browser.screen]

    async def stop(self) -> None:
        for browser in self._open.values():
            await browser.stop()


class _Browser:
    def __init__(self, sandbox: "Sandbox", phone: "Phone", origin: str) -> None:
        self.sandbox, self.phone, self.origin = sandbox, phone, origin
        self.url = ""
        self.screen: Screen | None = None

    async def start(self) -> None:
        self._http = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(total=SECONDS)
        )
        app = web.Application(client_max_size=12 << 20)
        app.router.add_route("*", "/{rest:.*}", self._carry)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.sandbox.settings.host, 0).start()
        self.url = f"http://{self.sandbox.settings.host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()
        await self._http.close()

    async def _carry(self, request: web.Request) -> web.Response:
        try:
            async with self._http.request(
                request.method,
                f"{self.origin}{request.path_qs}",
                data=await request.read(),
                headers=self._headers(request),
                allow_redirects=False,
            ) as answer:
                body, brought = await answer.read(), self._brought(answer)
                if answer.content_type == "text/html":
                    self.screen = Screen(body, self.sandbox.clock())
                return web.Response(status=answer.status, body=body, headers=brought)
        except (aiohttp.ClientError, TimeoutError):
            return web.Response(status=502, text="网页打不开：服务没有应答")

    def _headers(self, request: web.Request) -> CIMultiDict[str]:
        """As the phone's browser would send them to the service itself."""
        sent = CIMultiDict(
            (name, value) for name, value in request.headers.items() if name.lower() not in NOT_CARRIED
        )
        sent["User-Agent"] = WECHAT
        origin = request.headers.get("Origin")
        if origin is not None:
            sent["Origin"] = self.origin if origin == self.url else origin
        return sent

    def _brought(self, answer: aiohttp.ClientResponse) -> CIMultiDict[str]:
        kept = ((name, value) for name, value in answer.headers.items() if name.lower() not in NOT_BROUGHT)
        brought = CIMultiDict(kept)
        policy = FRAMES.sub("", answer.headers.get("Content-Security-Policy", ""))
        if policy:
            brought["Content-Security-Policy"] = policy
        if place := answer.headers.get("Location"):
            brought["Location"] = self._place(place)
        return brought

    def _place(self, place: str) -> str:
        """Within this browser; the platform's sign-in knows whose phone it is and agrees at once."""
        if place.startswith(f"{self.sandbox.url}/connect/oauth2/authorize?"):
            place = self.sandbox.sign_ins.agree(self.phone, place.partition("#")[0])
        return place.removeprefix(self.origin) if place.startswith(f"{self.origin}/") else place
