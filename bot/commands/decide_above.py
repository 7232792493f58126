"""未确认, 代确认, 代退回: an administrator decides in the mentor's place, with a reason."""

from collections.abc import Sequence

from bot.router import Answer, Ask, Router, Turn
from domain.entries import Decision
from domain.number_lists import split_numbers
from domain.roles import Role
from domain.signing import check_reason
from texts import replies_administrator
from usecases.administrator_queue import administrator_queue
from usecases.confirm_hours import confirm_hours
from usecases.decide_hours import obstacles_to
from usecases.queue_seen import Seen
from usecases.return_hours import Chosen, choose_seen, return_hours

router = Router()
REASON = "decide_above.reason"


@router.command("未确认", roles=(Role.ADMINISTRATOR,))
async def show_troubled(turn: Turn) -> Answer:
    """未确认"""
    contact = turn.contact
    found = await administrator_queue(turn.actor, contact.app, contact.openid, name=turn.text, now=turn.now)
    return replies_administrator.queue(found)


@router.command("代确认", roles=(Role.ADMINISTRATOR,))
async def confirm(turn: Turn) -> Answer:
    """代确认 1 原因"""
    return await _begin(turn, Decision.CONFIRMED)


@router.command("代退回", roles=(Role.ADMINISTRATOR,))
async def send_back(turn: Turn) -> Answer:
    """代退回 1 原因"""
    return await _begin(turn, Decision.RETURNED)


@router.question(REASON)
async def give_reason(turn: Turn) -> Answer:
    """Why, for the lines as they were seen when the question was asked."""
    facts = turn.facts
    lines = [Seen(entry_id, revision, bool(opened)) for entry_id, revision, opened in facts["lines"]]
    return await _decide(turn, Decision(facts["decision"]), tuple(facts["numbers"]), lines, turn.text)


async def _begin(turn: Turn, decision: Decision) -> Answer:
    numbers, reason = split_numbers(turn.text)
    chosen = await choose_seen(turn.contact.app, turn.contact.openid, numbers)
    if not chosen.seen:
        return await show_troubled(Turn(turn.contact, "", turn.ref, turn.now, turn.word))
    if not chosen.lines:
        return replies_administrator.which(chosen, decision)
    if not reason:
        outcomes = await obstacles_to(turn.actor, chosen.lines, decision, now=turn.now)
        if all(outcome.obstacle for outcome in outcomes):
            return replies_administrator.decided(
                outcomes, chosen.numbers, chosen.missing, chosen.seen, decision
            )
        return Ask(replies_administrator.why(chosen, decision), REASON, _facts(chosen, decision))
    return await _decide(turn, decision, chosen.numbers, chosen.lines, reason, chosen.missing, chosen.seen)


async def _decide(
    turn: Turn,
    decision: Decision,
    numbers: Sequence[int],
    lines: Sequence[Seen],
    reason: str,
    missing: Sequence[int] = (),
    seen: int = 0,
) -> Answer:
    words = check_reason(reason)
    if decision is Decision.CONFIRMED:
        outcomes = await confirm_hours(turn.actor, lines, batch=turn.ref, now=turn.now, reason=words)
    else:
        outcomes = (await return_hours(turn.actor, lines, words, batch=turn.ref, now=turn.now)).lines
    return replies_administrator.decided(outcomes, numbers, missing, seen, decision)


def _facts(chosen: Chosen, decision: Decision) -> dict[str, object]:
    lines = [[line.entry_id, line.revision, int(line.opened)] for line in chosen.lines]
    return {"decision": str(decision), "numbers": list(chosen.numbers), "lines": lines}
