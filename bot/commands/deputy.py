"""代理: who confirms while a mentor is away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.clock import local_day
from domain.deputies import DeputyAway, DeputyIsApprentice
from domain.deputy_days import Days, Wish, read_period, read_wish
from domain.errors import Refusal
from domain.number_lists import read_numbers
from domain.roles import Role
from texts import refusals, replies_deputies
from usecases.appoint_deputy import appoint_deputy
from usecases.attempt import attempt
from usecases.deputies import find_deputies, show_deputies
from usecases.end_deputy import end_deputy

from ..router import Answer, Ask, Router, Turn

router = Router()
WHO = "deputy_who"
HOW_LONG = "deputy_until"
WHICH_ONE = "deputy_which"
END_WORDS = frozenset({"取消", "结束", "停止"})


@router.command("代理", roles=(Role.MENTOR,))
async def deputy(turn: Turn) -> Answer:
    """代理 姓名 3天"""
    if not turn.text:
        return await _show(turn)
    if turn.text in END_WORDS:
        ended = await end_deputy(turn.actor, now=turn.now)
        return replies_deputies.ended(ended, _today(turn))
    return await _appoint_or_ask(turn, read_wish(turn.text, _today(turn)))


async def _show(turn: Turn) -> Answer:
    """What stands; where nothing does, who is wanted and for which days."""
    found = await show_deputies(turn.actor, now=turn.now)
    said = replies_deputies.current(found, _today(turn))
    if found.mine or found.coming or found.for_others:
        return said
    return Ask(f"{said}\n{replies_deputies.who_and_when()}", WHO, {})


@router.question(WHO)
async def who(turn: Turn) -> Answer:
    """Who stands in; the days may be said with the name, or have been before."""
    wish = read_wish(turn.text, _today(turn))
    return await _appoint_or_ask(turn, wish if wish.days != Days() else replace(wish, days=_days(turn.facts)))


@router.question(HOW_LONG)
async def how_long(turn: Turn) -> Answer:
    """Until when, or from when to when."""
    days = read_period(turn.text, _today(turn), _days(turn.facts).since)
    return await _appoint_or_ask(turn, Wish(str(turn.facts["name"]), days))


@router.question(WHICH_ONE)
async def which_one(turn: Turn) -> Answer:
    """Which of several of one name, by number."""
    known = [int(person_id) for person_id in turn.facts["people"]]
    number = (read_numbers(turn.text) or (0,))[0]
    wish = Wish(str(turn.facts["name"]), _days(turn.facts))
    if not 0 < number <= len(known):
        return await _appoint_or_ask(turn, wish)
    return await _appoint(turn, known[number - 1], wish.days)


async def _appoint_or_ask(turn: Turn, wish: Wish) -> Answer:
    if not wish.name:
        return Ask(replies_deputies.who(), WHO, _facts(wish))
    found = await find_deputies(turn.actor, wish.name, now=turn.now)
    if wish.days.until is None:
        return Ask(replies_deputies.how_long(wish.name, wish.days.since), HOW_LONG, _facts(wish))
    if len(found) > 1:
        people = [candidate.person_id for candidate in found]
        return Ask(replies_deputies.which_one(found), WHICH_ONE, {**_facts(wish), "people": people})
    return await _appoint(turn, found[0].person_id, wish.days)


async def _appoint(turn: Turn, person_id: int, days: Days) -> Answer:
    since, until = days.since, days.until or _today(turn)
    said = await attempt(
        lambda: appoint_deputy(turn.actor, person_id, until, since=since, ref=turn.ref, now=turn.now)
    )
    if not isinstance(said, Refusal):
        return replies_deputies.appointed(said, _today(turn))
    if not (turn.facts and isinstance(said, DeputyIsApprentice | DeputyAway)):
        raise said
    facts = _facts(Wish("", days))
    return Ask(f"{refusals.sentence(said)}\n{replies_deputies.LEAVE}", WHO, facts)


def _facts(wish: Wish) -> dict[str, str]:
    """What is known so far; a first day that nobody named is the day on which the last word is said."""
    days = {"since": wish.days.since, "until": wish.days.until}
    return {"name": wish.name} | {part: day.isoformat() for part, day in days.items() if day}


def _days(facts: Mapping[str, object]) -> Days:
    since, until = (
        date.fromisoformat(str(facts[part])) if part in facts else None for part in ("since", "until")
    )
    return Days(since, until)


def _today(turn: Turn) -> date:
    return local_day(turn.now)
