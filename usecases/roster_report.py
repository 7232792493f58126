"""What an import has done: counted, listed, and recorded in the trail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.audit import Event
from domain.roles import Actor, Door
from models import audit
from models.audit import AuditEntry

from .pieces import pieces

ORGANIZATION, PLAN, PERSON, APPRENTICESHIP, INVITATION = (
    "organization",
    "plan",
    "person",
    "apprenticeship",
    "invitation",
)
Fields = tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A row on file that changes: each field with its value before and after, as people know them."""

    kind: str
    name: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`counts` by kind are the created, changed and unchanged. `people` are the ids in the file's order."""

    counts: Mapping[str, tuple[int, int, int]]
    changes: tuple[Change, ...]
    people: tuple[int, ...]


@dataclass(slots=True)
class Ledger:
    """Filled while an import runs, written into the trail at its end."""

    by: Actor | Door
    now: datetime
    changes: list[Change] = field(default_factory=list)
    _counts: dict[str, list[int]] = field(
        default_factory=lambda: {
            k: [0, 0, 0] for k in (ORGANIZATION, PLAN, PERSON, APPRENTICESHIP, INVITATION)
        }
    )
    _trail: list[audit.Change] = field(default_factory=list)

    def created(self, kind: str, event: Event, row_id: int, after: dict[str, Any]) -> None:
        self._counts[kind][0] += 1
        values = {name: _plain(value) for name, value in after.items()}
        self._trail.append(audit.Change(event, _subject(kind, row_id), after=values))

    def changed(
        self, kind: str, event: Event, row_id: int, name: str, fields: Fields, gone: tuple[str, ...] = ()
    ) -> None:
        self._counts[kind][1] += 1
        self.changes.append(Change(kind, name, fields))
        before = {field: _plain(value) for field, value, _ in fields}
        after = {field: _plain(value) for field, _, value in fields}
        self._trail.append(audit.Change(event, _subject(kind, row_id), before, after, gone))

    def unchanged(self, kind: str, rows: int = 1) -> None:
        self._counts[kind][2] += rows

    async def write(self) -> None:
        """Into the trail, closed by the sums. An import that changes nothing leaves no trace."""
        if not self._trail:
            return
        async for piece in pieces(self._trail):
            await AuditEntry.record_all(self.by, piece, now=self.now)
        await AuditEntry.record(
            self.by, Event.ROSTER_IMPORTED, "roster", now=self.now, after=dict(self.counts())
        )

    def counts(self) -> dict[str, tuple[int, int, int]]:
        return {kind: (created, changed, same) for kind, (created, changed, same) in self._counts.items()}


def _subject(kind: str, row_id: int) -> str:
    """As the trail calls it: the plan's table is training_plan."""
    return f"{'training_plan' if kind == PLAN else kind}:{row_id}"


def _plain(value: Any) -> Any:
    """As a JSON value: days and the like by their names."""
    return value if isinstance(value, str | int | list | None) else str(value)
