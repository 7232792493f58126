"""Checking a roster: everything wrong in it at once, or what it says."""

from collections.abc import Iterator, Mapping
from datetime import date

from .roster_cells import LONGEST_CREDIT_CODE, LONGEST_NAME, lessons, name_of_at_most, one_of
from .roster_people import Names, check_people
from .roster_rows import Known, OrganizationRow, PlanRow, Roster
from .roster_sheets import Problem, Record, Sheet, header_problems, records, tidy
from .roster_words import (
    CATEGORY,
    CATEGORY_CODES,
    CHAIN,
    CREDIT_CODE,
    KIND,
    KINDS,
    LESSONS,
    OPTIONAL_PEOPLE_COLUMNS,
    ORGANIZATION_COLUMNS,
    ORGANIZATION_NAME,
    ORGANIZATIONS,
    PEOPLE,
    PEOPLE_COLUMNS,
    PLAN_COLUMNS,
    PLAN_NAME,
    PLANS,
)

COLUMNS = {PEOPLE: PEOPLE_COLUMNS, ORGANIZATIONS: ORGANIZATION_COLUMNS, PLANS: PLAN_COLUMNS}
OPTIONAL = {PEOPLE: OPTIONAL_PEOPLE_COLUMNS}


def check(sheets: tuple[Sheet, ...], known: Known, *, today: date) -> Roster | tuple[Problem, ...]:
    """The roster, or every problem in the order of the sheets' rows."""
    if problems := list(_missing(sheets)):
        return tuple(problems)
    by_name = {tidy(sheet.name): sheet for sheet in sheets}
    organizations = _organizations(by_name[ORGANIZATIONS], known, problems)
    plans = _plans(by_name[PLANS], problems)
    people, warnings = check_people(
        by_name[PEOPLE], Names(known, organizations, plans.keys()), today, problems
    )
    if problems:
        return tuple(
            sorted(problems, key=lambda problem: (list(COLUMNS).index(tidy(problem.sheet)), problem.row))
        )
    rows = tuple(PlanRow(name, found) for name, found in plans.items())
    return Roster(tuple(organizations.values()), rows, people, warnings)


def _missing(sheets: tuple[Sheet, ...]) -> Iterator[Problem]:
    """Sheets and columns without which nothing can be said about the rows."""
    for name, columns in COLUMNS.items():
        match [sheet for sheet in sheets if tidy(sheet.name) == name]:
            case [sheet]:
                yield from header_problems(sheet, columns, OPTIONAL.get(name, ()))
            case found:
                yield Problem(name, 0, "", "sheet_twice" if found else "sheet_missing")


def _organizations(sheet: Sheet, known: Known, problems: list[Problem]) -> dict[str, OrganizationRow]:
    """By name. One that is wrong elsewhere in its row counts as named all the same."""
    found: dict[str, OrganizationRow] = {}
    rows: dict[str, int] = {}
    for record in records(sheet, ORGANIZATION_COLUMNS, problems):
        row = _organization(record, known)
        if row.name in rows:
            record.wrong(ORGANIZATION_NAME, "repeated", text=row.name, row=rows[row.name])
        elif row.name:
            rows[row.name] = record.number
            found[row.name] = row
    return found


def _organization(record: Record, known: Known) -> OrganizationRow:
    name = record.read(ORGANIZATION_NAME, name_of_at_most(LONGEST_NAME)) or ""
    kind = record.read(KIND, one_of(KINDS))
    record.require(ORGANIZATION_NAME, name)
    if name not in known.organizations:
        record.require(KIND, kind)
    chain = record.read(CHAIN, name_of_at_most(LONGEST_NAME)) or ""
    credit_code = record.read(CREDIT_CODE, name_of_at_most(LONGEST_CREDIT_CODE)) or ""
    return OrganizationRow(name, kind, chain, credit_code)


def _plans(sheet: Sheet, problems: list[Problem]) -> Mapping[str, dict[str, int]]:
    """学时 by category by plan. A plan of which a row is wrong counts as named all the same."""
    found: dict[str, dict[str, int]] = {}
    rows: dict[tuple[str, str], int] = {}
    for record in records(sheet, PLAN_COLUMNS, problems):
        name = record.read(PLAN_NAME, name_of_at_most(LONGEST_NAME)) or ""
        category = record.read(CATEGORY, one_of(CATEGORY_CODES)) or ""
        most = record.read(LESSONS, lessons) or 0
        for column, value in zip(PLAN_COLUMNS, (name, category, most), strict=True):
            record.require(column, value)
        if category and (name, category) in rows:
            record.wrong(CATEGORY, "repeated", text=record.text(CATEGORY), row=rows[name, category])
        rows[name, category] = record.number
        if name:
            found.setdefault(name, {})[category] = most
    return found
