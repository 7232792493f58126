"""An apprentice's month as a calendar."""

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.clock import local_day
from usecases.look_at_month import look_at_month
from usecases.working_days import holidays

from .routing import Api, Call
from .schema import Answer, Asked

api = Api()


class MonthOf(Asked):
    """`of` is a year and a month, 2026-11; without it the present one."""

    of: Annotated[str | None, Field(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")] = None

    def first(self, today: date) -> date:
        return date.fromisoformat(f"{self.of}-01") if self.of else today.replace(day=1)


class Day(Answer):
    """Minutes by state. `missing`: a working day that is over and holds nothing; `closed`: its week was closed."""

    day: date
    confirmed: int
    waiting: int
    returned: int
    missing: bool
    closed: bool


class Month(Answer):
    """Every day of the month; minutes that are confirmed and that wait, and how many days are missing."""

    days: list[Day]
    confirmed: int
    waiting: int
    missing: int


@api.read("/month", Month, asks=MonthOf)
async def month(call: Call, asked: MonthOf) -> object:
    """The own month: what is confirmed, waits, was returned, and where nothing was written."""
    today = local_day(call.now)
    return await look_at_month(call.actor, asked.first(today), holidays(), today=today)
