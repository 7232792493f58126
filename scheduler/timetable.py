"""The whole timetable. A line says how often to ask; what is due when, the rules in domain/reminders.py say."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from . import jobs

CHECKPOINTS = "write_checkpoints"

Job = Callable[[jobs.Tools], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Line:
    """`job` is asked `every` so often, and once at the start. Among several machines the leader asks, or
    `everyone`.
    """

    name: str
    every: timedelta
    job: Job
    everyone: bool = False


TIMETABLE = (
    Line("deliver", timedelta(seconds=1), jobs.deliver, everyone=True),
    Line("send_out_notices", timedelta(seconds=1), jobs.send_out_notices),
    Line("send_by_mass", timedelta(seconds=1), jobs.send_by_mass),
    Line("close_notices", timedelta(seconds=5), jobs.close_notices),
    Line("show_menus", timedelta(seconds=5), jobs.show_menus),
    Line("bring_in_evidence", timedelta(seconds=30), jobs.bring_in_evidence),
    Line("seal_trail", timedelta(seconds=5), jobs.seal_trail),
    Line(CHECKPOINTS, timedelta(minutes=1), jobs.write_checkpoints),
    Line("recognize_users", timedelta(minutes=5), jobs.recognize_users),
    Line("ask_for_hours", timedelta(minutes=2), jobs.ask_for_hours),
    Line("remind_of_waiting", timedelta(minutes=5), jobs.remind_of_waiting),
    Line("remind_schools", timedelta(minutes=5), jobs.remind_schools),
    Line("tell_deputies", timedelta(minutes=15), jobs.tell_deputies),
    Line("climb_ladder", timedelta(minutes=15), jobs.climb_ladder),
    Line("tell_deadlines", timedelta(minutes=15), jobs.tell_deadlines),
    Line("sum_up_weeks", timedelta(minutes=15), jobs.sum_up_weeks),
    Line("forget_messages", timedelta(hours=1), jobs.forget_messages),
    Line("arrange_missing_deadlines", timedelta(days=1), jobs.arrange_missing_deadlines),
    Line("look_at_calendar", timedelta(days=1), jobs.look_at_calendar, everyone=True),
)
