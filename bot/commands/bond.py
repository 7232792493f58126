"""我的二维码, 拜师, 接受, 谢绝: an apprentice takes a mentor by the mentor's QR."""

from collections.abc import Awaitable, Callable

from domain.bonds import NoSuchProposal
from domain.roles import Role
from texts import replies_bonds
from usecases.decide_bond import Decided, accept_bond, decline_bond, open_proposals
from usecases.mentor_code import mentor_code
from usecases.propose_bond import propose_bond

from ..router import Answer, Ask, Router, Turn
from ..words import take_number

router = Router()
CODE = "bond.code"
Decide = Callable[..., Awaitable[Decided]]


@router.command("我的二维码", "二维码", roles=(Role.MENTOR,))
async def own_code(turn: Turn) -> Answer:
    """我的二维码"""
    return replies_bonds.own_code(await mentor_code(turn.actor, now=turn.now))


@router.command("拜师", roles=(Role.APPRENTICE,))
async def propose(turn: Turn) -> Answer:
    """拜师 7KX4M2PQ"""
    return await scanned(turn) if turn.text else Ask(replies_bonds.ask_code(), CODE)


@router.question(CODE)
async def scanned(turn: Turn) -> Answer:
    """`turn.text` is a mentor's code, from a scene, a line, or the answer to the question for it."""
    return replies_bonds.proposed(await propose_bond(turn.actor, turn.text, now=turn.now))


@router.command("接受", "同意", roles=(Role.MENTOR,))
async def accept(turn: Turn) -> Answer:
    """接受 3"""
    return await _answer(turn, accept_bond)


@router.command("谢绝", "拒绝", roles=(Role.MENTOR,))
async def decline(turn: Turn) -> Answer:
    """谢绝 3"""
    return await _answer(turn, decline_bond)


async def _answer(turn: Turn, decide: Decide) -> Answer:
    """By number or by the apprentice's name; with neither, the only proposal that waits is meant."""
    number, _ = take_number(turn.text)
    if not number:
        waiting = await open_proposals(turn.actor, now=turn.now)
        named = [found for found in waiting if turn.text in ("", found.apprentice)]
        if not waiting:
            raise NoSuchProposal(0)
        if len(named) != 1:
            return replies_bonds.which(waiting)
        number = named[0].number
    return replies_bonds.decided(await decide(turn.actor, number, now=turn.now))
