"""What a roster names, so that it can be looked up before the roster is checked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .roster_cells import id_number, phone, phones
from .roster_sheets import Problem, Record, Sheet, header_problems, records, tidy
from .roster_words import (
    EMPLOYER,
    ID_NUMBER,
    MENTOR,
    ORGANIZATION_COLUMNS,
    ORGANIZATION_NAME,
    ORGANIZATIONS,
    PEOPLE,
    PEOPLE_COLUMNS,
    PHONE,
    PLAN,
    PLAN_COLUMNS,
    PLAN_NAME,
    PLANS,
    SCHOOL,
)


@dataclass(slots=True)
class Mentions:
    """Dicts stand for sets that keep the order of the file."""

    organizations: dict[str, None] = field(default_factory=dict)
    plans: dict[str, None] = field(default_factory=dict)
    phones: dict[str, None] = field(default_factory=dict)
    id_numbers: dict[str, None] = field(default_factory=dict)


def mentions(sheets: Iterable[Sheet], *, today: date) -> Mentions:
    """Whatever can be read; what can't is for `check` to name."""
    found = Mentions()
    for sheet in sheets:
        name = tidy(sheet.name)
        if name == PEOPLE:
            for record in _records(sheet, PEOPLE_COLUMNS):
                _add_person(found, record, today)
        elif name == ORGANIZATIONS:
            _add(
                found.organizations,
                *(row.text(ORGANIZATION_NAME) for row in _records(sheet, ORGANIZATION_COLUMNS)),
            )
        elif name == PLANS:
            _add(found.plans, *(row.text(PLAN_NAME) for row in _records(sheet, PLAN_COLUMNS)))
    return found


def _records(sheet: Sheet, columns: tuple[str, ...]) -> Iterable[Record]:
    unheard: list[Problem] = []
    return () if any(header_problems(sheet, columns)) else records(sheet, columns, unheard)


def _add_person(found: Mentions, record: Record, today: date) -> None:
    _add(found.phones, record.read(PHONE, phone), *(record.read(MENTOR, phones) or ()))
    _add(found.id_numbers, record.read(ID_NUMBER, id_number(today)))
    _add(found.organizations, record.text(EMPLOYER), record.text(SCHOOL))
    _add(found.plans, record.text(PLAN))


def _add(names: dict[str, None], *more: str | None) -> None:
    names.update((name, None) for name in more if name)
