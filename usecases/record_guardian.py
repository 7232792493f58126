"""A guardian's consent for a person under 14, which an administrator has on paper."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.clock import local_day
from domain.errors import Refusal
from domain.invitations import PRIVACY_VERSION, needs_guardian
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.people import Person
from models.transaction import atomic

from .manages import check_manages

LONGEST_NAME = 50


@dataclass(eq=False)
class GuardianUnnamed(Refusal):
    """No name, or one that is too long."""

    code = "people.guardian_unnamed"
    most: int


class NoGuardianNeeded(Refusal):
    """The person is 14 or older, or the birthday isn't known."""

    code = "people.no_guardian_needed"


async def record_guardian(by: Actor | Door, person_id: int, guardian: str, *, now: datetime) -> None:
    """Keep who consented, when, and to which version of the privacy text (个人信息保护法 第三十一条).

    Refusals: those of `check_manages`, `GuardianUnnamed`, `NoGuardianNeeded`.
    """
    name = guardian.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise GuardianUnnamed(LONGEST_NAME)
    async with atomic():
        await Person.filter(id=person_id).update(guardian=name, guardian_consented_at=now)
        await check_manages(by, person_id)
        person = await Person.get(id=person_id)
        if not needs_guardian(person.born_on, local_day(now)):
            raise NoGuardianNeeded
        await AuditEntry.record(
            by,
            Event.GUARDIAN_CONSENTED,
            f"person:{person_id}",
            now=now,
            after={"guardian": name, "privacy": PRIVACY_VERSION},
        )
