"""期限: one's own deadlines; administrators set, move and cancel them."""

import re
from datetime import date

from domain.audiences import split_audience
from domain.clock import local_day
from domain.coming_days import coming_day
from domain.deadlines import SHOWN, DeadlineDayMissing, check_own
from domain.numerals import plain
from domain.roles import Role
from texts import replies_deadlines
from usecases.add_deadline import Own, add_deadline
from usecases.deadlines_of import deadlines_of
from usecases.move_deadline import cancel_deadline, move_deadline

from ..router import Answer, Ask, Router, Turn
from ..words import BLANKS

router = Router()
REALLY = "deadline_really"
YES = frozenset({"确定", "确认", "是", "是的", "好", "好的", "设", "对"})

_CHANGE = re.compile(
    rf"(?P<word>改到?|取消|删除?)[{BLANKS}]*(?:编号)?[{BLANKS}]*(?P<number>[0-9]{{1,9}}(?![0-9月年/.-]))?"
)


@router.command("期限", "截止日期")
async def deadlines(turn: Turn) -> Answer:
    """期限"""
    if not turn.text:
        return await _own(turn)
    if not turn.actor.is_a(Role.ADMINISTRATOR):
        return replies_deadlines.only_administrators()
    if change := _CHANGE.match(plain(turn.text)):
        return await _change(turn, change)
    return _ask(turn)


@router.question(REALLY, answers=YES)
async def really(turn: Turn) -> Answer:
    """Set only on the word for it."""
    if turn.text.strip("。.!！ ") not in YES:
        return Ask(replies_deadlines.set_or_cancel(), REALLY, turn.facts)
    facts = turn.facts
    role = Role(str(facts["role"])) if facts["role"] else None
    own = Own(date.fromisoformat(facts["day"]), facts["title"], facts["todo"], role, facts["ref"])
    stored = await add_deadline(turn.actor, own, now=turn.now)
    return replies_deadlines.added(stored, own.title, local_day(turn.now))


async def _own(turn: Turn) -> Answer:
    lines = await deadlines_of(turn.actor, replies_deadlines.MOST_LINES + 1, now=turn.now)
    administrator = turn.actor.is_a(Role.ADMINISTRATOR)
    return replies_deadlines.own(lines, local_day(turn.now), administrator=administrator)


async def _change(turn: Turn, change: re.Match[str]) -> Answer:
    word = "改" if change["word"].startswith("改") else "取消"
    if not change["number"]:
        return replies_deadlines.which(word)
    number, rest = int(change["number"]), turn.text[change.end() :]
    if word == "取消":
        return replies_deadlines.cancelled(await cancel_deadline(turn.actor, number, now=turn.now))
    day, _ = _day(rest.lstrip(BLANKS).removeprefix("到"), turn)
    return replies_deadlines.moved(
        await move_deadline(turn.actor, number, day, now=turn.now), local_day(turn.now)
    )


def _ask(turn: Turn) -> Answer:
    """Show what would be set: [学徒] 12月31日 标题 要做的事."""
    audience, words = split_audience(turn.text)
    day, rest = _day(words, turn)
    title, todo = _split(rest)
    today, role = local_day(turn.now), audience.role if audience else None
    check_own(day, title, todo, today)
    facts = {"day": day.isoformat(), "title": title, "todo": todo, "role": role or "", "ref": turn.ref}
    return Ask(replies_deadlines.preview(day, title, todo, role, today), REALLY, facts)


def _day(words: str, turn: Turn) -> tuple[date, str]:
    day, rest = coming_day(words, local_day(turn.now))
    if day is None:
        raise DeadlineDayMissing(words[:SHOWN])
    return day, rest


def _split(words: str) -> tuple[str, str]:
    """The title is the first word or line, what to do is the rest."""
    title, *rest = words.split(maxsplit=1) or [""]
    return title, " ".join(rest[0].split()) if rest else ""
