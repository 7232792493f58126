"""Checking the people of a roster, each row by itself, against the others, and against what is on file."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .idcard import read_born_on
from .organizations import OrganizationKind
from .roles import Role
from .roster_cells import LONGEST_NAME, LONGEST_PERSON_NAME, id_number, name_of_at_most, one_of, phone
from .roster_rows import Known, KnownPerson, OrganizationRow, PersonRow, TrainingRow
from .roster_sheets import Problem, Record, Sheet, records
from .roster_training import read_training
from .roster_words import (
    EMPLOYER,
    ID_NUMBER,
    MENTOR,
    NAME,
    OPTIONAL_PEOPLE_COLUMNS,
    PEOPLE_COLUMNS,
    PHONE,
    PLAN,
    ROLE,
    ROLES,
    SCHOOL,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a row may name: what is on file, and what the roster itself brings."""

    known: Known
    organizations: Mapping[str, OrganizationRow]
    plans: Collection[str]

    def kind(self, organization: str) -> OrganizationKind | None:
        """None for an organization whose kind can't be read."""
        row = self.organizations.get(organization)
        return (row and row.kind) or self.known.organizations.get(organization)

    def has_organization(self, name: str) -> bool:
        return name in self.organizations or name in self.known.organizations

    def has_plan(self, name: str) -> bool:
        return name in self.plans or name in self.known.plans


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row as read so far; what could not be read is empty."""

    record: Record
    role: Role | None
    name: str
    phone: str
    id_number: str
    organization: str
    training: TrainingRow | None
    person: KnownPerson | None

    @property
    def occasion(self) -> tuple[object, ...]:
        """In what one person may stand in a roster once."""
        training = self.training
        agreement = training and (training.known_id or (training.programme, training.starts_on))
        return self.phone, self.role, self.organization, agreement


def check_people(
    sheet: Sheet, names: Names, today: date, problems: list[Problem]
) -> tuple[tuple[PersonRow, ...], tuple[Problem, ...]]:
    """The rows and the warnings. Whatever is wrong goes into `problems`, and then the rows are of no use."""
    rows = records(sheet, PEOPLE_COLUMNS, problems, OPTIONAL_PEOPLE_COLUMNS)
    drafts = [_read(record, names.known, today) for record in rows]
    _check_repeats(drafts)
    mentors = _mentors(drafts, names.known)
    warnings: list[Problem] = []
    for draft in drafts:
        _check_names(draft, names)
        _check_on_file(draft, names.known)
        if draft.training:
            warnings += _check_mentors(draft, draft.training, mentors, sheet.name)
    return tuple(_row(draft, draft.role, today) for draft in drafts if draft.role and not problems), tuple(
        warnings
    )


def _read(record: Record, known: Known, today: date) -> _Draft:
    role = record.read(ROLE, one_of(ROLES))
    record.require(ROLE, role)
    number = record.read(PHONE, phone) or ""
    record.require(PHONE, number)
    person = known.people.get(number)
    name = record.read(NAME, name_of_at_most(LONGEST_PERSON_NAME)) or (person.name if person else "")
    record.require(NAME, name)
    identity = record.read(ID_NUMBER, id_number(today)) or ""
    organization = record.read(EMPLOYER, name_of_at_most(LONGEST_NAME)) or ""
    if role and not organization:
        organization = _only(person.organizations(role) if person else ())
        record.require(EMPLOYER, organization)
    training = None
    if role is Role.APPRENTICE:
        training = read_training(record, person, organization, known.grades, today)
    return _Draft(record, role, name, number, identity, organization, training, person)


def _only(names: Collection[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""


def _check_repeats(drafts: Iterable[_Draft]) -> None:
    """A person may stand in several rows, for several roles; a phone and an identity number are one person's."""
    persons: dict[str, _Draft] = {}
    occasions: set[tuple[object, ...]] = set()
    numbers: dict[str, _Draft] = {}
    for draft in drafts:
        first = persons.setdefault(draft.phone, draft) if draft.phone else draft
        if first is not draft and (draft.name != first.name or draft.occasion in occasions):
            draft.record.wrong(PHONE, "repeated", text=draft.phone, row=first.record.number)
            continue
        occasions.add(draft.occasion)
        if draft.id_number:
            owner = numbers.setdefault(draft.id_number, draft)
            if owner.phone != draft.phone:
                draft.record.wrong(ID_NUMBER, "repeated", text=draft.id_number, row=owner.record.number)
            elif first.id_number not in ("", draft.id_number):
                draft.record.wrong(ID_NUMBER, "id_differs_in_file", row=first.record.number)


def _mentors(drafts: Iterable[_Draft], known: Known) -> dict[str, set[str]]:
    """Where each mentor belongs, by phone; whoever's role can't be read may be one."""
    found = {
        number: set(person.organizations(Role.MENTOR))
        for number, person in known.people.items()
        if person.organizations(Role.MENTOR)
    }
    for draft in drafts:
        if draft.role in (Role.MENTOR, None):
            found.setdefault(draft.phone, set()).add(draft.organization)
    return found


def _check_names(draft: _Draft, names: Names) -> None:
    organization, training = draft.organization, draft.training
    if organization and not names.has_organization(organization):
        draft.record.wrong(EMPLOYER, "organization_unknown", text=organization)
    if training is None:
        return
    if training.school and not names.has_organization(training.school):
        draft.record.wrong(SCHOOL, "organization_unknown", text=training.school)
    elif training.school and names.kind(training.school) not in (OrganizationKind.SCHOOL, None):
        draft.record.wrong(SCHOOL, "not_a_school", text=training.school)
    if training.plan and not names.has_plan(training.plan):
        draft.record.wrong(PLAN, "plan_unknown", text=training.plan)


def _check_on_file(draft: _Draft, known: Known) -> None:
    person = draft.person
    if not draft.record.is_right(PHONE):
        return
    if person and draft.name != person.name:
        draft.record.wrong(NAME, "name_differs", text=draft.name, name=person.name)
    if not draft.id_number:
        return
    owner = known.id_numbers.get(draft.id_number)
    if owner is not None and (person is None or owner != person.person_id):
        draft.record.wrong(ID_NUMBER, "id_taken")
    elif owner is None and person and person.has_id_number:
        draft.record.wrong(ID_NUMBER, "id_differs")


def _check_mentors(
    draft: _Draft, training: TrainingRow, mentors: Mapping[str, set[str]], sheet: str
) -> Iterable[Problem]:
    """Each mentor is known as one; one of another firm is allowed, and worth a look."""
    for number in training.mentors:
        if number == draft.phone:
            draft.record.wrong(MENTOR, "mentor_self", text=number)
        elif number not in mentors:
            draft.record.wrong(MENTOR, "mentor_unknown", text=number)
        elif draft.organization not in mentors[number]:
            yield Problem(sheet, draft.record.number, MENTOR, "mentor_elsewhere", {"text": number})


def _row(draft: _Draft, role: Role, today: date) -> PersonRow:
    return PersonRow(
        row=draft.record.number,
        role=role,
        name=draft.name,
        phone=draft.phone,
        id_number=draft.id_number,
        born_on=read_born_on(draft.id_number, today) if draft.id_number else None,
        organization=draft.organization,
        training=draft.training,
    )
