"""The policy papers as data: one TOML file a paper in policies/."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from domain.grade_rules import GradeRule
from domain.grades import Ladder, ladder_in_force
from domain.limits import Limits, limits_in_force, minute_of
from domain.paper_conditions import grade_rules
from domain.paper_format import PaperUnfit, Problem, check_paper
from domain.paper_periods import check_periods, period
from domain.programmes import Programme

FOLDER = Path(__file__).parent.parent / "policies"


@lru_cache(maxsize=512)
# A forecast asks for every day that is left.
@lru_cache(maxsize=8192)
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
    """Every paper as its file says. Refusal: `PaperUnfit`."""
    return tuple(paper for _, paper in paper_files())


@cache
def all_grade_rules() -> tuple[GradeRule, ...]:
    """The ways to grades of every paper, lapsed ones too. Refusal: `PaperUnfit`."""
    return rules_of(paper_files())


def rules_of(files: Iterable[tuple[str, dict[str, Any]]]) -> tuple[GradeRule, ...]:
    """Those of papers, each with its file's name."""
    return tuple(rule for file, paper in files for rule in grade_rules(file, paper, named(paper)))


def read_papers(folder: Path) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The papers of a folder by the names of their files, all that they say checked. Refusal: `PaperUnfit`."""
    found = tuple((path.name, _read(path)) for path in sorted(folder.glob("*.toml")))
    for file, paper in found:
        check_paper(file, paper)
    check_periods(found)
    rules_of(found)
    return found


@cache
def paper_files() -> tuple[tuple[str, dict[str, Any]], ...]:
    """The papers of the service by the names of their files. Refusal: `PaperUnfit`."""
    return read_papers(FOLDER)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PaperUnfit(path.name, "", Problem.NOT_TOML, str(error)) from error


@cache
def _all_limits() -> tuple[Limits, ...]:
    return tuple(_limits(paper, row) for paper in papers() for row in paper.get("hours_limits", ()))


@cache
def _ladders() -> tuple[Ladder, ...]:
    return tuple(
        Ladder(tuple(row["names"]), source_of(paper, row), *period(paper, row))
        for paper in papers()
        for row in paper.get("grade_ladders", ())
    )


def _limits(paper: dict[str, Any], row: dict[str, Any]) -> Limits:
    since, until = period(paper, row)
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
        since=since,
        until=until,
        under_age=row.get("under_age"),
    )


def source_of(paper: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """The paper and the clause that a row of it comes from."""
    return f"{named(paper)}{row['clause']}"


def named(paper: Mapping[str, Any]) -> str:
    return f"《{paper['title']}》（{paper['number']}）"
