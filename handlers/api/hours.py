"""The apprentice's hours: log, look, amend, withdraw, press, dispute, close a week."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from domain.signing import REASON_LENGTH
from usecases.amend_hours import amend_hours
from usecases.close_week import close_week
from usecases.dispute_hours import dispute_hours
from usecases.entry_thread import Thread as Found
from usecases.entry_thread import entry_thread
from usecases.list_hours import list_hours
from usecases.log_hours import Logged as Written
from usecases.log_hours import log_hours
from usecases.plan_of import Plan as PlanFound
from usecases.plan_of import plan_of
from usecases.press_mentor import Pressed as Reminded
from usecases.press_mentor import press_mentor
from usecases.withdraw_hours import Withdrawn as TakenBack
from usecases.withdraw_hours import withdraw_hours

from .entries import Confirmer, Cursor, Entry, EntryPage, HoursChange, Logged, NewHours, Thread
from .routing import Api, Call
from .schema import Answer, Asked, Text

api = Api()
Why = Annotated[Text, Field(min_length=1, max_length=REASON_LENGTH)]


class Because(Asked):
    reason: Why


class WeekWithout(Because):
    """`weeks_ago`: 0 for this week."""

    weeks_ago: Annotated[int, Field(ge=0, le=4)] = 0


class Plan(Answer):
    """Codes of the plan's categories, and the length of its 学时 in minutes."""

    categories: list[str]
    lesson_minutes: int


class Amended(Answer):
    """The entry before and after."""

    before: Entry
    after: Logged
    was_confirmed: bool


class Withdrawn(Answer):
    """`again`: it had been withdrawn before."""

    entry: Entry
    again: bool


class Pressed(Answer):
    """Who was reminded, after `waited` days; `again`: today already, at `at`, and nobody was told anew."""

    mentors: list[Confirmer]
    teachers: list[str]
    waited: int
    again: bool
    at: datetime | None


class Disputed(Answer):
    """How many administrators were told, when, and why; `again`: that was before, and this reason was not kept."""

    administrators: int
    again: bool
    at: datetime
    reason: str
    settlement: str


class WeekClosed(Answer):
    """Monday to Sunday; `again`: it had been closed before."""

    monday: date
    sunday: date
    again: bool


@api.read("/plan", Plan)
async def plan(call: Call, _: Asked) -> PlanFound:
    """What may be recorded under the agreement that holds today."""
    return await plan_of(call.actor, now=call.now)


@api.write("POST", "/hours", Logged, asks=NewHours, status=201)
async def log(call: Call, asked: NewHours) -> Written:
    """Record hours; they count once a mentor confirms them."""
    return await log_hours(call.actor, asked.claim(call.ref), now=call.now, again=asked.again)


@api.read("/hours", EntryPage, asks=Cursor)
async def own(call: Call, asked: Cursor) -> EntryPage:
    """The own entries, newest first."""
    found = await list_hours(call.actor, now=call.now, below=asked.cursor or 0)
    return EntryPage(
        entries=[Entry.model_validate(entry) for entry in found.entries],
        next=found.entries[-1].number if found.older else None,
        week_confirmed=found.week_confirmed,
        week_waiting=found.week_waiting,
        waiting=found.waiting,
        reversed=dict(found.reversed),
    )


@api.read("/hours/{number}", Thread)
async def one(call: Call, _: Asked) -> Found:
    """One own entry with its revisions, decisions and disputes."""
    return await entry_thread(call.actor, call.number(), now=call.now)


@api.write("POST", "/hours/{number}/amend", Amended, asks=HoursChange)
async def amend(call: Call, asked: HoursChange) -> object:
    """Correct an entry: a new revision waits again. 409 says what changed since the version named."""
    seen = asked.version.version()
    return await amend_hours(call.actor, call.number(), asked.change(), now=call.now, seen=seen)


@api.write("POST", "/hours/{number}/withdraw", Withdrawn)
async def withdraw(call: Call, _: Asked) -> TakenBack:
    """Take back hours that nobody has confirmed."""
    return await withdraw_hours(call.actor, call.number(), now=call.now)


@api.write("POST", "/hours/{number}/press", Pressed)
async def press(call: Call, _: Asked) -> Reminded:
    """Remind the mentor, once a day from the third day of waiting; twice is once."""
    return await press_mentor(call.actor, call.number(), now=call.now)


@api.write("POST", "/hours/{number}/dispute", Disputed, asks=Because)
async def dispute(call: Call, asked: Because) -> object:
    """Ask the administrators to look at an entry, once for each of its revisions."""
    return await dispute_hours(call.actor, call.number(), asked.reason, now=call.now)


@api.write("POST", "/weeks/close", WeekClosed, asks=WeekWithout)
async def close(call: Call, asked: WeekWithout) -> object:
    """Say that a week holds no hours, and why."""
    return await close_week(call.actor, asked.reason, now=call.now, weeks_ago=asked.weeks_ago)
