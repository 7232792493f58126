"""The policy papers as data: one TOML file a paper in policies/."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from domain.grades import Ladder, ladder_in_force
from domain.limits import Limits, limits_in_force, minute_of
from domain.programmes import Programme

FOLDER = Path(__file__).parent.parent / "policies"


def limits_for(programme: Programme, day: date, age: int | None) -> Limits:
    """How much the day may hold. `NoLimits` where no paper says so."""
    return limits_in_force(_all_limits(), programme, day, age)


def ladder_on(day: date) -> Ladder | None:
    """The grades of the paper in force."""
    return ladder_in_force(_ladders(), day)


def grade_numbers() -> dict[str, int]:
    """Grades by every name that a paper ever gave them: what a lapsed paper named can still be read."""
    return {name: number for ladder in _ladders() for number, name in enumerate(ladder.names, 1)}


@cache
def papers() -> tuple[dict[str, Any], ...]:
    """Every paper as its file says."""
    return tuple(tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml")))


@cache
def _all_limits() -> tuple[Limits, ...]:
    return tuple(_limits(paper, row) for paper in papers() for row in paper.get("hours_limits", ()))


@cache
def _ladders() -> tuple[Ladder, ...]:
    return tuple(
        Ladder(tuple(row["names"]), source_of(paper, row), paper["in_force_from"], paper.get("in_force_until"))
        for paper in papers()
        for row in paper.get("grade_ladders", ())
    )


def _limits(paper: dict[str, Any], row: dict[str, Any]) -> Limits:
    night = (minute_of(row["night_from"]), minute_of(row["night_until"])) if "night_from" in row else None
    return Limits(
        programmes=frozenset(Programme(name) for name in row["programmes"]),
        daily_minutes=row["daily_minutes"],
        weekly_minutes=row.get("weekly_minutes"),
        night=night,
        rule=row["rule"],
        weekly_rule=row.get("weekly_rule", ""),
        night_rule=row.get("night_rule", ""),
        source=source_of(paper, row),
        since=paper["in_force_from"],
        until=paper.get("in_force_until"),
        under_age=row.get("under_age"),
    )


def source_of(paper: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """The paper and the clause that a row of it comes from."""
    return f"《{paper['title']}》（{paper['number']}）{row['clause']}"
