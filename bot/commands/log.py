"""学时: write down hours in one line; a dialog asks only for what is missing."""

import re
from dataclasses import replace

from domain.amounts import AmountUnclear
from domain.clock import local_day
from domain.errors import Refusal
from domain.hours_refusals import ReasonNeeded
from domain.numerals import BLANKS, plain
from domain.phrases import WORD
from domain.roles import Role
from domain.sentence import Draft
from domain.unprompted import without_fillers
from texts import questions_hours, refusals, replies_hours
from usecases.attempt import attempt
from usecases.log_hours import log_hours
from usecases.plan_of import plan_of

from ..drafts import changed_to, chosen, claim_of, draft_of, facts_of, heard, joined, missing_in, read
from ..pictures import LOG, LOG_UNIT, attach, carried
from ..refused_part import refused_part
from ..router import Answer, Ask, Router, Turn

router = Router()
MOST_MISSES = 2
_REASON = re.compile(f"^原因[:：]?[{BLANKS}]*")
UNITS = ("小时", "个小时", "钟头", "学时", "个学时", "课时", "分钟")


@router.command("学时", "记学时", "打卡", "记录学时", "补记", "补录", roles=(Role.APPRENTICE,))
async def log(turn: Turn) -> Answer:
    """学时 4小时 实操 车床外圆"""
    # The day on which the dialog began, also for an answer after midnight.
    return await _listen(turn, Draft(day=local_day(turn.now)))


@router.unprompted
async def hear(turn: Turn) -> Answer | None:
    """今天 4小时 实操 车床外圆, without 学时 before it."""
    if not turn.actor.is_a(Role.APPRENTICE):
        return None
    today = local_day(turn.now)
    try:
        told = await heard(turn)
    except AmountUnclear:
        return await _listen(turn, Draft(day=today))
    return await _record_or_ask(turn, replace(told, day=told.day or today)) if told else None


@router.question(LOG)
@carried
async def fill_in(turn: Turn) -> Answer:
    """The answer to what was missing, or to what a rule refused."""
    draft = draft_of(turn.facts)
    match turn.facts["asked"]:
        case "category":
            return await _hear_category(turn, draft)
        case "content":
            return await _hear_content(turn, draft)
        case "place":
            return await _record_or_ask(turn, replace(draft, place=turn.text))
        case "reason":
            return await _record_or_ask(turn, replace(draft, reason=_REASON.sub("", turn.text)))
        case "minutes":
            # 上课2小时 answers how long.
            text = without_fillers(turn.text, local_day(turn.now))
            return await _listen(replace(turn, text=text), draft)
        case _:
            return await _listen(turn, draft)


@router.question(LOG_UNIT)
@carried
async def give_unit(turn: Turn) -> Answer:
    """小时 or 4小时, where a bare 4 stood; other words are a line of their own."""
    number, line = str(turn.facts["number"]), str(turn.facts["line"])
    said = turn.text.strip(BLANKS)
    amount = f"{number}{said}" if plain(said) in UNITS else said
    told = await read(replace(turn, text=amount))
    text = (
        _instead_of(number, line, amount) if told == Draft(minutes=told.minutes, span=told.span) else amount
    )
    return await _listen(replace(turn, text=text), draft_of(turn.facts))


def _instead_of(number: str, line: str, amount: str) -> str:
    """The line with the amount where the bare number stood."""
    for word in WORD.finditer(plain(line)):
        if word.group() == number:
            return line[: word.start()] + amount + line[word.end() :]
    return amount


async def _listen(turn: Turn, draft: Draft) -> Answer:
    """Add what a line says to the draft. Words that bring nothing that was asked for are no content."""
    try:
        told = await read(turn)
    except AmountUnclear as unclear:
        facts = _kept(draft, _asked(turn, draft)) | {"number": unclear.number, "line": turn.text}
        return Ask(refusals.sentence(unclear), LOG_UNIT, facts)
    if told.content and turn.facts and told == Draft(content=told.content):
        return await _ask(turn, draft, misheard=turn.text)
    return await _record_or_ask(turn, joined(draft, told))


async def _hear_category(turn: Turn, draft: Draft) -> Answer:
    offered = questions_hours.in_order((await plan_of(turn.actor, now=turn.now)).categories)
    if category := chosen(turn.text, offered):
        return await _record_or_ask(turn, replace(draft, category=category))
    told = await _understood(turn)
    if told.category is None:
        return await _ask(turn, draft, misheard=turn.text)
    return await _record_or_ask(turn, joined(draft, told))


async def _hear_content(turn: Turn, draft: Draft) -> Answer:
    """Words read as the end of the sentence, unless they are a sentence of their own or another amount."""
    told = await _understood(replace(turn, text=changed_to(turn.text)))
    if not missing_in(told) or (told.minutes and not told.content):
        return await _record_or_ask(turn, joined(draft, told))
    # Behind an amount and a category, words are read as content, and refused if they may change the amount.
    told = await read(replace(turn, text=f"{min(draft.minutes or 1, 9999)}分钟 理论 {turn.text}"))
    return await _record_or_ask(turn, joined(draft, replace(told, minutes=None, category=None)))


async def _understood(turn: Turn) -> Draft:
    """What the words say about hours; nothing where they can't be read so."""
    try:
        return await read(turn)
    except Refusal:
        return Draft()


async def _record_or_ask(turn: Turn, draft: Draft) -> Answer:
    if missing_in(draft):
        return await _ask(replace(turn, facts={}), draft)
    today = local_day(turn.now)
    claim = claim_of(draft, today, turn.ref)
    said = await attempt(lambda: log_hours(turn.actor, claim, now=turn.now))
    if isinstance(said, Refusal):
        return await _ask_anew(turn, draft, said)
    return replies_hours.logged(said, today, await attach(turn))


async def _ask(turn: Turn, draft: Draft, *, misheard: str = "") -> Answer:
    """The question that stands open, once more if its answer was `misheard`; else for what is missing.

    Who is misunderstood twice in a row meant something else, and is let go.
    """
    misses = int(turn.facts.get("misses", 0)) + 1 if misheard else 0
    if misses == MOST_MISSES:
        return questions_hours.gave_up(misheard)
    plan = await plan_of(turn.actor, now=turn.now)
    asked = _asked(turn, draft)
    text = questions_hours.ask_for(asked, plan.categories, misheard=misheard)
    return Ask(text, LOG, _kept(draft, asked) | {"misses": misses})


async def _ask_anew(turn: Turn, draft: Draft, refusal: Refusal) -> Answer:
    """Why nothing was recorded, and the question for the part that the rule refused; all else is kept."""
    part = refused_part(refusal)
    if not part:
        raise refusal
    offered = (await plan_of(turn.actor, now=turn.now)).categories if part == "category" else ()
    question = (
        questions_hours.ask_reason(draft, local_day(turn.now))
        if isinstance(refusal, ReasonNeeded)
        else questions_hours.ask_anew(part, offered)
    )
    return Ask(f"{refusals.sentence(refusal)}\n{question}", LOG, _kept(draft, part))


def _asked(turn: Turn, draft: Draft) -> str:
    return str(turn.facts.get("asked") or missing_in(draft))


def _kept(draft: Draft, asked: str) -> dict[str, object]:
    return facts_of(draft) | {"asked": asked}
