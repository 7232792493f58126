"""Which tables the trail describes, and which of their columns a witness covers.

Left out is what changes without an entry because it is bookkeeping (the number of the newest entry, when
to try again) or a copy (a PDF's digest). A table whose columns change gets a new line above its old one: rows
witnessed before are then still read by the old.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A version of a table. A column may say how it is read: `day`, `instant`, `json` or `flag`.

    `keyed`: the digest needs the service's key, so that nobody can guess at the person behind it, also after the
    row was blanked. `every`: each row has a witness; else only those that an entry is about.
    """

    name: str
    said: str
    keyed: bool = False
    every: bool = True
    version: int = 1

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        parts = [column.partition(":") for column in self.said.split()]
        return tuple((name, kind) for name, _, kind in parts)

    @property
    def selected(self) -> str:
        return ", ".join(["id", *(name for name, _ in self.columns)])


_ALL = (
    Witnessed("organization", "name kind chain_id credit_code"),
    Witnessed("training_plan", "name lesson_minutes"),
    Witnessed("plan_item", "plan_id category minutes"),
    Witnessed(
        "person",
        "name phone_index id_number_index born_on:day grade guardian guardian_consented_at:instant "
        "erased_at:instant",
        keyed=True,
    ),
    Witnessed("identity", "app openid person_id bound_at:instant", keyed=True, every=False),
    Witnessed("role_held", "person_id role organization_id"),
    Witnessed(
        "apprenticeship",
        "person_id programme employer_id school_id occupation target_grade starts_on:day ends_on:day signed_on:day "
        "plan_id status",
        version=2,
    ),
    Witnessed(
        "apprenticeship",
        "person_id programme employer_id school_id occupation target_grade starts_on:day ends_on:day plan_id status",
    ),
    Witnessed("mentorship", "apprenticeship_id mentor_id since:day until:day"),
    Witnessed("deputyship", "mentor_id deputy_id since:day until:day ended_at:instant"),
    Witnessed(
        "bond_proposal",
        "apprenticeship_id mentor_id state round proposed_at:instant expires_at:instant decided_at:instant",
    ),
    Witnessed(
        "hours_entry",
        "person_id number apprenticeship_id work_date:day entered_at:instant minutes starts ends category place "
        "content late_reason flags status revision reverses_id",
    ),
    Witnessed("entry_revision", "entry_id revision status facts:json replaced_at:instant"),
    Witnessed(
        "confirmation",
        "entry_id revision decision digest reason signer_id signer_name signer_role signer_employer signer_grade "
        "on_behalf_of_id batch decided_at:instant",
    ),
    Witnessed(
        "lesson",
        "organization_id opened_by_id role category day:day starts ends place content opened_at:instant "
        "closed_at:instant",
    ),
    Witnessed(
        "attendance",
        "lesson_id person_id entry_id attended_at:instant struck_at:instant struck_by_id struck_reason",
    ),
    Witnessed("closed_week", "apprenticeship_id monday:day reason closed_at:instant"),
    Witnessed("evidence", "entry_id kind media_id received_at:instant file sha256"),
    Witnessed(
        "dispute", "entry_id revision reason opened_at:instant settled_at:instant settled_by_id settlement"
    ),
    Witnessed(
        "notice",
        "author_id title body audience_role organization_id audience_programme audience_occupation audience_grade "
        "audience_people:json needs_acknowledgement:flag urgent:flag created_at:instant approved_at:instant "
        "corrects_id",
    ),
    Witnessed("receipt", "notice_id person_id acknowledged_at:instant", every=False),
    Witnessed(
        "deadline",
        "kind subject day:day title todo source apprenticeship_id organization_id role author_id state revision "
        "created_at:instant closed_at:instant",
    ),
    Witnessed(
        "assessment",
        "apprenticeship_id kind attempt grade state planned_on:day sat_on:day score reasons remarks body_id "
        "minutes:json hours_digest source recorded_by_id created_at:instant decided_at:instant voided_at:instant "
        "voided_reason",
        version=2,
    ),
    Witnessed(
        "assessment",
        "apprenticeship_id kind attempt grade state planned_on:day sat_on:day score reasons remarks body_id "
        "minutes:json hours_digest source recorded_by_id created_at:instant decided_at:instant",
    ),
    Witnessed("assessment_item", "assessment_id name weight score"),
    Witnessed("assessor", "assessment_id person_id name employer"),
    Witnessed("frozen_hours", "assessment_id entry_id revision category minutes"),
    Witnessed(
        "grade_record",
        "person_id grade step occupation way decided_on:day decided_by_id decided_by_name source number assessment_id "
        "recorded_by_id recorded_at:instant withdrawn_at:instant withdrawn_reason",
        version=2,
    ),
    Witnessed("grade_name", "organization_id grade step name"),
    Witnessed(
        "grade_record",
        "person_id grade occupation way decided_on:day decided_by_id decided_by_name source number assessment_id "
        "recorded_by_id recorded_at:instant withdrawn_at:instant withdrawn_reason",
    ),
    Witnessed(
        "certificate",
        "kind number code person_id issuer_id apprenticeship_id assessment_id snapshot:json digest template "
        "issued_on:day issued_at:instant issued_by_id expires_on:day state state_reason state_at:instant state_by_id "
        "replaces_id status_index ref",
    ),
    Witnessed(
        "signing_key", "kid purpose public created_at:instant retired_at:instant compromised_at:instant"
    ),
)
VERSIONS = {(table.name, table.version): table for table in _ALL}
TABLES = {table.name: table for table in sorted(_ALL, key=lambda table: table.version)}


@dataclass(frozen=True, slots=True)
class Beside:
    """Rows that may be written together with their subject; `{ids}` are the subjects' ids."""

    table: str
    where: str
    events: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def belongs_to(self, event: str) -> bool:
        return event not in self.never and (not self.events or event in self.events)


# A new entry has nothing beside it, and no other path is as busy.
_NEW = frozenset({"hours.logged"})
BESIDE: dict[str, tuple[Beside, ...]] = {
    "training_plan": (Beside("plan_item", "plan_id IN ({ids})"),),
    "person": (
        Beside("role_held", "person_id IN ({ids})"),
        Beside(
            "closed_week",
            "apprenticeship_id IN (SELECT id FROM apprenticeship WHERE person_id IN ({ids}))",
            frozenset({"week.closed"}),
        ),
    ),
    "apprenticeship": (
        Beside("mentorship", "apprenticeship_id IN ({ids})"),
        Beside("deadline", "apprenticeship_id IN ({ids})"),
    ),
    "bond_proposal": (
        Beside(
            "mentorship",
            "apprenticeship_id IN (SELECT apprenticeship_id FROM bond_proposal WHERE id IN ({ids}))",
        ),
    ),
    "hours_entry": tuple(
        Beside(table, "entry_id IN ({ids})", never=_NEW)
        for table in ("confirmation", "entry_revision", "dispute", "evidence")
    ),
    "assessment": tuple(
        Beside(table, "assessment_id IN ({ids})") for table in ("assessment_item", "assessor", "frozen_hours")
    ),
}


def table_and_id(subject: str) -> tuple[Witnessed, int] | None:
    """The row that an entry's subject names, if the trail describes its table."""
    name, _, number = subject.partition(":")
    table: Any = TABLES.get(name)
    return (table, int(number)) if table and number.isdecimal() else None
