"""Everybody around an apprentice who might reach for what isn't theirs: in the firm, the chain, and beyond it."""

from datetime import date, timedelta

from domain.organizations import OrganizationKind
from domain.programmes import Programme
from domain.roles import Actor, Role
from models.organizations import Organization, SkillChain
from models.training import Apprenticeship, Deputyship, Mentorship
from tests.cast import ENDS, STARTED, TODAY, Shop, mentors, person

# Of 林子轩, whose mentor is 王师傅 and who worked on this day.
WORKED = date(2026, 11, 19)
# In the order of tables of who may what.
WHO = (
    "owner", "classmate", "far_apprentice", "mentor", "deputy", "past_deputy", "former_mentor", "later_mentor",
    "other_mentor", "teacher", "colleague", "other_teacher", "admin", "school_admin", "other_admin", "far_admin",
    "base_admin", "far_base_admin", "authority",
)  # fmt: skip


async def neighbours(shop: Shop) -> dict[str, Actor]:
    """By what they are to 林子轩. 陈师傅 (`deputy`) stands in for 王师傅 today; `past_deputy` did until yesterday."""
    firm, school = await Organization.get(id=shop.firm), await Organization.get(id=shop.school)
    other = await Organization.get(id=shop.other_firm)
    chain = await SkillChain.get()
    far = await SkillChain.create(name="海工装备产业技能生态链")
    far_firm = await Organization.create(name="远洋船舶", kind=OrganizationKind.CHAIN_LEAD, chain=far)
    found = {
        "owner": shop.lin,
        "classmate": shop.huang,
        "far_apprentice": await person("莫凡", Role.APPRENTICE, far_firm),
        "mentor": shop.wang,
        "deputy": shop.chen,
        "past_deputy": await person("钱进", Role.MENTOR, firm),
        "former_mentor": await person("孙立", Role.MENTOR, firm),
        "later_mentor": await person("李强", Role.MENTOR, firm),
        "other_mentor": shop.zhao,
        "teacher": shop.teacher,
        "colleague": await person("吴芳", Role.TEACHER, school),
        "admin": shop.admin,
        "school_admin": await person("郑洁", Role.ADMINISTRATOR, school),
        "other_admin": await person("冯涛", Role.ADMINISTRATOR, other),
        "far_admin": await person("韩雪", Role.ADMINISTRATOR, far_firm),
    }
    for name, role, kind, where in (
        ("other_teacher", Role.TEACHER, OrganizationKind.SCHOOL, chain),
        ("base_admin", Role.ADMINISTRATOR, OrganizationKind.TRAINING_BASE, chain),
        ("far_base_admin", Role.ADMINISTRATOR, OrganizationKind.TRAINING_BASE, far),
        ("authority", Role.ADMINISTRATOR, OrganizationKind.AUTHORITY, None),
    ):
        seat = await Organization.create(name=f"单位 {name}", kind=kind, chain=where)
        found[name] = await person(f"人 {name}", role, seat)
    await _terms(shop, found, far_firm)
    return found


async def _terms(shop: Shop, found: dict[str, Actor], far_firm: Organization) -> None:
    training = await Apprenticeship.get(id=shop.lin_training)
    for name, since, until in (
        ("former_mentor", STARTED, WORKED - timedelta(days=1)),
        ("later_mentor", WORKED + timedelta(days=1), None),
    ):
        await Mentorship.create(
            apprenticeship=training, mentor_id=found[name].person_id, since=since, until=until
        )
    for name, since, until in (
        ("deputy", TODAY, TODAY),
        ("past_deputy", TODAY - timedelta(days=3), TODAY - timedelta(days=1)),
    ):
        deputy = found[name].person_id
        await Deputyship.create(
            mentor_id=shop.wang.person_id, deputy_id=deputy, since=since, until=until, ref=name
        )
    far = await Apprenticeship.create(
        person_id=found["far_apprentice"].person_id,
        programme=Programme.NEW_APPRENTICESHIP,
        employer=far_firm,
        occupation="船舶电工",
        target_grade=3,
        starts_on=STARTED,
        ends_on=ENDS,
        plan_id=shop.plan,
    )
    await mentors(far, found["other_mentor"])
