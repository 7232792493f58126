"""What a roster says once it is read, and what was known before.

An empty cell is "" or None here and overwrites nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .organizations import OrganizationKind
from .programmes import Programme
from .roles import Role
from .roster_sheets import Problem


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    name: str
    kind: OrganizationKind | None
    chain: str
    credit_code: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`lessons` by category, in 学时 of the plan's own length."""

    name: str
    lessons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """`known_id` is the agreement on file that the row speaks of; None makes a new one.

    `mentors` are phones. For a new agreement nothing but the school may be missing. `unsigned`: the roster says
    so; without that it may be signed though nobody knows the day.
    """

    known_id: int | None
    programme: Programme
    school: str
    occupation: str
    target_grade: int | None
    starts_on: date | None
    ends_on: date | None
    mentors: tuple[str, ...]
    plan: str
    signed_on: date | None = None
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of people: a person in a role at an organization. The organization of an apprentice employs."""

    row: int
    role: Role
    name: str
    phone: str
    id_number: str
    born_on: date | None
    organization: str
    training: TrainingRow | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster in which nothing is wrong. `warnings` are worth a look, and hinder nothing."""

    organizations: tuple[OrganizationRow, ...]
    plans: tuple[PlanRow, ...]
    people: tuple[PersonRow, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownTraining:
    id: int
    programme: Programme
    employer: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone on file. `roles` are pairs of the role and the organization's name."""

    person_id: int
    name: str
    has_id_number: bool
    roles: frozenset[tuple[Role, str]] = frozenset()
    trainings: tuple[KnownTraining, ...] = ()

    def organizations(self, role: Role) -> frozenset[str]:
        return frozenset(name for held, name in self.roles if held is role)


@dataclass(frozen=True, slots=True)
class Known:
    """What is on file of all that a roster names.

    `people` by phone, `id_numbers` with the person they belong to, `grades` with their numbers.
    """

    grades: Mapping[str, int]
    organizations: Mapping[str, OrganizationKind] = field(default_factory=dict)
    plans: frozenset[str] = frozenset()
    people: Mapping[str, KnownPerson] = field(default_factory=dict)
    id_numbers: Mapping[str, int] = field(default_factory=dict)
