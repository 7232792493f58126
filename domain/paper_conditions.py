"""Reading the ways to a grade, with their conditions, from a checked paper."""

from collections.abc import Iterator, Mapping
from inspect import Parameter, signature
from typing import Any, get_args, get_origin, get_type_hints

from .grade_conditions import VOCABULARY, Condition
from .grade_rules import GradeRule
from .grading import GradeWay
from .paper_format import PaperUnfit, Problem, Table, entries
from .paper_periods import period
from .paper_values import Reader, count, grade, percent, several, text, word

# Whole numbers that have bounds of their own, by their names.
NUMBERS: Mapping[str, Reader] = {"grade": grade, "percent": percent}


def grade_rules(file: str, paper: Table, source: str) -> Iterator[GradeRule]:
    """Every `[[grade_rules]]` of a paper that `check_paper` let pass, named by `source`. Refusal: `PaperUnfit`."""
    for table, name, row in entries(paper):
        if table == "grade_rules":
            clause = source + row["clause"]
            conditions = tuple(
                _condition(file, name, one, clause, source) for one in _listed(file, name, row)
            )
            yield GradeRule(
                row["id"],
                GradeWay(row["way"]),
                frozenset(row["grades"]),
                conditions,
                clause,
                *period(paper, row),
            )


def _listed(file: str, entry: str, row: Table) -> list[Any]:
    found = row["conditions"]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise PaperUnfit(file, entry, Problem.WRONG_VALUE, "conditions")
    return found


def _condition(file: str, entry: str, row: Table, clause: str, source: str) -> Condition:
    """`condition` names it; a `clause` of its own goes before that of the rule."""
    name = row.get("condition", "")
    if not isinstance(name, str) or name not in VOCABULARY:
        raise PaperUnfit(file, entry, Problem.UNKNOWN_CONDITION, str(name))
    wanted = readers(name)
    given = {key: value for key, value in row.items() if key not in ("condition", "clause")}
    for key in given.keys() | wanted.keys():
        if key not in wanted:
            raise PaperUnfit(file, entry, Problem.UNKNOWN_KEY, f"{name}.{key}")
        if key not in given:
            raise PaperUnfit(file, entry, Problem.MISSING, f"{name}.{key}")
    own = source + _read(file, entry, "clause", text, row["clause"]) if "clause" in row else clause
    return Condition(name, {key: _read(file, entry, key, wanted[key], given[key]) for key in given}, own)


def readers(name: str) -> dict[str, Reader]:
    """How the parameters of a condition are read, by the types of its function."""
    check = VOCABULARY[name]
    types = get_type_hints(check)
    return {
        key: _reader(key, types[key])
        for key, parameter in signature(check).parameters.items()
        if parameter.kind is Parameter.KEYWORD_ONLY
    }


def _reader(key: str, kind: Any) -> Reader:
    if get_origin(kind) is tuple:
        return several(_reader(key, get_args(kind)[0]))
    return NUMBERS.get(key, count) if kind is int else word(kind)


def _read(file: str, entry: str, key: str, reader: Reader, value: Any) -> Any:
    try:
        return reader(value)
    except (ValueError, TypeError):
        raise PaperUnfit(file, entry, Problem.WRONG_VALUE, key) from None
