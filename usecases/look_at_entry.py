"""One entry's thread, as its apprentice reads it: every revision, decision and dispute, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.clock import local_day
from domain.differences import Difference
from domain.entries import Decision, EntryStatus
from domain.roles import Actor, Role
from models.statement import Statement

from .add_photo import room_for_pictures
from .class_teachers import school_confirms
from .dispute_hours import DISPUTE_FROM
from .entry_facts import instant_of
from .entry_history import Happened, Revision, TakenBack, earlier_revisions, withdrawn
from .evidence_of import Piece, evidence_of
from .own_entry import OwnEntry, own_entry
from .press_mentor import PRESS_FROM, pressed_today, waiting_days
from .training_of import Mentor, mentors_on


@dataclass(frozen=True, slots=True)
class Written:
    """A revision and what changed in it: nothing, where it took back a confirmation (`undone`)."""

    at: datetime
    revision: int
    changes: tuple[Difference, ...]
    undone: TakenBack | None


@dataclass(frozen=True, slots=True)
class Decided:
    at: datetime
    decision: Decision
    signer: str
    role: Role
    reason: str


@dataclass(frozen=True, slots=True)
class Discussed:
    """A dispute; `settlement` is empty while nobody has answered."""

    at: datetime
    reason: str
    settlement: str


# A withdrawal is the last of all.
Step = Written | Decided | Discussed | Happened


@dataclass(frozen=True, slots=True)
class Thread:
    """`may` names what the apprentice can do now: withdraw, amend, press, dispute, add a picture.

    `pressed_at`: when the apprentice did so today.

    The `mentors` may confirm it, and where `school` a teacher.
    """

    entry: OwnEntry
    steps: tuple[Step, ...]
    mentors: tuple[Mentor, ...]
    school: bool
    waited: int
    evidence: tuple[Piece, ...]
    may: frozenset[str]
    pressed_at: datetime | None


_DECISIONS = Statement(
    """
    SELECT revision, decision, signer_name, signer_role, reason, decided_at FROM confirmation
    WHERE entry_id = $1 ORDER BY revision
    """
)
_DISPUTES = Statement(
    "SELECT revision, reason, opened_at, settlement FROM dispute WHERE entry_id = $1 ORDER BY revision"
)


async def look_at_entry(actor: Actor, number: int, *, now: datetime) -> Thread:
    """Refusal: `NoSuchEntry`, also for the entries of others."""
    entry = await own_entry(actor.person_id, number)
    today = local_day(now)
    steps: list[Step] = [
        *_written(entry, await earlier_revisions(entry)),
        *(_decided(row) for row in await _DECISIONS.rows(entry.entry_id)),
    ]
    if end := await withdrawn(entry):
        steps.append(end)
    evidence = await evidence_of(entry.entry_id)
    disputes = await _DISPUTES.rows(entry.entry_id)
    steps += [_discussed(row) for row in disputes]
    pressed_at = await pressed_today(entry, today)
    disputed = any(row["revision"] == entry.revision for row in disputes)
    done = {name for name, is_done in (("press", pressed_at), ("dispute", disputed)) if is_done}
    return Thread(
        entry,
        tuple(sorted(steps, key=lambda step: step.at)),
        tuple(await mentors_on(entry.apprenticeship_id, entry.day, today)),
        await school_confirms(entry.apprenticeship_id, entry.category),
        waiting_days(entry, today),
        evidence,
        _may(entry, waiting_days(entry, today), len(evidence)) - done,
        pressed_at,
    )


def _written(entry: OwnEntry, earlier: Sequence[Revision]) -> list[Written]:
    """The revisions before, and the entry as it stands."""
    later = [Written(one.replaced_at, one.revision + 1, one.changes, one.undone) for one in earlier]
    return [Written(entry.entered_at, 1, (), None), *later]


def _decided(row: Mapping[str, Any]) -> Decided:
    return Decided(
        instant_of(row["decided_at"]),
        Decision(row["decision"]),
        row["signer_name"],
        Role(row["signer_role"]),
        row["reason"],
    )


def _discussed(row: Mapping[str, Any]) -> Discussed:
    return Discussed(instant_of(row["opened_at"]), row["reason"], row["settlement"])


def _may(entry: OwnEntry, waited: int, pieces: int) -> frozenset[str]:
    waits, returned = entry.status is EntryStatus.SUBMITTED, entry.status is EntryStatus.RETURNED
    allowed = {
        "withdraw": waits or returned,
        "amend": entry.status is not EntryStatus.WITHDRAWN,
        "press": waits and waited >= PRESS_FROM,
        "photo": room_for_pictures(entry, pieces) > 0,
        "dispute": returned or (waits and waited >= DISPUTE_FROM),
    }
    # A reversing entry is an administrator's word.
    return frozenset(name for name, can in allowed.items() if can and entry.minutes > 0)
