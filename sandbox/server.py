"""The sandbox itself: one server that is the platform's API and the browser's phones at once."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import replace
from typing import Any, Self

from aiohttp import web

from sandbox import platform, ui
from sandbox.browser import Browsers
from sandbox.codes import Codes
from sandbox.courier import Courier
from sandbox.faults import Faults
from sandbox.media import MediaStore
from sandbox.menus import Menu
from sandbox.phone import Phone
from sandbox.platform.mass import MassSends
from sandbox.platform.tags import Tags
from sandbox.platform.template import Sends
from sandbox.quota import Quota
from sandbox.settings import SandboxSettings
from sandbox.signins import SignIns
from sandbox.templates import Templates
from sandbox.tokens import Tokens
from sandbox.wire import Call


class Sandbox:
    """A local WeChat in memory. `clock` gives Unix seconds; a test may turn it forward.

    `calls` holds the last API calls, `courier.letters` the last callbacks, `suggestions` lines to tap above
    the input, by group.
    """

    def __init__(self, settings: SandboxSettings, *, clock: Callable[[], float] = time.time) -> None:
        self.settings, self.clock = settings, clock
        self.faults = Faults()
        self.courier = Courier(settings, clock, self.faults)
        self.tokens, self.quota, self.sign_ins = Tokens(clock), Quota(clock), SignIns(clock)
        self.codes, self.media, self.menu, self.templates = (
            Codes(clock),
            MediaStore(clock),
            Menu(),
            Templates(),
        )
        self.tags, self.mass, self.sends = Tags(), MassSends(clock), Sends(clock)
        self.phones: dict[str, Phone] = {}
        self.browsers = Browsers(self)
        self.calls: deque[Call] = deque(maxlen=5000)
        self.suggestions: dict[str, list[str]] = {}
        self.listeners: set[asyncio.Queue[str | None]] = set()
        self.stopping = asyncio.Event()
        self.url = ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen; afterwards `url` is the address of the API and of the browser's page.

        Raises OSError where the port is taken, and may then be called again.
        """
        app = web.Application(client_max_size=12 << 20)
        app.add_routes([*ui.routes(self), *platform.routes(self)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self.settings.host, self.settings.port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        await self.courier.start()
        self.url = f"http://{self.settings.host}:{self._runner.addresses[0][1]}"

    def use_port(self, port: int) -> None:
        """Listen there instead, where the first port was taken; before `start`."""
        self.settings = replace(self.settings, port=port)

    async def stop(self) -> None:
        self.stopping.set()
        for listener in self.listeners:
            listener.put_nowait(None)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.browsers.stop()
        if self._runner:
            await self._runner.cleanup()
        await self.courier.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def callback_url(self) -> str:
        return self.courier.callback_url

    @callback_url.setter
    def callback_url(self, url: str) -> None:
        self.courier.callback_url = url

    def phone(
        self, openid: str, *, name: str = "", note: str = "", group: str = "", follows: bool = True
    ) -> Phone:
        """The phone with this openid, made if there is none yet."""
        if openid not in self.phones:
            self.phones[openid] = Phone(self, openid, name, note, group, follows)
        return self.phones[openid]

    def add_template(
        self,
        template_id: str,
        title: str,
        fields: Mapping[str, str] | Iterable[str],
        choices: Mapping[str, list[str]] | None = None,
    ) -> None:
        """Give the account a template: field keys such as `thing1`, with their labels."""
        self.templates.add(template_id, title, fields, choices)

    async def verify(self) -> bool:
        """Check the callback address as the console does when it is saved."""
        return await self.courier.verify()

    def seal(
        self, xml: str, *, timestamp: str | int | None = None, nonce: str | None = None
    ) -> tuple[dict[str, str], str]:
        """The query and body of a callback with this XML, not sent."""
        return self.courier.seal(xml, timestamp=timestamp, nonce=nonce)

    async def deliver_raw(self, query: Mapping[str, str], body: str | bytes) -> tuple[int, bytes]:
        """Post one callback just as given: the answer's HTTP status and body."""
        return await self.courier.post(query, body)

    def changed(self, phone: Phone) -> None:
        """Tell every open page that this phone has something new."""
        for listener in self.listeners:
            listener.put_nowait(phone.openid)

    async def settled(self) -> None:
        """Wait until everything the platform still had to do (results of sends) is done."""
        # One that is done is still among the tasks until the loop has told; from Python 3.12 on, waiting for such alone
        # does not let the loop run.
        while unfinished := [task for task in self._tasks if not task.done()]:
            await asyncio.wait(unfinished)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something the platform does after it has answered; dropped when the sandbox stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
