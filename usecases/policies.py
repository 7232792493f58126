"""The policy papers as data: one TOML file a paper in policies/."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from domain.limits import Limits, limits_in_force, minute_of
from domain.programmes import Programme

FOLDER = Path(__file__).parent.parent / "policies"


def limits_for(programme: Programme, day: date, age: int | None) -> Limits:
    return limits_in_force(_all_limits(), programme, day, age)


@cache
def _all_limits() -> tuple[Limits, ...]:
    papers = [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(_limits(paper, row) for paper in papers for row in paper.get("hours_limits", ()))


def _limits(paper: dict[str, Any], row: dict[str, Any]) -> Limits:
    night = (minute_of(row["night_from"]), minute_of(row["night_until"])) if "night_from" in row else None
    return Limits(
        programmes=frozenset(Programme(name) for name in row["programmes"]),
        daily_minutes=row["daily_minutes"],
        weekly_minutes=row.get("weekly_minutes"),
        night=night,
        rule=row["rule"],
        source=f"《{paper['title']}》（{paper['number']}）{row['clause']}",
        since=paper["in_force_from"],
        until=paper.get("in_force_until"),
        under_age=row.get("under_age"),
    )
