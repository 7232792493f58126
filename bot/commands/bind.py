"""绑定 and 解绑: a WeChat account becomes a person's, and stops being."""

from hashlib import blake2b

from domain.invitations import read_digits, split_digits
from texts import replies, replies_people
from usecases.bind_person import Failure, NotBound, bind_person, try_code
from usecases.unbind_person import unbind_person

from ..router import Answer, Ask, Router, Turn

router = Router()
CODE = "bind.code"
DIGITS = "bind.digits"
UNBIND = "unbind"
YES = frozenset({"确定", "是", "是的", "好", "好的", "解绑"})


@router.command("绑定", strangers=True)
async def bind(turn: Turn) -> Answer:
    """绑定 7KX4M2PQ"""
    if not turn.text:
        known = turn.contact.actor
        return replies_people.bound_already(known.name) if known else Ask(replies_people.ask_code(), CODE)
    code, digits = split_digits(turn.text)
    return await _with_digits(turn, code, digits) if digits else await scanned(turn)


@router.question(CODE)
async def give_code(turn: Turn) -> Answer:
    """The code alone, as the answer to the question for it."""
    return await bind(turn)


async def scanned(turn: Turn) -> Answer:
    """`turn.text` is a code, from a scene or a line: ask for the phone's digits if it fits."""
    found = await try_code(turn.contact.identity_id, turn.text, now=turn.now)
    if isinstance(found, NotBound):
        return replies_people.not_bound(found)
    return Ask(replies_people.ask_digits(found), DIGITS, {"code": found.code})


@router.question(DIGITS)
async def give_digits(turn: Turn) -> Answer:
    """The last four digits of the phone on file."""
    code = str(turn.facts["code"])
    digits = read_digits(turn.text)
    if digits is None:
        return Ask(replies_people.four_digits_please(), DIGITS, {"code": code})
    return await _with_digits(turn, code, digits)


async def _with_digits(turn: Turn, code: str, digits: str) -> Answer:
    found = await bind_person(turn.contact.identity_id, code, digits, now=turn.now, request=_request(turn))
    if not isinstance(found, NotBound):
        return replies_people.bound(found)
    said = replies_people.not_bound(found)
    return Ask(said, DIGITS, {"code": code}) if found.why is Failure.WRONG_DIGITS else said


def _request(turn: Turn) -> str:
    """The id of the message, as the log has it; whoever binds has no `Actor` yet that would bring it."""
    return blake2b(turn.ref.encode(), digest_size=5).hexdigest()


@router.command("解绑")
async def unbind(turn: Turn) -> Answer:
    """解绑"""
    return Ask(replies_people.sure_to_unbind(turn.actor.name), UNBIND)


@router.question(UNBIND, answers=YES)
async def sure_to_unbind(turn: Turn) -> Answer:
    """Whether the person means it."""
    if turn.contact.actor is None:
        return replies.how_to_bind()
    if turn.text not in YES:
        return Ask(replies_people.kept_bound(), UNBIND)
    await unbind_person(turn.actor, turn.contact.identity_id, now=turn.now)
    return replies_people.unbound()
