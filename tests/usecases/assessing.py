"""Assessments in tests: hours that are confirmed, and a usual result to change."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain.assessments import Result
from domain.entries import EntryStatus
from domain.grading import AssessmentKind
from models.hours import HoursEntry
from models.training import Apprenticeship
from tests.cast import LESSONS, Shop

SAT = date(2026, 11, 19)


def result(shop: Shop, **facts: Any) -> Result:
    """A midterm passed yesterday with 85.5 points, assessed by 陈师傅."""
    usual = Result(AssessmentKind.MIDTERM, SAT, True, 8550, (shop.chen.person_id,))
    return replace(usual, **facts)


def failed(shop: Shop, **facts: Any) -> Result:
    return result(shop, **{"passed": False, "score": 5000, "reasons": "图纸识读不熟练", **facts})


async def confirmed(shop: Shop, lessons: Mapping[str, int] = LESSONS) -> list[HoursEntry]:
    """林子轩's hours of every category, as the plan asks unless told otherwise."""
    return [
        await shop.entry(shop.lin, category=category, minutes=count * 45, status=EntryStatus.CONFIRMED)
        for category, count in lessons.items()
    ]


async def training(shop: Shop, **facts: Any) -> Apprenticeship:
    """林子轩's agreement with other facts."""
    await Apprenticeship.filter(id=shop.lin_training).update(**facts)
    return await Apprenticeship.get(id=shop.lin_training)
