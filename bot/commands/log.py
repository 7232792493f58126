"""学时: write down hours in one line; a dialog asks only for what is missing."""

from dataclasses import replace
from datetime import date, time

from domain.clock import local_day
from domain.hours import Claim
from domain.limits import minute_of
from domain.roles import Role
from domain.sentence import CATEGORIES, Draft, read_hours
from domain.spans import Span
from texts import replies_hours
from usecases.log_hours import log_hours
from usecases.offered_categories import offered_categories

from ..router import Answer, Ask, Router, Turn

router = Router()
QUESTION = "log"


@router.command("学时", "记学时", "打卡", "记录学时", roles=(Role.APPRENTICE,))
async def log(turn: Turn) -> Answer:
    """学时 4小时 实操 车床外圆"""
    return await _record_or_ask(turn, read(turn))


@router.question(QUESTION)
async def fill_in(turn: Turn) -> Answer:
    """The answer to what was missing; a full line replaces everything written before."""
    draft = _draft(turn.facts)
    missing = _missing(draft)
    if missing == "category" and (chosen := await _chosen_category(turn)):
        return await _record_or_ask(turn, replace(draft, category=chosen))
    if missing == "content":
        return await _record_or_ask(turn, replace(draft, content=turn.text))
    return await _record_or_ask(turn, _joined(draft, read(turn)))


def read(turn: Turn) -> Draft:
    return read_hours(turn.text, today=local_day(turn.now), categories=CATEGORIES)


async def _record_or_ask(turn: Turn, draft: Draft) -> Answer:
    missing = _missing(draft)
    if missing:
        offered = await offered_categories(turn.actor, now=turn.now)
        return Ask(replies_hours.ask_for(missing, offered), QUESTION, _facts(draft))
    today = local_day(turn.now)
    return replies_hours.logged(await log_hours(turn.actor, _claim(draft, today, turn.ref), now=turn.now), today)


def _missing(draft: Draft) -> str:
    if draft.minutes is None:
        return "minutes"
    if draft.category is None:
        return "category"
    return "" if draft.content else "content"


async def _chosen_category(turn: Turn) -> str | None:
    """A category by its number in the list that was offered."""
    offered = replies_hours.in_order(await offered_categories(turn.actor, now=turn.now))
    return offered[int(turn.text) - 1] if turn.text in map(str, range(1, len(offered) + 1)) else None


def _joined(earlier: Draft, later: Draft) -> Draft:
    """What is said later wins; what isn't said again stays."""
    said = {name: value for name in Draft.__dataclass_fields__ if (value := getattr(later, name)) not in (None, "")}
    return replace(earlier, **said)


def _claim(draft: Draft, today: date, ref: str) -> Claim:
    if draft.minutes is None or draft.category is None:
        raise LookupError("a claim needs its minutes and category")
    starts, ends = span_minutes(draft.span)
    return Claim(
        draft.day or today,
        draft.minutes,
        draft.category,
        draft.content,
        ref,
        starts,
        ends,
        draft.place or "",
        draft.reason or "",
    )


def span_minutes(span: Span | None) -> tuple[int | None, int | None]:
    return (minute_of(span.start), minute_of(span.end)) if span else (None, None)


def _facts(draft: Draft) -> dict[str, object]:
    starts, ends = span_minutes(draft.span)
    return {
        "day": draft.day.isoformat() if draft.day else None,
        "minutes": draft.minutes,
        "starts": starts,
        "ends": ends,
        "category": draft.category,
        "content": draft.content,
        "place": draft.place,
        "reason": draft.reason,
    }


def _draft(facts: object) -> Draft:
    kept = dict(facts) if isinstance(facts, dict) else {}
    starts, ends = kept.pop("starts"), kept.pop("ends")
    day = kept.pop("day")
    span = Span(_time(starts), _time(ends)) if starts is not None else None
    return Draft(day=date.fromisoformat(day) if day else None, span=span, **kept)


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)
