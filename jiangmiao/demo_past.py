"""Four weeks of training for the demo's people, told through the same use cases as by chat."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.claims import Claim
from domain.clock import instant, local_day
from domain.errors import Refusal
from domain.roles import Actor, Door, Role
from models.deliveries import Delivery
from models.hours import HoursEntry
from models.people import RoleHeld
from models.training import Apprenticeship, Mentorship
from models.transaction import atomic
from usecases.confirm_hours import confirm_hours
from usecases.log_hours import log_hours
from usecases.queue_seen import Seen
from usecases.return_hours import return_hours

WEEKS = 4
# Whoever tries the demo writes hours of today and yesterday: the caps of the last days leave room for that.
LIGHT_DAYS = 7
MORNING = 8 * 60 + 30
AFTERNOON = 13 * 60
WAITING_DAYS = 1
WORK = {
    "数控车工": (
        ("on_the_job", 240, ("轴类零件车削", "首件检验", "刀具刃磨与更换", "批量套件加工")),
        ("practice", 180, ("车床外圆", "车床端面与台阶", "螺纹车削", "数控编程 G71")),
        ("theory", 90, ("机械识图", "公差与配合", "数控加工工艺")),
        ("safety", 45, ("机床安全操作", "车间消防演练")),
    ),
    "工业机器人系统操作员": (
        ("on_the_job", 300, ("码垛单元值守", "示教点位复核", "夹具更换与校准")),
        ("theory", 90, ("机器人坐标系", "IO 信号与联锁")),
        ("safety", 45, ("围栏与急停检查",)),
    ),
    "电工": (
        ("on_the_job", 390, ("配电柜巡检", "电机绝缘测试", "生产线照明检修")),
        ("practice", 180, ("电机正反转接线", "PLC 输入输出接线")),
        ("theory", 90, ("电工基础", "安全用电规范")),
        ("safety", 45, ("高处作业票演练",)),
    ),
}


@dataclass(frozen=True)
class Trainee:
    actor: Actor
    mentor: Actor
    occupation: str


async def tell_the_past(now: datetime) -> int:
    """Write the entries; all but the newest days are decided. The number of entries."""
    chance = random.Random(2026)  # nosec B311
    async with atomic():
        trainees = await _trainees(local_day(now))
        for trainee in trainees:
            for day in _training_days(local_day(now)):
                await _one_day(trainee, day, local_day(now), chance)
        await _decide(trainees, local_day(now), chance)
        await Delivery.filter(created_at__lt=now).update(
            state="sent", channel="inbox", ended_at=now, seen_at=now
        )
        return await HoursEntry.all().count()


async def actor_of(person_id: int, name: str) -> Actor:
    held = await RoleHeld.filter(person_id=person_id).values_list("role", "organization_id")
    return Actor(
        person_id, name, frozenset((Role(role), int(where)) for role, where in held), Door.CHAT, "demo"
    )


async def _trainees(today: date) -> list[Trainee]:
    rows = await Apprenticeship.filter(ends_on__gte=today).prefetch_related("person").order_by("id")
    bonds = await Mentorship.all().prefetch_related("mentor", "apprenticeship")
    mentors = {bond.apprenticeship.id: bond.mentor for bond in bonds}
    return [
        Trainee(
            await actor_of(row.person.id, row.person.name),
            await actor_of(mentors[row.id].id, mentors[row.id].name),
            row.occupation,
        )
        for row in rows
    ]


def _training_days(today: date) -> Iterator[date]:
    days = (today - timedelta(days=back) for back in range(WEEKS * 7, 0, -1))
    return (day for day in days if day.weekday() < 5)


async def _one_day(trainee: Trainee, day: date, today: date, chance: random.Random) -> None:
    if chance.random() < 0.08:  # forgotten, as it happens
        return
    ago = (today - day).days
    starts = AFTERNOON if ago == 1 else MORNING
    for category, minutes, works in chance.sample(WORK[trainee.occupation], k=1 if ago <= LIGHT_DAYS else 2):
        ends = starts + minutes
        ref = f"demo:{trainee.actor.person_id}:{day}:{starts}"
        claim = Claim(day, minutes, category, chance.choice(works), ref, starts, ends)
        try:
            await log_hours(trainee.actor, claim, now=instant(day, time(20, chance.randrange(60))))
        except Refusal:  # a cap, as it happens too
            return
        starts = max(ends, AFTERNOON)


async def _decide(trainees: list[Trainee], today: date, chance: random.Random) -> None:
    mentors = {trainee.actor.person_id: trainee.mentor for trainee in trainees}
    waiting_from = today - timedelta(days=WAITING_DAYS)
    entries = (
        HoursEntry.filter(status="submitted", work_date__lt=waiting_from)
        .prefetch_related("person")
        .order_by("id")
    )
    for entry in await entries:
        mentor = mentors[entry.person.id]
        seen = Seen(entry.id, entry.revision, True)
        at = instant(entry.work_date + timedelta(days=1), time(12, 5))
        if chance.random() < 0.03:
            await return_hours(
                mentor, [seen], "内容写得太简单，请补充加工件和数量", batch=f"demo:{entry.id}", now=at
            )
        else:
            await confirm_hours(mentor, [seen], batch=f"demo:{entry.id}", now=at)
