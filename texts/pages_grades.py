"""The ladder of grades on a page: where one stands, and every condition of the next one with its clause."""

from dataclasses import dataclass

from usecases.show_grades import Grades, Next

from .findings import requirement, short_source
from .format import GRADES
from .replies_grades import aim, lapsed, source_of, standing, way_head


@dataclass(frozen=True, slots=True)
class Rung:
    """`state` is held, aim or empty."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What is asked and what is the case, and the clause that asks for it."""

    met: bool
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Way:
    head: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """A grade aimed at; without `ways`, `none` says why."""

    head: str
    ways: tuple[Way, ...]
    none: str


@dataclass(frozen=True, slots=True)
class LadderPage:
    rungs: tuple[Rung, ...]
    standing: tuple[str, ...]
    aims: tuple[Aim, ...]
    source: str


def ladder(found: Grades) -> LadderPage:
    """All of it: a page has room for what the chat leaves out."""
    names = found.ladder.names if found.ladder else GRADES[1:]
    aims = {one.grade for one in found.nexts}
    held = max([found.held or 0, *(record.grade for record in found.records)])
    rungs = [Rung(name, _state(grade, held, aims)) for grade, name in enumerate(names, 1)]
    return LadderPage(
        tuple(rungs), tuple(standing(found)), tuple(map(_aim, found.nexts)), "".join(source_of(found))
    )


def _state(grade: int, held: int, aims: set[int]) -> str:
    if grade <= held:
        return "held"
    return "aim" if grade in aims else ""


def _aim(one: Next) -> Aim:
    ways = [
        Way(
            way_head(way),
            tuple(
                Condition(each.passed, requirement(each), short_source(each.clause)) for each in way.findings
            ),
        )
        for way in one.ways
    ]
    return Aim(aim(one), tuple(ways), "" if ways else lapsed(one))
