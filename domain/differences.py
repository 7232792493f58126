"""What changed between two revisions of an entry."""

from collections.abc import Mapping
from dataclasses import dataclass

FIELDS = ("work_date", "minutes", "starts", "ends", "category", "place", "content")
AROUND = 6


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after, as JSON values of a revision's facts."""

    field: str
    before: object
    after: object


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Difference, ...]:
    """Every protected field whose value differs, in the order of `FIELDS`."""
    pairs = ((field, before.get(field), after.get(field)) for field in FIELDS)
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def changed_parts(before: str, after: str) -> tuple[str, str]:
    """Both texts without the long beginning and end they share; … stands for what was left out."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    return _cut(before, head, tail), _cut(after, head, tail)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (mine, its) in enumerate(pairs) if mine != its), min(len(one), len(other)))


def _cut(text: str, head: int, tail: int) -> str:
    first = max(head - AROUND, 0)
    last = min(len(text) - tail + AROUND, len(text))
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
