"""What apprentices do with entries they wrote: list, withdraw, press."""

from domain.clock import local_day
from domain.roles import Role
from domain.sentence import read_entry_number
from texts import questions_hours, replies_hours, replies_mentor
from usecases.list_hours import list_hours
from usecases.log_again import log_again
from usecases.press_mentor import press_mentor
from usecases.withdraw_hours import withdraw_hours

from ..router import Answer, Ask, Router, Turn
from ..words import take_number

router = Router()
LAST = frozenset({"上一条", "上条", "最后一条", "刚才那条", "刚才的"})


@router.command("我的学时", roles=(Role.APPRENTICE,))
async def list_own(turn: Turn) -> Answer:
    """我的学时"""
    below, _ = take_number(turn.text)
    return replies_hours.own_hours(await list_hours(turn.actor, below=below, now=turn.now))


@router.command("再记一条", "再记", roles=(Role.APPRENTICE,))
async def again(turn: Turn) -> Answer:
    """再记一条"""
    return replies_hours.logged(await log_again(turn.actor, turn.ref, now=turn.now), local_day(turn.now))


@router.command("撤回上一条", "撤销上一条", "删除上一条", "取消上一条", roles=(Role.APPRENTICE, Role.MENTOR))
async def withdraw_last(turn: Turn) -> Answer:
    """撤回 上一条"""
    if not turn.actor.is_a(Role.APPRENTICE):
        return replies_mentor.decided_for_good()
    page = await list_hours(turn.actor, now=turn.now)
    if not page.entries:
        return replies_hours.own_hours(page)
    # The newest whatever became of it, so that a double tap withdraws no second one.
    return replies_hours.withdrawn(await withdraw_hours(turn.actor, page.entries[0].number, now=turn.now))


@router.command("撤回", "撤", "撤销", "删除", roles=(Role.APPRENTICE, Role.MENTOR))
async def withdraw(turn: Turn) -> Answer:
    """撤回 128"""
    if not turn.actor.is_a(Role.APPRENTICE):
        return replies_mentor.decided_for_good()
    if not turn.text:
        return Ask(questions_hours.which_number("撤回"), "withdraw")
    if turn.text.rstrip("。.!！ ") in LAST:
        return await withdraw_last(turn)
    return replies_hours.withdrawn(
        await withdraw_hours(turn.actor, read_entry_number(turn.text), now=turn.now)
    )


@router.command("催办", "催", roles=(Role.APPRENTICE,))
async def press(turn: Turn) -> Answer:
    """催办 128"""
    if not turn.text:
        return Ask(questions_hours.which_number("催办"), "press")
    return replies_hours.pressed(await press_mentor(turn.actor, read_entry_number(turn.text), now=turn.now))


router.question("withdraw")(withdraw)
router.question("press")(press)
