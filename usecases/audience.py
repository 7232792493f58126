"""The people a notice is for, as one question to the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.audiences import Audience, OrganizationUnknown
from domain.roles import Actor
from models.statement import Statement, as_json

from .administered import REACHED

LAST_ID = 2**31 - 1
_WITHIN = f"({REACHED} AND ($3::int = 0 OR o.id = $3::int))"
# Said again inside each question: else PostgreSQL gathers everybody anew for every piece of persons.
_IN_RANGE = "BETWEEN $8::int AND $9::int"
_AGREEMENT = """
    a.status = 'active' AND ($4::text = '' OR a.programme = $4::text)
    AND ($5::text = '' OR a.occupation = $5::text) AND ($6::int = 0 OR a.target_grade = $6::int)
"""
# Persons with ids from $8 to $9 for whom administrator $1 writes: role $2 ('' for any) in organization $3 (0 for
# all reached), in an agreement of programme $4, occupation $5 and target grade $6 or the mentor of one, of the list
# $7 ('[]' for all). A school's apprentices hold their role at the employer, so the agreement leads to them.
PEOPLE = f"""
    SELECT person.id FROM person
    WHERE person.id {_IN_RANGE} AND person.erased_at IS NULL AND (
        EXISTS (SELECT 1 FROM role_held held WHERE held.person_id = person.id AND held.person_id {_IN_RANGE}
                AND ($2::text = '' OR held.role = $2::text) AND held.organization_id IN {_WITHIN})
        OR $2::text IN ('', 'apprentice') AND EXISTS (
            SELECT 1 FROM apprenticeship a WHERE a.person_id = person.id AND a.person_id {_IN_RANGE}
            AND a.school_id IN {_WITHIN}))
    AND ($4::text = '' AND $5::text = '' AND $6::int = 0
        OR $2::text IN ('', 'apprentice') AND EXISTS (
            SELECT 1 FROM apprenticeship a WHERE a.person_id = person.id AND a.person_id {_IN_RANGE}
            AND {_AGREEMENT})
        OR $2::text IN ('', 'mentor') AND EXISTS (
            SELECT 1 FROM mentorship m JOIN apprenticeship a ON a.id = m.apprenticeship_id
            WHERE m.mentor_id = person.id AND m.mentor_id {_IN_RANGE} AND {_AGREEMENT}))
    AND ($7::text = '[]' OR person.id IN (SELECT value::int FROM json_array_elements_text($7::json)))
"""  # nosec B608
# The same persons as notice $1 went to, for a correction that follows it.
SAME_PEOPLE = """
    SELECT r.person_id AS id FROM receipt r JOIN person ON person.id = r.person_id AND person.erased_at IS NULL
    WHERE r.notice_id = $1 AND r.person_id BETWEEN $2::int AND $3::int
"""
_COUNTED = """
    SELECT count(*) AS people,
           count(CASE WHEN EXISTS (SELECT 1 FROM identity i WHERE i.person_id = p.id AND i.follows)
                 THEN 1 END) AS following
    FROM ({}) AS p
"""
_COUNT = Statement(_COUNTED.format(PEOPLE))
_COUNT_SAME = Statement(_COUNTED.format(SAME_PEOPLE))
_ORGANIZATION = Statement(f"SELECT o.id FROM organization o WHERE o.name = $2 AND o.id IN ({REACHED})")  # nosec B608


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people an audience has, and how many of them follow the official account."""

    people: int
    following: int


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom a notice is for. `corrects`: the notice whose recipients they are, instead of all else."""

    author_id: int
    role: str = ""
    organization_id: int = 0
    programme: str = ""
    occupation: str = ""
    grade: int = 0
    people: tuple[int, ...] = ()
    corrects: int = 0

    def values(self, first: int, last: int) -> tuple[Any, ...]:
        """What `PEOPLE` or, of a correction, `SAME_PEOPLE` asks for."""
        if self.corrects:
            return self.corrects, first, last
        listed = json.dumps(list(self.people))
        narrowed = (self.programme, self.occupation, self.grade, listed)
        return (self.author_id, self.role, self.organization_id, *narrowed, first, last)


def addressees_of(notice: Mapping[str, Any]) -> Addressees:
    """From a row of the notice table."""
    return Addressees(
        notice["author_id"],
        notice["audience_role"],
        notice["organization_id"] or 0,
        notice["audience_programme"],
        notice["audience_occupation"],
        notice["audience_grade"] or 0,
        tuple(as_json(notice["audience_people"]) or ()) if notice["audience_people"] is not None else (),
        notice["corrects_id"] or 0,
    )


async def count_people(addressees: Addressees) -> Headcount:
    count = _COUNT_SAME if addressees.corrects else _COUNT
    row = await count.row(*addressees.values(0, LAST_ID))
    return Headcount(row["people"], row["following"]) if row else Headcount(0, 0)


async def organization_named(actor: Actor, audience: Audience) -> int | None:
    """The organization that narrows the audience, None for all reached. Raises `OrganizationUnknown`."""
    if not audience.organization:
        return None
    row = await _ORGANIZATION.row(actor.person_id, audience.organization)
    if row is None:
        raise OrganizationUnknown(audience.organization)
    return int(row["id"])
