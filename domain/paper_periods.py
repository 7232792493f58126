"""When the entries of papers are in force, and that no two say the same thing differently on one day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any

from .paper_format import SHAPES, PaperUnfit, Problem, Shape, Table, entries


@dataclass(frozen=True, slots=True)
class Spell:
    """The days on which an entry is in force, both inclusive; `what` is the same for two that are about one thing."""

    what: tuple[Any, ...]
    file: str
    entry: str
    since: date
    until: date | None

    def meets(self, other: "Spell") -> bool:
        return (other.until is None or self.since <= other.until) and (
            self.until is None or other.since <= self.until
        )


def period(paper: Table, row: Table) -> tuple[date, date | None]:
    """An entry's own days within those of its paper."""
    since = max(paper["in_force_from"], row.get("in_force_from", paper["in_force_from"]))
    ends = [day for day in (paper.get("in_force_until"), row.get("in_force_until")) if day]
    return since, min(ends, default=None)


def check_periods(papers: Iterable[tuple[str, Table]]) -> None:
    """Of two versions of a paper, or of an entry, one ends before the other begins. Refusal: `PaperUnfit`."""
    spells = [spell for file, paper in papers for spell in _spells(file, paper)]
    for spell in spells:
        if spell.until is not None and spell.until < spell.since:
            raise PaperUnfit(spell.file, spell.entry, Problem.WRONG_VALUE, "in_force_until")
    by_what: dict[tuple[Any, ...], list[Spell]] = {}
    for spell in spells:
        by_what.setdefault(spell.what, []).append(spell)
    for same in by_what.values():
        for one, other in combinations(same, 2):
            if one.meets(other):
                raise PaperUnfit(other.file, other.entry, Problem.OVERLAP, f"{one.file} {one.entry}".strip())


def _spells(file: str, paper: Table) -> Iterator[Spell]:
    yield Spell(("paper", paper["number"]), file, "", *period(paper, {}))
    for table, name, row in entries(paper):
        for identity in _identities(SHAPES[table], row):
            yield Spell((paper["number"], table, identity), file, name, *period(paper, row))


def _identities(shape: Shape, row: Table) -> Iterable[tuple[Any, ...]]:
    """A list stands for each of its members: a cap for two programmes is one for either."""
    values = (row.get(key) for key in shape.identity)
    return product(*(value if isinstance(value, list) else [value] for value in values))
