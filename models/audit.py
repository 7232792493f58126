"""留痕: what was changed, by whom, through which door."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.audit import Event
from domain.canonical import canonical, instant
from domain.roles import Actor, Door
from domain.trail import NOTHING, content, stored_json

from .people import Person
from .secrecy import keyring
from .statement import Insert
from .witness import Digests, witness, witness_all

# Hexadecimal digits of a tag that are the nonce.
NONCE = 12
HEAD = ("at", "actor_id", "door", "event", "subject", "rule", "request")
ENTRY_COLUMNS = ", ".join(f"e.{name}" for name in ("id", *HEAD, "before", "after", "witness", "tag"))


@dataclass(frozen=True, slots=True)
class Change:
    """One of many changes that are recorded together. `gone` names rows that it took away, as "table:id"."""

    event: Event
    subject: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    gone: tuple[str, ...] = ()


class AuditEntry(Model):
    """Append-only. `actor` is empty when the timetable or an operator acted.

    `witness` holds the digests of the rows that the change wrote, by "table:id", and `tag` what only this service
    can make of the whole entry. Both are empty in entries older than the sealed trail.
    """

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    actor: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="audit_entries", null=True
    )
    door = fields.CharField(max_length=20)
    event = fields.CharField(max_length=40)
    subject = fields.CharField(max_length=60)
    before: fields.JSONField[dict[str, object] | None] = fields.JSONField(null=True)
    after: fields.JSONField[dict[str, object] | None] = fields.JSONField(null=True)
    rule = fields.CharField(max_length=100, default="")
    request = fields.CharField(max_length=64, default="")
    witness: fields.JSONField[dict[str, str] | None] = fields.JSONField(null=True)
    tag = fields.CharField(max_length=64, default="", db_default="")

    class Meta:
        table = "audit_entry"
        indexes = (Index(fields=("subject",)),)

    @classmethod
    async def record(
        cls,
        actor: Actor | Door,
        event: Event,
        subject: str,
        *,
        now: datetime,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        rule: str = "",
        gone: Sequence[str] = (),
        beside: Digests | None = None,
    ) -> None:
        """Write one change in the transaction that makes it, after its rows are written.

        `subject` is like "hours_entry:128"; `gone` names rows that the change took away, `beside` holds
        digests of rows that only the caller knows to belong to it.
        """
        change = Change(event, subject, before, after)
        digests = await witness(event, subject, gone) | (beside or {})
        await _INSERT.one(**_columns(actor, change, digests, rule, now))

    @classmethod
    async def record_all(cls, actor: Actor | Door, changes: Sequence[Change], *, now: datetime) -> None:
        """Write changes in their order, as `record` does; for hundreds at a time."""
        if not changes:
            return
        found = await witness_all([(change.event, change.subject, change.gone) for change in changes])
        told = zip(changes, found, strict=True)
        await cls.bulk_create(cls(**_columns(actor, change, digests, "", now)) for change, digests in told)


def _columns(
    actor: Actor | Door, change: Change, digests: Digests, rule: str, now: datetime
) -> dict[str, Any]:
    """The columns of an entry, JSON as text."""
    person = actor if isinstance(actor, Actor) else None
    columns = {
        "at": now,
        "actor_id": person.person_id if person else None,
        "door": str(person.door if person else actor),
        "event": str(change.event),
        "subject": change.subject,
        "before": _text(change.before),
        "after": _text(change.after),
        "rule": rule,
        "request": person.request if person else "",
        "witness": canonical(digests) if digests else None,
    }
    return {**columns, "tag": new_tag(said(columns))}


def said(columns: dict[str, Any]) -> str:
    """What an entry's hashes cover, of columns as they are written."""
    head = [columns[name] for name in HEAD]
    before, after, digests = columns["before"], columns["after"], columns["witness"]
    return content([instant(head[0]), *head[1:]], before or NOTHING, after or NOTHING, digests or NOTHING)


def said_in_row(row: Sequence[Any]) -> str:
    """The same of columns as either database returns them, in the order of `ENTRY_COLUMNS` from `at` to `witness`."""
    at, *head = row[:7]
    return content([instant(at), *head], *map(stored_json, row[7:]))


def said_as_stored(row: Sequence[Any]) -> str | None:
    """The same where JSON stands as it was written, which it does on SQLite; None where that isn't sure without
    reading it."""
    at, actor, door, event, subject, rule, request, before, after, digests = row
    for value in (before, after, digests):
        if value is not None and not _is_plain(value):
            return None
    head = [instant(at), actor, door, event, subject, rule, request]
    return content(head, before or NOTHING, after or NOTHING, digests or NOTHING)


def _is_plain(value: Any) -> bool:
    """An object that can't hold the end of one column and the beginning of the next: both would give one text."""
    return isinstance(value, str) and value[:1] == "{" and value[-1:] == "}" and "}," not in value


def new_tag(text: str) -> str:
    """A nonce, so that no two entries have the same, and what only this service can make of both."""
    # It needn't be a secret, only another one each time, and asking the system takes longer than all the rest.
    return _tag(f"{random.getrandbits(NONCE * 4):0{NONCE}x}", text)  # nosec B311


def is_tag(tag: str, text: str) -> bool:
    """Under the newest key or an earlier one."""
    made = tag[NONCE:]
    # Nobody measures from outside how long this takes.
    return any(each[NONCE:] == made for each in keyring().tags((tag[:NONCE] + text).encode()))


def _tag(nonce: str, text: str) -> str:
    return nonce + keyring().tag((nonce + text).encode())[NONCE:]


def _text(value: dict[str, Any] | None) -> str | None:
    return canonical(value) if value is not None else None


_INSERT = Insert(
    "audit_entry",
    "at",
    "actor_id",
    "door",
    "event",
    "subject",
    "before",
    "after",
    "rule",
    "request",
    "witness",
    "tag",
)
