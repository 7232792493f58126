"""What may stand in the file of a policy paper: closed, so that a slip of the pen is found and not passed over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from .errors import Refusal
from .grading import AssessmentKind, GradeWay
from .paper_values import Reader, count, day, grade, hour, percent, programmes, several, text, word, yes_or_no

Table = Mapping[str, Any]


class Problem(StrEnum):
    NOT_TOML = "not_toml"
    UNKNOWN_KEY = "unknown_key"
    NO_SOURCE = "no_source"
    MISSING = "missing"
    WRONG_VALUE = "wrong_value"
    UNKNOWN_CONDITION = "unknown_condition"
    OVERLAP = "overlap"


@dataclass(eq=False)
class PaperUnfit(Refusal):
    """A paper's file can't be used: which file, which entry of it ("" for the paper itself), and which key or word."""

    code = "policies.unfit"
    file: str
    entry: str
    problem: Problem
    word: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of an entry with their readers. `identity` are those by which two entries are about the same thing."""

    required: Mapping[str, Reader]
    optional: Mapping[str, Reader] = field(default_factory=dict)
    identity: tuple[str, ...] = ("id",)


# What says where a figure comes from.
SOURCE = frozenset({"title", "number", "clause"})
PERIOD: Mapping[str, Reader] = MappingProxyType({"in_force_from": day, "in_force_until": day})


def anything(value: Any) -> Any:
    """Read elsewhere: the conditions."""
    return value


PAPER = Shape({"title": text, "number": text, "in_force_from": day}, {"in_force_until": day}, ("number",))
SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "expiry": Shape({"clause": text}, {"todo": text}, ()),
        "grade_ladders": Shape({"clause": text, "names": several(text)}, {}, ()),
        "grade_rules": Shape(
            {
                "id": text,
                "clause": text,
                "way": word(GradeWay),
                "grades": several(grade),
                "conditions": anything,
            }
        ),
        "entitlements": Shape({"id": text, "clause": text, "grades": several(grade), "rule": text}),
        "subsidies": Shape(
            {"id": text, "clause": text, "title": text},
            {"amount": count, "unit": text, "grades": several(grade), "programmes": programmes},
        ),
        "assessments": Shape(
            {"clause": text, "kind": word(AssessmentKind), "programmes": programmes},
            {"percent": percent, "days_before_end": count, "attempts": count, "hours_complete": yes_or_no},
            ("kind", "programmes"),
        ),
        "agreements": Shape(
            {"clause": text, "programmes": programmes}, {"days_after_start": count}, ("programmes",)
        ),
        "hours_limits": Shape(
            {"clause": text, "programmes": programmes, "daily_minutes": count, "rule": text},
            {
                "weekly_minutes": count,
                "night_from": hour,
                "night_until": hour,
                "weekly_rule": text,
                "night_rule": text,
                "under_age": count,
            },
            ("programmes", "under_age"),
        ),
        "application_windows": Shape(
            {"clause": text, "title": text, "closes_on": day}, {"todo": text}, ("title", "closes_on")
        ),
    }
)


def check_paper(file: str, paper: Table) -> None:
    """Every key known and of its kind, every entry with its clause. Refusal: `PaperUnfit`."""
    own = {key: value for key, value in paper.items() if key not in SHAPES}
    _check(file, "", own, PAPER.required, PAPER.optional)
    for table, name, row in entries(paper):
        if not isinstance(row, dict):
            raise PaperUnfit(file, name, Problem.WRONG_VALUE, table)
        shape = SHAPES[table]
        _check(file, name, row, shape.required, {**shape.optional, **PERIOD})


def entries(paper: Table) -> Iterator[tuple[str, str, Any]]:
    """Table, name and content of each entry. The name is its id, or the table's and its place."""
    for table, rows in paper.items():
        if table in SHAPES:
            listed = rows if isinstance(rows, list) else [rows]
            for place, row in enumerate(listed, 1):
                named = row.get("id") if isinstance(row, dict) else None
                yield table, f"{table} {named or place}", row


def _check(
    file: str, entry: str, row: Table, required: Mapping[str, Reader], optional: Mapping[str, Reader]
) -> None:
    known = {**required, **optional}
    for key in row:
        if key not in known:
            raise PaperUnfit(file, entry, Problem.UNKNOWN_KEY, key)
    for key in required:
        if key not in row:
            problem = Problem.NO_SOURCE if key in SOURCE else Problem.MISSING
            raise PaperUnfit(file, entry, problem, key)
    for key, value in row.items():
        try:
            known[key](value)
        except (ValueError, TypeError):
            raise PaperUnfit(file, entry, Problem.WRONG_VALUE, key) from None
