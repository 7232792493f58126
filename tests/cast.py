"""The people every test knows: a lead firm, its mentors and apprentices, a school, and an outsider.

王师傅 trains 林子轩 (a student) and 黄雨桐 (a new apprenticeship); 陈师傅 trains 黄雨桐 too.
赵师傅 belongs to another firm of the chain and trains nobody.
"""

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tortoise.transactions import in_transaction

from bot.router import Contact, Turn
from domain.organizations import OrganizationKind
from domain.programmes import Programme
from domain.roles import Actor, Door, Role
from models import secrecy
from models.hours import HoursEntry
from models.organizations import Organization, SkillChain
from models.people import Identity, Person, RoleHeld
from models.training import Apprenticeship, Mentorship, PlanItem, TrainingPlan

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)  # a Friday, 12:00 in Shanghai
TODAY = date(2026, 11, 20)
STARTED = date(2026, 7, 1)
ENDS = date(2027, 6, 30)
APP = "wx0123456789abcdef"
LESSONS = {"theory": 200, "practice": 320, "on_the_job": 800, "public_base": 60, "safety": 20}

_phones = itertools.count(17000000001)
_refs = itertools.count(1)


@dataclass(frozen=True)
class Shop:
    """Actors by name; organizations, the plan and the apprenticeships by id."""

    firm: int
    school: int
    other_firm: int
    plan: int
    wang: Actor
    chen: Actor
    zhao: Actor
    lin: Actor
    huang: Actor
    admin: Actor
    teacher: Actor
    lin_training: int
    huang_training: int

    async def entry(self, apprentice: Actor, **facts: Any) -> HoursEntry:
        """An entry as it stands in the database: four hours of practice yesterday, unless told otherwise."""
        person = await Person.get(id=apprentice.person_id)
        person.last_entry_number += 1
        await person.save(update_fields=["last_entry_number"])
        training = self.lin_training if apprentice == self.lin else self.huang_training
        usual: dict[str, Any] = {
            "person_id": apprentice.person_id,
            "number": person.last_entry_number,
            "apprenticeship_id": training,
            "work_date": date(2026, 11, 19),
            "entered_at": NOON,
            "minutes": 240,
            "category": "practice",
            "content": "车床外圆",
            "ref": f"cast:{next(_refs)}",
        }
        usual["waiting_since"] = facts.get("entered_at", NOON)
        return await HoursEntry.create(**{**usual, **facts})


@pytest.fixture
async def shop(database: str) -> Shop:
    """The cast in a fresh database."""
    # One commit takes less time than thirty.
    async with in_transaction():
        return await _cast()


async def _cast() -> Shop:
    chain = await SkillChain.create(name="智能装备产业技能生态链")
    firm = await Organization.create(name="海晟智能装备", kind=OrganizationKind.CHAIN_LEAD, chain=chain)
    other = await Organization.create(name="云帆精密模具", kind=OrganizationKind.ENTERPRISE, chain=chain)
    school = await Organization.create(name="滨海技师学院", kind=OrganizationKind.SCHOOL, chain=chain)
    plan = await TrainingPlan.create(name="数控车工一年制")
    for category, lessons in LESSONS.items():
        await PlanItem.create(plan=plan, category=category, minutes=lessons * 45)
    wang = await person("王建国", Role.MENTOR, firm, grade=5)
    chen = await person("陈志明", Role.MENTOR, firm, grade=4)
    lin = await person("林子轩", Role.APPRENTICE, firm, born_on=date(2008, 5, 6))
    huang = await person("黄雨桐", Role.APPRENTICE, firm, born_on=date(1999, 8, 9))
    lins = await _training(lin, Programme.STUDENT_APPRENTICESHIP, firm, plan, school)
    huangs = await _training(huang, Programme.NEW_APPRENTICESHIP, firm, plan, None)
    await mentors(lins, wang)
    await mentors(huangs, wang, chen)
    return Shop(
        firm.id,
        school.id,
        other.id,
        plan.id,
        wang,
        chen,
        await person("赵磊", Role.MENTOR, other),
        lin,
        huang,
        await person("周敏", Role.ADMINISTRATOR, firm),
        await person("何静", Role.TEACHER, school),
        lins.id,
        huangs.id,
    )


async def person(name: str, role: Role, organization: Organization, **facts: Any) -> Actor:
    """Someone with one role, at the chat's door."""
    phone = str(next(_phones))
    row = await Person.create(name=name, phone=phone, phone_index=secrecy.keyring().index(phone), **facts)
    await RoleHeld.create(person=row, role=role, organization=organization)
    return Actor(row.id, name, frozenset({(role, organization.id)}), Door.CHAT, "test")


async def _training(
    apprentice: Actor,
    programme: Programme,
    firm: Organization,
    plan: TrainingPlan,
    school: Organization | None,
    starts_on: date = STARTED,
) -> Apprenticeship:
    return await Apprenticeship.create(
        person_id=apprentice.person_id,
        programme=programme,
        employer=firm,
        school=school,
        occupation="数控车工",
        target_grade=3,
        starts_on=starts_on,
        ends_on=ENDS,
        plan=plan,
    )


async def student_of(
    shop: Shop, school: Organization, name: str, starts_on: date = STARTED
) -> Apprenticeship:
    """Another student of the school, with an agreement like 林子轩's that began on that day."""
    firm = await Organization.get(id=shop.firm)
    plan = await TrainingPlan.get(id=shop.plan)
    pupil = await person(name, Role.APPRENTICE, school)
    return await _training(pupil, Programme.STUDENT_APPRENTICESHIP, firm, plan, school, starts_on)


async def mentors(training: Apprenticeship, *by: Actor, since: date = STARTED) -> None:
    for mentor in by:
        await Mentorship.create(apprenticeship=training, mentor_id=mentor.person_id, since=since)


async def contact(actor: Actor) -> Contact:
    """The actor's WeChat side, bound and following."""
    openid = f"openid-{actor.person_id}"
    identity, _ = await Identity.get_or_create(
        app=APP, openid=openid, defaults={"person_id": actor.person_id, "bound_at": NOON}
    )
    return Contact(APP, openid, identity.id, actor)


async def turn(actor: Actor, text: str, *, now: datetime = NOON, **facts: Any) -> Turn:
    """One thing the actor says, in a message of its own."""
    return Turn(await contact(actor), text, f"message:{next(_refs)}", now, facts=facts)
