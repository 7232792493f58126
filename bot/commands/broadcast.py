"""广播: an administrator writes a notice, sees whom it reaches, and sends it."""

from bot.router import Answer, Ask, Router, Turn
from domain.audiences import Audience, read_audience, split_audience
from domain.notice_numbers import read_notice_numbers
from domain.notice_text import read_notice_text
from domain.roles import Role
from texts import replies_notices
from usecases.broadcast_notice import broadcast_notice
from usecases.cancel_notice import cancel_notice
from usecases.draft_notice import Wish, draft_notice

router = Router()
TO_WHOM = "broadcast_audience"
WHAT = "broadcast_text"
REALLY = "broadcast_really"
CANCEL = "取消"
SEND_WORDS = frozenset(
    {"发送", "发出", "确认发送", "确认", "确定", "发", "发吧", "是", "是的", "好", "好的", "对"}
)


@router.command("广播", roles=(Role.ADMINISTRATOR,))
async def broadcast(turn: Turn) -> Answer:
    """广播 学徒 标题（换行写正文）"""
    if turn.text.startswith(CANCEL):
        return await _cancel(turn, turn.text.removeprefix(CANCEL))
    audience, text = split_audience(turn.text)
    if audience is None:
        return Ask(replies_notices.ask_audience(), TO_WHOM, {"text": text})
    return await _preview_or_ask(turn, audience, text)


@router.question(TO_WHOM)
async def to_whom(turn: Turn) -> Answer:
    """Who gets it; the text may have been written before."""
    audience, text = split_audience(turn.text)
    if audience is None:
        audience, text = read_audience(turn.text), ""
    return await _preview_or_ask(turn, audience, text or str(turn.facts["text"]))


@router.question(WHAT, free=True)
async def what(turn: Turn) -> Answer:
    """Title and body."""
    return await _preview(turn, _audience(turn), turn.text)


@router.question(REALLY, answers=SEND_WORDS)
async def really(turn: Turn) -> Answer:
    """Sent only on the word for it."""
    if turn.text.strip("。.!！ ") not in SEND_WORDS:
        return Ask(replies_notices.send_or_cancel(), REALLY, turn.facts)
    return replies_notices.broadcast(
        await broadcast_notice(turn.actor, int(turn.facts["notice"]), now=turn.now)
    )


async def _preview_or_ask(turn: Turn, audience: Audience, text: str) -> Answer:
    if not text:
        return Ask(replies_notices.ask_text(audience.role), WHAT, {"role": audience.role or ""})
    return await _preview(turn, audience, text)


async def _preview(turn: Turn, audience: Audience, text: str) -> Answer:
    wish = Wish(read_notice_text(text), audience, turn.ref)
    found = await draft_notice(turn.actor, wish, now=turn.now)
    return Ask(replies_notices.preview(found), REALLY, {"notice": found.number})


async def _cancel(turn: Turn, words: str) -> Answer:
    numbers = read_notice_numbers(words)
    if not numbers:
        return replies_notices.which_to_cancel()
    return replies_notices.cancelled(await cancel_notice(turn.actor, numbers[0], now=turn.now))


def _audience(turn: Turn) -> Audience:
    role = str(turn.facts["role"])
    return Audience(Role(role) if role else None)
