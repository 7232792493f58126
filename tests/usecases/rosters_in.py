"""Bringing rosters in, for tests."""

from datetime import date

from domain.roles import Door
from domain.roster_rows import Roster
from domain.roster_sheets import Sheet
from models.people import Person
from models.training import Apprenticeship, Mentorship
from tests import rosters
from tests.rosters import NOW
from usecases.import_roster import check_roster, import_roster
from usecases.roster_report import ImportReport


async def bring_in(sheets: tuple[Sheet, ...] = (), *, now=NOW, dry_run: bool = False) -> ImportReport:
    found = await check_roster(sheets or rosters.roster(), now=now)
    assert isinstance(found, Roster), found
    return await import_roster(found, Door.COMMAND_LINE, now=now, dry_run=dry_run)


async def lin() -> Person:
    return await Person.get(name="林子轩")


async def lins_training() -> Apprenticeship:
    return await Apprenticeship.get(person__name="林子轩").prefetch_related("school", "plan", "employer")


async def lins_mentors() -> list[tuple[str, date, date | None]]:
    rows = Mentorship.filter(apprenticeship__person__name="林子轩").order_by("id")
    return await rows.values_list("mentor__name", "since", "until")
