"""What happens when something other than words arrives from WeChat: a follow, a scan, a menu tap."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from texts import replies
from usecases.follow import follow, unfollow
from usecases.record_mass_receipt import JobFinished, record_mass_receipt
from usecases.record_receipt import record_receipt

from . import subscriptions
from .commands import bond
from .commands.bind import scanned
from .message import Message
from .router import Answer, Turn

log = structlog.get_logger("bot")


@dataclass(frozen=True, slots=True)
class Line:
    """The event stands for this line of words, as if the person had written it."""

    text: str


Said = Answer | Line | None
# These say nothing of what the person did.
FROM_THE_PLATFORM = frozenset({
    "event:templatesendjobfinish", "event:masssendjobfinish", "event:subscribe_msg_sent_event", "event:unsubscribe",
})  # fmt: skip
BIND_SCENE, BOND_SCENE = "bind:", "bond:"


async def answer(message: Message, turn: Turn) -> Said:
    """What to say to an event; None says nothing. Kinds nobody knows yet are counted and pass in silence."""
    happening = EVENTS.get(message.kind.removeprefix("event:"))
    if happening is None:
        log.info("event.unknown", kind=message.kind[:80])
        return None
    return await happening(message, turn)


async def _subscribe(message: Message, turn: Turn) -> Said:
    returned = await follow(turn.contact.identity_id, now=turn.now)
    scene = message.field("EventKey").removeprefix("qrscene_")
    if scene:
        return await _scene(scene, turn)
    if turn.contact.actor:
        return replies.welcome_back(turn.actor.name) if returned else replies.welcome(turn.actor)
    return replies.how_to_bind()


async def _unsubscribe(message: Message, turn: Turn) -> Said:
    await unfollow(turn.contact.identity_id, now=turn.now)
    return None


async def _scan(message: Message, turn: Turn) -> Said:
    return await _scene(message.field("EventKey").removeprefix("qrscene_"), turn)


async def _scene(scene: str, turn: Turn) -> Said:
    if scene.startswith(BIND_SCENE):
        return await scanned(replace(turn, text=scene.removeprefix(BIND_SCENE)))
    if turn.contact.actor is None:
        return replies.how_to_bind()
    if scene.startswith(BOND_SCENE):
        return await bond.scanned(replace(turn, text=scene.removeprefix(BOND_SCENE)))
    return replies.welcome(turn.actor)


async def _click(message: Message, turn: Turn) -> Said:
    return Line(message.field("EventKey"))


async def _scancode(message: Message, turn: Turn) -> Said:
    info = message.fields.get("ScanCodeInfo")
    result = info.get("ScanResult") if isinstance(info, dict) else None
    return await _scene(str(result or "").rpartition("scene=")[2], turn)


async def _in_silence(message: Message, turn: Turn) -> Said:
    """Nothing to answer: a page was opened, or the picture or place follows as a message of its own."""
    return None


async def _template_finished(message: Message, turn: Turn) -> Said:
    await record_receipt(message.field("MsgID"), message.field("Status"), now=turn.now)
    return None


async def _mass_finished(message: Message, turn: Turn) -> Said:
    finished = JobFinished(
        message.field("MsgID"),
        message.field("Status"),
        *(_count(message.field(name)) for name in ("TotalCount", "FilterCount", "SentCount", "ErrorCount")),
    )
    await record_mass_receipt(finished, now=turn.now)
    return None


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


EVENTS: dict[str, Callable[[Message, Turn], Awaitable[Said]]] = {
    "subscribe": _subscribe,
    "subscribe_scan": _subscribe,
    "unsubscribe": _unsubscribe,
    "scan": _scan,
    "click": _click,
    "scancode_push": _scancode,
    "scancode_waitmsg": _scancode,
    "pic_sysphoto": _in_silence,
    "pic_photo_or_album": _in_silence,
    "pic_weixin": _in_silence,
    "location_select": _in_silence,
    "location": _in_silence,
    "view": _in_silence,
    "view_miniprogram": _in_silence,
    "templatesendjobfinish": _template_finished,
    "masssendjobfinish": _mass_finished,
    "subscribe_msg_popup_event": subscriptions.popped_up,
    "subscribe_msg_change_event": subscriptions.changed,
    "subscribe_msg_sent_event": subscriptions.sent,
}
