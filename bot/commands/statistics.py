"""统计: today's figures, and what became of one notice."""

from bot.router import Answer, Router, Turn
from domain.notice_numbers import NoticeNumberUnreadable, read_notice_numbers
from domain.reminders import quiet_until
from domain.roles import Role
from texts import replies_statistics
from usecases.notice_report import notice_report
from usecases.read_notice import NoSuchNotice
from usecases.statistics import statistics

router = Router()


@router.command("统计", roles=(Role.ADMINISTRATOR,))
async def show_statistics(turn: Turn) -> Answer:
    """统计"""
    try:
        numbers = read_notice_numbers(turn.text)
    except NoticeNumberUnreadable as unreadable:
        return replies_statistics.only_today(unreadable.text)
    if numbers:
        return await _report(turn, numbers[0])
    return replies_statistics.statistics(await statistics(turn.actor, now=turn.now))


async def _report(turn: Turn, number: int) -> Answer:
    try:
        return replies_statistics.report(await notice_report(turn.actor, number), quiet_until(turn.now))
    except NoSuchNotice:
        return replies_statistics.no_such_notice(number)
