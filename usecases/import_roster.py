"""名册导入: people, firms, plans and agreements from a table; whole or not at all, and the same once or twice."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError

from domain.clock import local_day
from domain.errors import Refusal
from domain.roles import Actor, Door
from domain.roster import check
from domain.roster_mentions import mentions
from domain.roster_rows import Roster
from domain.roster_sheets import Problem, Sheet
from models.transaction import atomic

from .administered import check_administrator
from .pieces import pieces
from .roster_invitations import invite_all
from .roster_known import find_known
from .roster_organizations import import_organizations, import_plans, organization_ids, plan_ids
from .roster_people import import_people, person_ids
from .roster_report import ImportReport, Ledger
from .roster_trainings import Ids, import_trainings


@dataclass(eq=False)
class RosterOutdated(Refusal):
    """Something was changed between checking the roster and importing it."""

    code = "roster.outdated"


class _Undo(Exception):
    """Ends a dry run."""


async def check_roster(sheets: tuple[Sheet, ...], *, now: datetime) -> Roster | tuple[Problem, ...]:
    """The roster, or everything that is wrong with it. A large one is read beside the loop."""
    today = local_day(now)
    known = await find_known(await asyncio.to_thread(mentions, sheets, today=today))
    return await asyncio.to_thread(check, sheets, known, today=today)


async def import_roster(
    roster: Roster, by: Actor | Door, *, now: datetime, dry_run: bool = False
) -> ImportReport:
    """Bring in a checked roster in one transaction; with `dry_run` undo it again.

    What is there already and the same is left alone; an empty cell overwrites nothing; nothing is deleted.
    Refusals: `OnlyAdministrators`, `RosterOutdated`.
    """
    if isinstance(by, Actor):
        check_administrator(by)
    ledger = Ledger(by, now)
    people: dict[str, int] = {}
    try:
        async with atomic():
            people = await _import(roster, ledger)
            await ledger.write()
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    except IntegrityError as conflict:
        raise RosterOutdated from conflict
    return ImportReport(ledger.counts(), tuple(ledger.changes), tuple(people.values()))


async def _import(roster: Roster, ledger: Ledger) -> dict[str, int]:
    await import_organizations(roster.organizations, ledger)
    await import_plans(roster.plans, ledger)
    organizations = await organization_ids(_organizations(roster))
    people = await import_people(roster.people, organizations, ledger)
    trainings = [row.training for row in roster.people if row.training]
    plans = await plan_ids(training.plan for training in trainings)
    elsewhere = [phone for training in trainings for phone in training.mentors if phone not in people]
    mentors: dict[str, int] = {}
    async for piece in pieces(sorted(set(elsewhere))):
        mentors |= await person_ids(piece)
    await import_trainings(roster.people, Ids(organizations, plans, mentors | people), ledger)
    await invite_all(list(people.values()), ledger)
    return people


def _organizations(roster: Roster) -> Iterator[str]:
    for row in roster.people:
        yield row.organization
        if row.training:
            yield row.training.school
