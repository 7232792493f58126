"""Claims of the cast's apprentices, each told once, and an agreement with a second employer."""

import itertools
from datetime import date
from typing import Any

from domain.claims import Claim
from domain.organizations import OrganizationKind
from domain.programmes import Programme
from domain.roles import Actor
from models.organizations import Organization
from models.training import Apprenticeship, PlanItem, TrainingPlan
from tests.cast import ENDS, STARTED, TODAY

_refs = itertools.count(1)


def claim(minutes: int = 240, day: date = TODAY, **facts: Any) -> Claim:
    """Four hours of practice today, unless told otherwise."""
    usual = {"category": "practice", "content": "车床外圆", "ref": f"claim:{next(_refs)}"}
    return Claim(day, minutes, **{**usual, **facts})


def spanned(starts: int, ends: int, day: date = TODAY, **facts: Any) -> Claim:
    """From one full hour to another."""
    return claim((ends - starts) % 24 * 60, day, starts=starts * 60, ends=ends * 60, **facts)


async def second_training(actor: Actor) -> Apprenticeship:
    """Another agreement on the same days with another firm, whose plan knows welding only."""
    plan = await TrainingPlan.create(name="焊工", lesson_minutes=40)
    await PlanItem.create(plan=plan, category="welding", minutes=8000)
    firm = await Organization.create(name="南屏机电", kind=OrganizationKind.ENTERPRISE)
    return await Apprenticeship.create(
        person_id=actor.person_id,
        programme=Programme.TRAINEE_HIRE,
        employer=firm,
        occupation="焊工",
        target_grade=2,
        starts_on=STARTED,
        ends_on=ENDS,
        plan=plan,
    )
