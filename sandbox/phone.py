"""One WeChat user and what they can do; tests and the browser drive the same methods."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sandbox import xmltext
from sandbox.bubbles import FAULT, Bubble, Content, Received
from sandbox.courier import Undelivered
from sandbox.windows import Windows

if TYPE_CHECKING:
    from sandbox.server import Sandbox

# Events that belong to no conversation fail without a word on the screen.
SILENT = {"VIEW", "unsubscribe", "LOCATION", "view_miniprogram", "TEMPLATESENDJOBFINISH", "MASSSENDJOBFINISH",
          "subscribe_msg_popup_event", "subscribe_msg_change_event", "subscribe_msg_sent_event"}  # fmt: skip
OPENING_EVENTS = {"CLICK", "subscribe", "SCAN", "scancode_push", "scancode_waitmsg"}
EXPIRED = "二维码已过期"


class NotFollowing(RuntimeError):
    """Only a follower can write to the account."""


class Phone:
    """`openid` in the official account, `mini_openid` in the mini-program, `unionid` in both.

    A gesture waits for the passive reply and returns its words, or None for silence or after three failures
    (then the grey fault line stands in `bubbles`). `blocks` ends template messages as `failed:user block`.
    """

    def __init__(
        self, sandbox: "Sandbox", openid: str, name: str, note: str, group: str, follows: bool
    ) -> None:
        self.sandbox = sandbox
        self.openid, self.name, self.note, self.group = openid, name or openid[-6:], note, group
        self.mini_openid, self.unionid = f"m{openid[1:]}", f"u{openid[1:]}"
        self.follows, self.followed_at, self.follow_scene = follows, int(sandbox.clock()), ""
        self.blocks = False
        self.remark = ""
        self.bubbles: list[Bubble] = []
        self.messages_received: list[Received] = []
        self.windows = Windows()
        # How many subscription messages of each template are still allowed.
        self.ticked: Counter[str] = Counter()
        self.mini_ticked: Counter[str] = Counter()
        self._news = asyncio.Event()

    # What the person sends

    async def say(self, text: str, **more: Any) -> str | None:
        """Send a text; `bizmsgmenuid` goes along when a message-menu choice is tapped."""
        return await self._send("text", {"Content": text} | more, Content("text", text))

    async def voice(self, recognition: str | None = None, data: bytes = b"#!AMR\n") -> str | None:
        """Send a voice message; `recognition` is what the platform understood, None when it says nothing."""
        media = self.sandbox.media.add("voice", "voice.amr", data)
        fields: dict[str, Any] = {"MediaId": media.id, "Format": "amr", "MediaId16K": media.id}
        if recognition is not None:
            fields["Recognition"] = recognition
        return await self._send("voice", fields, Content("voice", recognition or "", {"media_id": media.id}))

    async def picture(self, data: bytes = b"", filename: str = "photo.png") -> str | None:
        """Send a picture; without data, a small built-in one."""
        media = self.sandbox.media.add("image", filename, data or self.sandbox.media.sample())
        fields = {"PicUrl": f"{self.sandbox.url}/ui/media/{media.id}", "MediaId": media.id}
        return await self._send("image", fields, Content("image", "", {"media_id": media.id}))

    async def video(self, data: bytes = b"\0\0\0\x18ftypmp42") -> str | None:
        media, thumb = self.sandbox.media.add("video", "video.mp4", data), self.sandbox.media.sample()
        small = self.sandbox.media.add("thumb", "thumb.png", thumb)
        fields = {"MediaId": media.id, "ThumbMediaId": small.id}
        return await self._send("video", fields, Content("video", "", {"media_id": media.id}))

    async def location(
        self, label: str = "珠海市香洲区人民东路", x: float = 22.27073, y: float = 113.57668
    ) -> str | None:
        """Send a place: `x` is the latitude, `y` the longitude."""
        fields = {"Location_X": x, "Location_Y": y, "Scale": 16, "Label": label}
        return await self._send("location", fields, Content("location", label))

    async def link(
        self, url: str = "https://example.com/", title: str = "网页", description: str = ""
    ) -> str | None:
        fields = {"Title": title, "Description": description, "Url": url}
        return await self._send(
            "link", fields, Content("link", title, {"url": url, "description": description})
        )

    async def send_kind(self, name: str, **fields: Any) -> str | None:
        """Send a message of any type, known or not, with these XML fields."""
        return await self._send(name, fields, Content(name, f"[{name}]"))

    def text_xml(self, content: str, msg_id: int | None = None) -> str:
        """The XML of a text message, not sent."""
        return xmltext.build(self._message("text", {"Content": content}, msg_id))

    # What the person taps, scans and decides

    async def click(self, key: str) -> str | None:
        return await self.event("CLICK", {"EventKey": key})

    async def view(self, url: str) -> None:
        """Tap a menu item that opens a page: the account only hears of it."""
        await self.event("VIEW", {"EventKey": url, "MenuId": self.sandbox.menu.id})

    async def scan(self, code: str) -> str | None:
        """Scan a QR by its link, ticket or scene; a newcomer follows by it. A scene nobody created counts as
        one printed earlier; an expired code only shows a line; any other link opens a page."""
        found = self.sandbox.codes.find(code)
        if found is None and "://" in code:
            return None
        found = found or self.sandbox.codes.printed(code)
        if found.expired(self.sandbox.clock()):
            self.show(Content("system", EXPIRED))
            return None
        if not self.follows:
            return await self.follow(found.scene, ticket=found.ticket)
        return await self.event("SCAN", {"EventKey": found.scene, "Ticket": found.ticket})

    async def follow(self, scene: str | None = None, ticket: str = "") -> str | None:
        """Follow the account, by a QR with this scene if given."""
        self.follows, self.followed_at, self.follow_scene = True, int(self.sandbox.clock()), scene or ""
        if scene is None:
            return await self.event("subscribe", {"EventKey": ""})
        ticket = ticket or self.sandbox.codes.printed(scene).ticket
        return await self.event("subscribe", {"EventKey": f"qrscene_{scene}", "Ticket": ticket})

    async def unfollow(self) -> None:
        self.follows = False
        self.windows = Windows()
        await self.event("unsubscribe", {"EventKey": ""})

    async def tick(self, template_id: str, *, accept: bool = True) -> None:
        """Allow one subscription message on a page of the account, or refuse."""
        self.ticked[template_id] = self.ticked[template_id] + 1 if accept else 0
        one = {
            "TemplateId": template_id,
            "SubscribeStatusString": "accept" if accept else "reject",
            "PopupScene": 1,
        }
        await self.event("subscribe_msg_popup_event", {"SubscribeMsgPopupEvent": {"List": one}})

    async def event(self, name: str, fields: Mapping[str, Any]) -> str | None:
        """Any event; nested mappings and lists become nested XML."""
        if name in OPENING_EVENTS:
            self.windows.after_action(self.sandbox.clock())
        return await self._deliver(
            self._head("event") | {"Event": name} | dict(fields), silent=name in SILENT
        )

    def sign_in(self, authorize_url: str) -> str:
        """Agree on the platform's sign-in page: the address it redirects to, with a one-use code."""
        return self.sandbox.sign_ins.agree(self, authorize_url)

    def mini_tick(self, template_id: str, *, accept: bool = True) -> None:
        """wx.requestSubscribeMessage in the mini-program; no event tells the account of it."""
        self.mini_ticked[template_id] = self.mini_ticked[template_id] + 1 if accept else 0

    def mini_code(self) -> str:
        """wx.login in the mini-program: a one-use code for jscode2session."""
        return self.sandbox.sign_ins.issue(self, "mini")

    # What the person sees

    def show(self, content: Content, *, from_me: bool = False) -> None:
        self.bubbles.append(Bubble(content.kind, content.text, self.sandbox.clock(), from_me, content.extra))
        self.sandbox.changed(self)

    def receive(self, channel: str, content: Content, body: dict[str, Any]) -> None:
        """A message that came through the platform's API."""
        self.messages_received.append(
            Received(channel, content.kind, content.text, body, self.sandbox.clock())
        )
        self.show(content)
        self._news.set()

    async def hear(self, words: str, *, seconds: float = 5.0, after: int = 0) -> Received:
        """Wait for an API message with these words, past the first `after`; TimeoutError if none comes."""
        async with asyncio.timeout(seconds):
            while (found := self._heard(lambda one: words in one.text, after)) is None:
                self._news.clear()
                await self._news.wait()
        return found

    def _heard(self, fits: Callable[[Received], bool], after: int) -> Received | None:
        return next((one for one in self.messages_received[after:] if fits(one)), None)

    # How it travels

    def _head(self, kind: str) -> dict[str, Any]:
        now = int(self.sandbox.clock())
        return {
            "ToUserName": self.sandbox.settings.account,
            "FromUserName": self.openid,
            "CreateTime": now,
            "MsgType": kind,
        }

    def _message(self, kind: str, fields: Mapping[str, Any], msg_id: int | None = None) -> dict[str, Any]:
        return self._head(kind) | dict(fields) | {"MsgId": msg_id or self.sandbox.courier.next_id()}

    async def _send(self, kind: str, fields: Mapping[str, Any], seen: Content) -> str | None:
        if not self.follows:
            raise NotFollowing(self.openid)
        self.windows.after_message(self.sandbox.clock())
        self.show(seen, from_me=True)
        return await self._deliver(self._message(kind, fields))

    async def _deliver(self, fields: Mapping[str, Any], *, silent: bool = False) -> str | None:
        try:
            content = await self.sandbox.courier.deliver(self.openid, fields)
        except Undelivered:
            if not silent:
                self.show(Content("system", FAULT))
            return None
        if content is None or silent:
            return None
        self.show(content)
        return content.text
