"""广播: an administrator writes a notice, sees whom it reaches and how it looks, and lets it go, now or later."""

import re

from domain.audiences import Audience, read_audience, split_audience
from domain.coming_moment import coming_moment
from domain.errors import Refusal
from domain.notice_text import read_notice_text
from domain.numerals import plain
from domain.roles import Role
from texts import replies_broadcast
from texts.refusals import sentence
from usecases.attempt import attempt
from usecases.broadcast_notice import Broadcast, DraftGone, broadcast_notice
from usecases.cancel_notice import cancel_notice
from usecases.draft_notice import Wish, check_corrected, draft_notice
from usecases.manages import person_by_phone
from usecases.pause_notice import pause_notice, resume_notice
from usecases.schedule_draft import have_draft_approved, schedule_draft, send_draft_by_mass

from ..router import Answer, Ask, Router, Turn
from ..words import BLANKS

router = Router()
TO_WHOM = "broadcast_audience"
WHAT = "broadcast_text"
REALLY = "broadcast_really"
SEND_WORDS = frozenset(
    {"发送", "发出", "确认发送", "确认", "确定", "发", "发吧", "是", "是的", "好", "好的", "对"}
)
# What is done with a notice that has left: only where a number follows, or nothing.
_MANAGED = re.compile(
    rf"(?P<word>暂停|继续|恢复|取消|更正)[{BLANKS},、:]*(?:通知|编号|[第#{BLANKS}])*(?P<number>[0-9]{{1,9}})?条?[。.]?"
)
_BY_MASS = frozenset({"群发", "改群发", "改为群发"})
_LATER = re.compile(rf"(?:改?定时|定在|改到)[{BLANKS},:]*(?P<at>.*)", re.DOTALL)
_APPROVED_BY = re.compile(rf"送审[{BLANKS},:]*(?P<phone>.*)", re.DOTALL)


@router.command("广播", roles=(Role.ADMINISTRATOR,))
async def broadcast(turn: Turn) -> Answer:
    """广播 学徒 标题（换行写正文）"""
    if managed := _MANAGED.fullmatch(plain(turn.text).strip(BLANKS)):
        return await _manage(turn, managed["word"], int(managed["number"] or 0))
    audience, text = split_audience(turn.text)
    if audience is None:
        return Ask(replies_broadcast.ask_audience(), TO_WHOM, {"text": text})
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
    role = str(turn.facts["role"])
    audience = Audience(Role(role) if role else None)
    return await _preview(turn, audience, turn.text, int(turn.facts.get("corrects", 0)))


@router.question(REALLY, answers=SEND_WORDS)
async def really(turn: Turn) -> Answer:
    """Sent only on the word for it, now, at a time, or once a second administrator has approved."""
    words = plain(turn.text).strip(f"{BLANKS}。.!")
    number = int(turn.facts["notice"])
    if words in SEND_WORDS:
        return replies_broadcast.broadcast(await broadcast_notice(turn.actor, number, now=turn.now))
    if words in _BY_MASS:
        await send_draft_by_mass(turn.actor, number, now=turn.now)
        return Ask(replies_broadcast.by_mass(), REALLY, turn.facts)
    if later := _LATER.fullmatch(words):
        return await _or_ask_again(turn, await attempt(lambda: _at(turn, number, later["at"])))
    if approved := _APPROVED_BY.fullmatch(words):
        return await _or_ask_again(turn, await attempt(lambda: _after(turn, number, approved["phone"])))
    return Ask(replies_broadcast.send_or_cancel(), REALLY, turn.facts)


async def _preview_or_ask(turn: Turn, audience: Audience, text: str) -> Answer:
    if not text:
        return Ask(replies_broadcast.ask_text(audience.role), WHAT, {"role": audience.role or ""})
    return await _preview(turn, audience, text)


async def _preview(turn: Turn, audience: Audience, text: str, corrects: int = 0) -> Answer:
    wish = Wish(read_notice_text(text), audience, turn.ref, corrects=corrects)
    found = await draft_notice(turn.actor, wish, now=turn.now)
    return Ask(replies_broadcast.preview(found), REALLY, {"notice": found.number})


async def _at(turn: Turn, number: int, words: str) -> Broadcast:
    await schedule_draft(turn.actor, number, coming_moment(words, turn.now))
    return await broadcast_notice(turn.actor, number, now=turn.now)


async def _after(turn: Turn, number: int, phone: str) -> Broadcast:
    await have_draft_approved(turn.actor, number, await person_by_phone(phone))
    return await broadcast_notice(turn.actor, number, now=turn.now)


async def _or_ask_again(turn: Turn, said: Broadcast | Refusal) -> Answer:
    """A time or a phone that won't do leaves the draft as it is."""
    if isinstance(said, DraftGone):
        raise said
    if isinstance(said, Refusal):
        return Ask(f"{sentence(said)}\n{replies_broadcast.send_or_cancel()}", REALLY, turn.facts)
    return replies_broadcast.broadcast(said)


async def _manage(turn: Turn, word: str, number: int) -> Answer:
    if not number:
        return replies_broadcast.which(word)
    match word:
        case "暂停":
            return replies_broadcast.paused(await pause_notice(turn.actor, number, now=turn.now))
        case "取消":
            return replies_broadcast.cancelled(await cancel_notice(turn.actor, number, now=turn.now))
        case "更正":
            title = await check_corrected(turn.actor, number)
            return Ask(
                replies_broadcast.ask_correction(number, title), WHAT, {"role": "", "corrects": number}
            )
    return replies_broadcast.resumed(await resume_notice(turn.actor, number, now=turn.now))
