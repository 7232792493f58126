"""代理: who confirms while a mentor is away."""

from datetime import date

from domain.clock import local_day
from domain.deputies import DeputyAway, DeputyIsApprentice, Wish, check_until, read_until, read_wish
from domain.errors import Refusal
from domain.number_lists import read_numbers
from domain.roles import Role
from texts import refusals, replies_deputies
from usecases.appoint_deputy import appoint_deputy, end_deputy
from usecases.attempt import attempt
from usecases.deputies import find_deputies, show_deputies

from ..router import Answer, Ask, Router, Turn

router = Router()
WHO = "deputy_who"
HOW_LONG = "deputy_until"
WHICH_ONE = "deputy_which"
END_WORDS = frozenset({"取消", "结束", "停止"})


@router.command("代理", roles=(Role.MENTOR,))
async def deputy(turn: Turn) -> Answer:
    """代理 姓名 3天"""
    today = local_day(turn.now)
    if not turn.text:
        return replies_deputies.current(await show_deputies(turn.actor, now=turn.now), today)
    if turn.text in END_WORDS:
        return replies_deputies.ended(await end_deputy(turn.actor, now=turn.now))
    return await _appoint_or_ask(turn, read_wish(turn.text, today))


@router.question(WHO)
async def who(turn: Turn) -> Answer:
    """Who stands in."""
    return await _appoint_or_ask(turn, Wish(turn.text, _until(turn)))


@router.question(HOW_LONG)
async def how_long(turn: Turn) -> Answer:
    """Until when."""
    until = read_until(turn.text, local_day(turn.now))
    return await _appoint_or_ask(turn, Wish(str(turn.facts["name"]), until))


@router.question(WHICH_ONE)
async def which_one(turn: Turn) -> Answer:
    """Which of several of one name, by number."""
    known = [int(person_id) for person_id in turn.facts["people"]]
    number = (read_numbers(turn.text) or (0,))[0]
    if not 0 < number <= len(known):
        return await _appoint_or_ask(turn, _wish(turn))
    return await _appoint(turn, known[number - 1], check_until(_until(turn), local_day(turn.now)))


async def _appoint_or_ask(turn: Turn, wish: Wish) -> Answer:
    if wish.until and not wish.name:
        return Ask(replies_deputies.who(), WHO, {"until": wish.until.isoformat()})
    found = await find_deputies(turn.actor, wish.name, now=turn.now)
    if wish.until is None:
        return Ask(replies_deputies.how_long(wish.name), HOW_LONG, {"name": wish.name})
    if len(found) > 1:
        facts = {
            "name": wish.name,
            "until": wish.until.isoformat(),
            "people": [candidate.person_id for candidate in found],
        }
        return Ask(replies_deputies.which_one(found), WHICH_ONE, facts)
    return await _appoint(turn, found[0].person_id, wish.until)


async def _appoint(turn: Turn, person_id: int, until: date) -> Answer:
    said = await attempt(lambda: appoint_deputy(turn.actor, person_id, until, ref=turn.ref, now=turn.now))
    if not isinstance(said, Refusal):
        return replies_deputies.appointed(said, local_day(turn.now))
    if not (turn.facts and isinstance(said, DeputyIsApprentice | DeputyAway)):
        raise said
    return Ask(f"{refusals.sentence(said)}\n{replies_deputies.LEAVE}", WHO, {"until": until.isoformat()})


def _wish(turn: Turn) -> Wish:
    return Wish(str(turn.facts["name"]), _until(turn))


def _until(turn: Turn) -> date:
    return date.fromisoformat(str(turn.facts["until"]))
