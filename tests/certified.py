"""Assessments as they stand once they are decided, and certificates that were issued from them."""

import itertools
from datetime import date
from typing import Any

from domain.grading import AssessmentKind, AssessmentState
from domain.roles import Actor
from models.grading import Assessment, Assessor, FrozenHours
from models.hours import HoursEntry
from tests.cast import LESSONS, NOON, Shop
from usecases.certificate_kinds import kind_named

SAT_ON = date(2026, 11, 18)
ENOUGH = {category: lessons * 45 for category, lessons in LESSONS.items()}
TRAINING = kind_named("学徒培训合格证书")
GRADE = kind_named("职业技能等级证书")
POST = kind_named("岗位聘用通知书")
_refs = itertools.count(1)


async def decided(shop: Shop, who: Actor, **facts: Any) -> int:
    """The id of a final assessment that was passed with all hours of the plan, unless told otherwise."""
    training = shop.lin_training if who == shop.lin else shop.huang_training
    by = facts.pop("by", shop.zhao)
    usual: dict[str, Any] = {
        "apprenticeship_id": training,
        "kind": AssessmentKind.FINAL,
        "state": AssessmentState.PASSED,
        "sat_on": SAT_ON,
        "score": 8650,
        "minutes": ENOUGH,
        "created_at": NOON,
        "decided_at": NOON,
        "ref": f"certified:{next(_refs)}",
    }
    made = await Assessment.create(**{**usual, **facts})
    if by:
        await Assessor.create(assessment=made, person_id=by.person_id, name=by.name, employer="云帆精密模具")
    return made.id


async def freeze(assessment_id: int, entry: HoursEntry) -> None:
    """The entry counted in that assessment."""
    await FrozenHours.create(
        assessment_id=assessment_id,
        entry=entry,
        revision=entry.revision,
        category=entry.category,
        minutes=entry.minutes,
    )
