"""A teacher, or a public training base, opens a lesson that its class attends by scanning, and closes it."""

from datetime import datetime

from domain.audit import Event
from domain.form_refusals import FieldUnreadable
from domain.hours import CONTENT_LENGTH, PLACE_LENGTH
from domain.hours_refusals import TooLongText, Unstorable
from domain.lessons import Lesson, check_lesson
from domain.roles import Actor
from domain.stored_text import UNSTORABLE
from domain.teaching import LESSON_CATEGORIES
from models.audit import AuditEntry
from models.statement import Insert, Statement
from models.transaction import atomic

from .held_lesson import held_lesson
from .lesson_hosts import host_at

_INSERT = Insert(
    "lesson",
    "organization_id",
    "opened_by_id",
    "role",
    "category",
    "day",
    "starts",
    "ends",
    "place",
    "content",
    "opened_at",
    "ref",
    on_conflict="ON CONFLICT (ref) DO NOTHING",
)
_BY_REF = Statement("SELECT id FROM lesson WHERE ref = $1")
_CLOSE = Statement("UPDATE lesson SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL")


async def open_lesson(actor: Actor, organization_id: int, lesson: Lesson, *, ref: str, now: datetime) -> int:
    """The number of the new lesson; the same `ref` again opens no other.

    Refusals: `OnlyHosts`, `FieldUnreadable`, `TooLongText`, `Unstorable`, `TimesUnfit`, `DayUnfit`.
    """
    host = await host_at(actor, organization_id)
    _check(lesson)
    check_lesson(lesson, now)
    async with atomic():
        new = await _INSERT.row(
            organization_id=organization_id,
            opened_by_id=actor.person_id,
            role=str(host.role),
            category=lesson.category,
            day=lesson.day,
            starts=lesson.starts,
            ends=lesson.ends,
            place=lesson.place,
            content=lesson.content,
            opened_at=now,
            ref=ref,
        )
        if new is None:
            return int((await _BY_REF.row(ref) or {"id": 0})["id"])
        after = {"organization": organization_id, "role": str(host.role), "category": lesson.category}
        await AuditEntry.record(actor, Event.LESSON_OPENED, f"lesson:{new}", now=now, after=after)
    return new


def _check(lesson: Lesson) -> None:
    if lesson.category not in LESSON_CATEGORIES:
        raise FieldUnreadable("category")
    for field, text, most in (
        ("content", lesson.content, CONTENT_LENGTH),
        ("place", lesson.place, PLACE_LENGTH),
    ):
        if len(text) > most:
            raise TooLongText(field, len(text), most)
        if UNSTORABLE.search(text):
            raise Unstorable(field)


async def close_lesson(actor: Actor, lesson_id: int, *, now: datetime) -> None:
    """Nobody scans it any more; closing twice is closing once. Refusal: `NoSuchLesson`."""
    await held_lesson(actor, lesson_id)
    async with atomic():
        if await _CLOSE.run(lesson_id, now):
            await AuditEntry.record(actor, Event.LESSON_CLOSED, f"lesson:{lesson_id}", now=now)
