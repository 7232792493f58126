"""Entries of hours as the API says them. Minutes throughout; instants are UTC, days are Shanghai's."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from domain.claims import DAY_MINUTES, Claim, stretch
from domain.differences import Difference
from domain.entries import Decision, EntryStatus
from domain.flags import Flag
from domain.hours import CONTENT_LENGTH, PLACE_LENGTH, REASON_LENGTH
from domain.roles import Role
from usecases.amend_hours import Change, Version

from .photo_models import Photo
from .schema import Answer, Asked, MinuteOfDay, Number, Text

# How much of it may be recorded, the rules of hours say.
Minutes = Annotated[int, Field(ge=1, le=DAY_MINUTES)]
Category = Annotated[Text, Field(min_length=1, max_length=20)]
Content = Annotated[Text, Field(min_length=1, max_length=CONTENT_LENGTH)]
Place = Annotated[Text, Field(max_length=PLACE_LENGTH)]
Reason = Annotated[Text, Field(max_length=REASON_LENGTH)]


class NewHours(Asked):
    """What was done. `starts` and `ends` come together; an `ends` not after `starts` lies on the next day."""

    day: date
    minutes: Minutes
    category: Category
    content: Content
    starts: MinuteOfDay | None = None
    ends: MinuteOfDay | None = None
    place: Place = ""
    reason: Reason = ""
    # Meant once more, though the same was said a moment ago.
    again: bool = False

    @model_validator(mode="after")
    def _fits(self) -> Self:
        _check_span(self.minutes, self.starts, self.ends)
        return self

    def claim(self, ref: str) -> Claim:
        return Claim(**self.model_dump(exclude={"again"}), ref=ref)


class Seen(Asked):
    """The version of the entry that was on the screen."""

    revision: Annotated[int, Field(ge=1, le=32767)]
    status: EntryStatus

    def version(self) -> Version:
        return Version(self.revision, self.status)


class HoursChange(Asked):
    """What to write instead; what is left out stays. `starts` and `ends` come with `minutes`."""

    version: Seen
    day: date | None = None
    minutes: Minutes | None = None
    category: Category | None = None
    content: Content | None = None
    starts: MinuteOfDay | None = None
    ends: MinuteOfDay | None = None
    place: Place | None = None
    reason: Reason | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        _check_span(self.minutes, self.starts, self.ends)
        return self

    def change(self) -> Change:
        return Change(**self.model_dump(exclude={"version"}))


def _check_span(minutes: int | None, starts: int | None, ends: int | None) -> None:
    span = stretch(starts, ends)
    if (starts is None) is not (ends is None):
        raise ValueError("half a span")
    if span and (minutes is None or minutes > span[1] - span[0]):
        raise ValueError("more than the span, or no minutes with it")


class Room(Answer):
    """Minutes on that day so far, and those that the caps still allow."""

    day_total: int
    left: int


class Confirmer(Answer):
    """Who confirms, and who stands in today."""

    name: str
    deputy_name: str | None


class Work(Answer):
    """What was done, and when. `starts` and `ends` are minutes after midnight; both or none are there."""

    day: date
    minutes: int
    starts: int | None
    ends: int | None
    category: str
    place: str
    content: str


class Logged(Work):
    """An entry right after it was written; `twice`: it had been a moment before, and nothing more was recorded."""

    number: int
    flags: list[Flag]
    lesson_minutes: int
    room: Room
    mentors: list[Confirmer]
    school: bool
    twice: bool


class Entry(Work):
    """An own entry as it stands. `revision` and `status` are the version that an edit names."""

    number: int
    revision: int
    status: EntryStatus
    late_reason: str
    flags: list[Flag]
    entered_at: datetime
    waiting_since: datetime


class Changed(Answer):
    """One field before and after."""

    field: str
    before: str | int | None
    after: str | int | None

    @classmethod
    def of(cls, one: Difference) -> Self:
        return cls.model_validate(one)


class RevisionLine(Answer):
    revision: int
    status: EntryStatus
    facts: Mapping[str, Any]
    replaced_at: datetime
    changes: list[Changed]
    # Who took back the confirmation of this revision, whereupon the same words waited again.
    undone_by: str


class Withdrawal(Answer):
    at: datetime
    by: str


class SignatureLine(Answer):
    revision: int
    decision: Decision
    reason: str
    signer: str
    role: Role
    instead_of: str
    decided_at: datetime


class DisputeLine(Answer):
    revision: int
    reason: str
    opened_at: datetime
    settled_at: datetime | None
    settled_by: str
    settlement: str


class Thread(Answer):
    """All of an entry, the oldest first; `evidence` counts its `photos`, and it takes `room` more of them."""

    entry: Entry
    revisions: list[RevisionLine]
    signatures: list[SignatureLine]
    disputes: list[DisputeLine]
    evidence: int
    photos: list[Photo]
    room: int
    mentors: list[Confirmer]
    school: bool
    withdrawn: Withdrawal | None


class Cursor(Asked):
    """`cursor` is the `next` of the page before; without one the first page comes."""

    cursor: Number | None = None


class EntryPage(Answer):
    """Newest first; `next` is null on the last page. Minutes of this week by state, and all that wait."""

    entries: list[Entry]
    next: int | None
    week_confirmed: int
    week_waiting: int
    waiting: int
    # Whose minutes a reversing entry takes back, by its own number.
    reversed: dict[int, int]
