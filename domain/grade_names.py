"""A firm's own names for the grades, and the levels into which it divides them.

粤人社规〔2022〕26号 二（三）2 lets a firm use other names and divide each grade further.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .errors import Refusal
from .grade_claims import HIGHEST

LONGEST_NAME = 30
# Beside letters, digits and punctuation of any script: what else stands on a certificate as it was written.
_ALSO = frozenset(" +·")
MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class GradeNaming:
    """`step` 0 is the grade itself, from 1 up a level within it. An empty name takes the firm's own name away."""

    grade: int
    step: int
    name: str

    @property
    def place(self) -> tuple[int, int]:
        return self.grade, self.step


@dataclass(eq=False)
class GradeNameUnfit(Refusal):
    """`line` counts from 1; `part` is what is wrong there: grade, step, name, characters, taken or twice."""

    code = "grades.name_unfit"
    line: int
    part: str
    value: str


@dataclass(frozen=True, slots=True)
class GradeNames:
    """A firm's names by grade and step."""

    names: Mapping[tuple[int, int], str]

    def name(self, grade: int, step: int = 0) -> str:
        """The firm's own name; of a level without one that of its grade; "" without either."""
        return self.names.get((grade, step), "") or self.names.get((grade, 0), "")

    def levels(self, grade: int) -> tuple[str, ...]:
        """Those within a grade, the lowest first."""
        return tuple(name for (of, step), name in sorted(self.names.items()) if of == grade and step)

    def place_of(self, name: str) -> tuple[int, int] | None:
        return next((place for place, known in self.names.items() if known == name), None)


def check_namings(namings: Sequence[GradeNaming], known: GradeNames, usual: Mapping[str, int]) -> GradeNames:
    """The firm's names after these. `usual` are the papers' names: none may be given to another grade.

    Refusal: `GradeNameUnfit`, for the first that does not fit.
    """
    names = dict(known.names)
    seen: set[tuple[int, int]] = set()
    for line, naming in enumerate(namings, 1):
        _check(line, naming, usual)
        if naming.place in seen:
            raise GradeNameUnfit(line, "twice", naming.name)
        seen.add(naming.place)
        names[naming.place] = naming.name
    kept = {place: name for place, name in names.items() if name}
    for line, naming in enumerate(namings, 1):
        if naming.name and list(kept.values()).count(naming.name) > 1:
            raise GradeNameUnfit(line, "taken", naming.name)
    return GradeNames(kept)


def _check(line: int, naming: GradeNaming, usual: Mapping[str, int]) -> None:
    if not 1 <= naming.grade <= HIGHEST:
        raise GradeNameUnfit(line, "grade", str(naming.grade))
    if not 0 <= naming.step <= MOST_STEPS:
        raise GradeNameUnfit(line, "step", str(naming.step))
    if len(naming.name) > LONGEST_NAME or naming.name != naming.name.strip():
        raise GradeNameUnfit(line, "name", printable(naming.name)[:LONGEST_NAME])
    if printable(naming.name) != naming.name:
        raise GradeNameUnfit(line, "characters", printable(naming.name))
    if usual.get(naming.name, naming.grade) != naming.grade:
        raise GradeNameUnfit(line, "taken", naming.name)


def printable(name: str) -> str:
    """Without pictures and what can't be seen, such as control characters."""
    return "".join(sign for sign in name if sign in _ALSO or unicodedata.category(sign)[0] in "LNP")


def names_of(rows: Iterable[tuple[int, int, str]]) -> GradeNames:
    """From grade, step and name."""
    return GradeNames({(grade, step): name for grade, step, name in rows})
