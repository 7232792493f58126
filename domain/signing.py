"""Who may sign for hours, what a signature covers, and what stands in its way."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from .entries import Decision, EntryStatus
from .errors import Refusal
from .roles import Role
from .stored_text import UNSTORABLE

REASON_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Protected:
    """What a signature covers. Minutes; `starts` and `ends` are minutes after midnight."""

    person: int
    work_date: date
    minutes: int
    starts: int | None
    ends: int | None
    category: str
    place: str
    content: str
    revision: int


@dataclass(frozen=True, slots=True)
class Right:
    """By what a person decides: as mentor, deputy of the mentor `instead_of`, teacher or administrator."""

    role: Role
    instead_of: int | None = None
    instead_of_name: str = ""


class Obstacle(StrEnum):
    """Why a line of a batch wasn't decided."""

    DECIDED = "decided"
    AMENDED = "amended"
    MUST_OPEN = "must_open"
    WITHDRAWN = "withdrawn"


@dataclass(eq=False)
class OnlyMentors(Refusal):
    code = "signing.only_mentors"


@dataclass(eq=False)
class OwnHours(Refusal):
    """Nobody confirms the own hours."""

    code = "signing.own_hours"


@dataclass(eq=False)
class NotYours(Refusal):
    """No mentor of the entry's day, no deputy today, no teacher of what it is, no administrator; or no such entry."""

    code = "signing.not_yours"


@dataclass(eq=False)
class ReasonRequired(Refusal):
    """A return, and an administrator's decision, need a reason."""

    code = "signing.reason_required"


@dataclass(eq=False)
class ReasonTooLong(Refusal):
    code = "signing.reason_too_long"
    length: int
    most: int


def digest(content: Protected) -> str:
    """64 hexadecimal digits: SHA-256 over the fields as canonical JSON (RFC 8785) in UTF-8.

    Keys in alphabetical order, no blanks, the date as YYYY-MM-DD, an absent time as null.
    """
    fields = {**asdict(content), "work_date": content.work_date.isoformat()}
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def obstacle(
    decision: Decision,
    *,
    status: EntryStatus,
    revision: int,
    flagged: bool,
    seen_revision: int,
    opened: bool,
) -> Obstacle | None:
    """What keeps a line that was seen in one revision from being decided as it stands now."""
    if status is EntryStatus.WITHDRAWN:
        return Obstacle.WITHDRAWN
    if status is not EntryStatus.SUBMITTED:
        return Obstacle.DECIDED
    if revision != seen_revision:
        return Obstacle.AMENDED
    if decision is Decision.CONFIRMED and flagged and not opened:
        return Obstacle.MUST_OPEN
    return None


def check_right(right: Right | None, *, signer: int, apprentice: int) -> Right:
    """The right, or the refusal that says why there is none: `OwnHours`, `NotYours`."""
    if signer == apprentice:
        raise OwnHours
    if right is None:
        raise NotYours
    return right


def check_reason(reason: str) -> str:
    """The reason in one piece without blanks around it. Raises `ReasonRequired`, `ReasonTooLong`."""
    words = UNSTORABLE.sub("", reason).strip()
    if not any(sign.isprintable() and not sign.isspace() for sign in words):
        raise ReasonRequired
    if len(words) > REASON_LENGTH:
        raise ReasonTooLong(len(words), REASON_LENGTH)
    return words
