"""统计: today's figures, and what became of one notice."""

from bot.router import Answer, Router, Turn
from domain.notice_numbers import read_notice_numbers
from domain.roles import Role
from texts import replies_statistics
from usecases.notice_report import notice_report
from usecases.statistics import statistics

router = Router()


@router.command("统计", roles=(Role.ADMINISTRATOR,))
async def show_statistics(turn: Turn) -> Answer:
    """统计"""
    numbers = read_notice_numbers(turn.text)
    if numbers:
        return replies_statistics.report(await notice_report(turn.actor, numbers[0]))
    return replies_statistics.statistics(await statistics(turn.actor, now=turn.now))
