"""留痕: what was changed, by whom, through which door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.audit import Event
from domain.roles import Actor, Door

from .people import Person
from .statement import Insert, to_json


@dataclass(frozen=True, slots=True)
class Change:
    """One of many changes that are recorded together."""

    event: Event
    subject: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


class AuditEntry(Model):
    """Append-only. `actor` is empty when the timetable or an operator acted."""

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
    ) -> None:
        """Write one change in the transaction that makes it. `subject` is like "hours_entry:128"."""
        person = actor if isinstance(actor, Actor) else None
        await _INSERT.one(
            at=now,
            actor_id=person.person_id if person else None,
            door=str(person.door if person else actor),
            event=str(event),
            subject=subject,
            before=to_json(before) if before is not None else None,
            after=to_json(after) if after is not None else None,
            rule=rule,
            request=person.request if person else "",
        )

    @classmethod
    async def record_all(cls, actor: Actor | Door, changes: Sequence[Change], *, now: datetime) -> None:
        """Write changes in their order, as `record` does; for hundreds at a time."""
        person = actor if isinstance(actor, Actor) else None
        await cls.bulk_create(
            cls(
                at=now,
                actor_id=person.person_id if person else None,
                door=str(person.door if person else actor),
                event=str(change.event),
                subject=change.subject,
                before=change.before,
                after=change.after,
                request=person.request if person else "",
            )
            for change in changes
        )


_INSERT = Insert(
    "audit_entry", "at", "actor_id", "door", "event", "subject", "before", "after", "rule", "request"
)
