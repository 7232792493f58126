"""An earlier training of the demo's first apprentice: done, assessed, and certified."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from domain.assessments import Result
from domain.claims import Claim
from domain.clock import instant
from domain.grading import AssessmentKind
from domain.roles import Actor, Role
from models.hours import HoursEntry
from models.people import RoleHeld
from models.training import Apprenticeship, Mentorship, PlanItem, TrainingPlan
from usecases.certificate_kinds import kind_named
from usecases.confirm_hours import confirm_hours
from usecases.decide_assessment import decide_assessment
from usecases.issue_certificate import issue_certificate
from usecases.log_hours import log_hours
from usecases.queue_seen import Seen

from .demo_past import actor_of

PLAN = "车工基础（学生学徒制）"
KIND = "学徒培训合格证书"
# It ended so long before the present training began.
GAP, LENGTH = timedelta(days=1), timedelta(days=60)
CERTIFIED_AFTER = timedelta(days=3)
SCORE = 9150
# Four lessons a session, two sessions a day, and each work so often.
SESSION = 180
TIMES = 4
SESSIONS = (8 * 60 + 30, 13 * 60 + 30)
WORKS = {
    "theory": ("机械识图", "公差与配合", "常用量具", "车刀的几何角度"),
    "practice": ("工件装夹与找正", "车外圆", "车端面", "车台阶", "切断与切槽", "钻中心孔"),
    "on_the_job": ("班前点检", "轴套粗加工", "首件送检", "铁屑清理与保养"),
    "safety": ("机床安全操作",),
}


async def begin_earlier_training() -> None:
    """Its agreement, before the trail begins."""
    training = (
        await Apprenticeship.all().prefetch_related("person", "employer", "school").order_by("id").first()
    )
    if training is None:
        raise LookupError("the roster has no apprentices")
    plan = await TrainingPlan.create(name=PLAN)
    for category, works in WORKS.items():
        await PlanItem.create(plan=plan, category=category, minutes=len(works) * TIMES * SESSION)
    ends_on = training.starts_on - GAP
    earlier = await Apprenticeship.create(
        person=training.person,
        programme=training.programme,
        employer=training.employer,
        school=training.school,
        occupation="车工",
        target_grade=2,
        starts_on=ends_on - LENGTH,
        ends_on=ends_on,
        plan=plan,
    )
    bond = await Mentorship.get(apprenticeship=training).prefetch_related("mentor")
    await Mentorship.create(
        apprenticeship=earlier, mentor=bond.mentor, since=earlier.starts_on, until=earlier.ends_on
    )


async def finish_earlier_training() -> None:
    """Hours, their confirmation, the final assessment and the certificate, through the usual use cases."""
    earlier = await Apprenticeship.get(plan__name=PLAN).prefetch_related("person", "employer")
    bond = await Mentorship.get(apprenticeship=earlier).prefetch_related("mentor")
    apprentice = await actor_of(earlier.person.id, earlier.person.name)
    mentor = await actor_of(bond.mentor.id, bond.mentor.name)
    await _log(apprentice, earlier.starts_on)
    await _confirm(mentor, earlier)
    administrator = await _of(Role.ADMINISTRATOR, organization_id=earlier.employer.id)
    assessor = await _of(Role.TEACHER)
    result = Result(AssessmentKind.FINAL, earlier.ends_on, True, SCORE, (assessor.person_id,))
    decided = await decide_assessment(administrator, earlier.id, result, now=_at(earlier.ends_on, 17))
    certified = _at(earlier.ends_on + CERTIFIED_AFTER, 10)
    await issue_certificate(administrator, decided.assessment_id, kind_named(KIND), now=certified)


async def _of(role: Role, **where: int) -> Actor:
    held = await RoleHeld.filter(role=role, **where).prefetch_related("person").order_by("id").first()
    if held is None:
        raise LookupError(role)
    return await actor_of(held.person.id, held.person.name)


async def _log(apprentice: Actor, starts_on: date) -> None:
    works = [
        (category, f"{content}（{turn}）")
        for turn in range(1, TIMES + 1)
        for category, contents in WORKS.items()
        for content in contents
    ]
    for (category, content), (day, starts) in zip(works, _sessions(starts_on), strict=False):
        ref = f"demo:earlier:{day}:{starts}"
        claim = Claim(day, SESSION, category, content, ref, starts, starts + SESSION)
        await log_hours(apprentice, claim, now=_at(day, 19))


def _sessions(starts_on: date) -> Iterator[tuple[date, int]]:
    """Mornings and afternoons from the first Monday on, without weekends."""
    days = (starts_on + timedelta(days=ahead) for ahead in range(LENGTH.days))
    return ((day, starts) for day in days if day.weekday() < 5 for starts in SESSIONS)


async def _confirm(mentor: Actor, earlier: Apprenticeship) -> None:
    for entry in await HoursEntry.filter(apprenticeship=earlier).order_by("id"):
        seen = Seen(entry.id, entry.revision, True)
        batch = f"demo:{entry.id}"
        await confirm_hours(mentor, [seen], batch=batch, now=_at(entry.work_date + timedelta(days=1), 12))


def _at(day: date, hour: int) -> datetime:
    return instant(day, time(hour))
