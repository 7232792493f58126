"""What an apprentice has said so far about hours, read and kept from one message to the next."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, time
from typing import Any

from domain.claims import Claim
from domain.clock import local_day
from domain.limits import minute_of
from domain.numerals import BLANKS, plain, read_whole
from domain.sentence import CATEGORIES, Category, Draft, read_hours
from domain.spans import Span
from domain.unprompted import read_unprompted, tells_an_amount
from usecases.plan_of import Plan, plan_of

from .router import Turn

# 改成3小时 says 3小时, as an answer and as a change.
_INTO = re.compile(f"(?:改成|改为|换成|改到|应该是|应该|应为)[{BLANKS}]*")
_LESSONS = re.compile("学时|课时")
_CODES = {category.code for category in CATEGORIES}


async def read(turn: Turn) -> Draft:
    """What the words say. Refusals: those of `domain.sentence.read_hours`, `NotInTraining`.

    The plan is asked only where it matters: for the length of its 学时, or a category of its own.
    """
    if _LESSONS.search(plain(turn.text)):
        return _read(turn, await plan_of(turn.actor, now=turn.now))
    draft = read_hours(turn.text, today=local_day(turn.now))
    if draft.category is None and draft != Draft():
        return _read(turn, await plan_of(turn.actor, now=turn.now))
    return draft


def _read(turn: Turn, plan: Plan) -> Draft:
    return read_hours(
        turn.text,
        today=local_day(turn.now),
        categories=_categories(plan),
        lesson_minutes=plan.lesson_minutes,
    )


def _categories(plan: Plan) -> tuple[Category, ...]:
    """The usual ones, and those of the plan's own."""
    return CATEGORIES + tuple(Category(code, (code,)) for code in plan.categories if code not in _CODES)


async def heard(turn: Turn) -> Draft | None:
    """Hours told without the word for them; None where the words are no hours. Refusals: those of `read`."""
    if not tells_an_amount(turn.text):
        return None
    plan = await plan_of(turn.actor, now=turn.now)
    return read_unprompted(
        turn.text,
        today=local_day(turn.now),
        categories=_categories(plan),
        lesson_minutes=plan.lesson_minutes,
    )


def changed_to(text: str) -> str:
    """What words like 改成3小时 or 应该是3小时 change to; other words as they are."""
    into = _INTO.match(text)
    return text[into.end() :] if into else text


def missing_in(draft: Draft) -> str:
    """What to ask next: "minutes", "category", "content", or nothing."""
    if draft.minutes is None:
        return "minutes"
    if draft.category is None:
        return "category"
    return "" if draft.content else "content"


def joined(earlier: Draft, later: Draft) -> Draft:
    """What is said later wins; what isn't said again stays. A new length without times drops the times."""
    said = {
        field.name: value
        for field in fields(Draft)
        if (value := getattr(later, field.name)) not in (None, "")
    }
    if "minutes" in said:
        said.setdefault("span", None)
    return replace(earlier, **said)


def chosen(text: str, categories: list[str]) -> str | None:
    """A category by its number in a choice: 2, ２, 第二个."""
    word = plain(text).strip(BLANKS + "第个类.、。)")
    number = read_whole(word)
    return categories[number - 1] if number and number <= len(categories) else None


def claim_of(draft: Draft, today: date, ref: str) -> Claim:
    """A draft in which nothing is missing."""
    if draft.minutes is None or draft.category is None:
        raise LookupError("a claim needs its minutes and category")
    starts, ends = span_minutes(draft.span)
    return Claim(
        day=draft.day or today,
        minutes=draft.minutes,
        category=draft.category,
        content=draft.content,
        ref=ref,
        starts=starts,
        ends=ends,
        place=draft.place,
        reason=draft.reason,
    )


def span_minutes(span: Span | None) -> tuple[int | None, int | None]:
    return (minute_of(span.start), minute_of(span.end)) if span else (None, None)


def facts_of(draft: Draft) -> dict[str, object]:
    """The draft as JSON values."""
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


def draft_of(facts: Mapping[str, Any]) -> Draft:
    """The draft that `facts_of` kept."""
    starts, ends = facts["starts"], facts["ends"]
    return Draft(
        day=date.fromisoformat(facts["day"]) if facts["day"] else None,
        minutes=facts["minutes"],
        span=Span(_time(starts), _time(ends)) if starts is not None else None,
        category=facts["category"],
        content=facts["content"],
        place=facts["place"],
        reason=facts["reason"],
    )


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
