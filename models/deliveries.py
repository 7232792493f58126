"""The outbox, what has fired, and the platform's token."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.deliveries import DeliveryState

from .people import Person
from .statement import Insert, to_json


class Delivery(Model):
    """一条外发消息: committed with its cause, sent later, ended once.

    `kind` and `facts` are what texts/notices.py needs to write it; `key` makes it unique.
    """

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=200, unique=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="deliveries"
    )
    kind = fields.CharField(max_length=40)
    facts: fields.JSONField[dict[str, object]] = fields.JSONField()
    urgent = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(null=True)
    state = fields.CharEnumField(DeliveryState, max_length=12, default=DeliveryState.WAITING)
    attempts = fields.SmallIntField(default=0)
    channel = fields.CharField(max_length=20, default="")
    outcome = fields.CharField(max_length=200, default="")
    ended_at = fields.DatetimeField(null=True)
    platform_id = fields.CharField(max_length=40, default="")
    seen_at = fields.DatetimeField(null=True)

    class Meta:
        table = "delivery"
        indexes = (
            Index(fields=("state", "due_at")),
            Index(fields=("person_id", "id")),
            Index(fields=("platform_id",)),
        )

    @classmethod
    async def enqueue(
        cls,
        person_id: int,
        kind: str,
        *,
        key: str,
        now: datetime,
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
        urgent: bool = False,
        **facts: Any,
    ) -> int | None:
        """Put a message into the outbox, in the transaction of its cause; its id, or None if the key is there.

        `facts` are what the notice `kind` in texts/notices.py says, as JSON values.
        """
        return await _INSERT.row(
            key=key,
            person_id=person_id,
            kind=kind,
            facts=to_json(facts),
            urgent=urgent,
            created_at=now,
            due_at=due_at or now,
            expires_at=expires_at,
            state=str(DeliveryState.WAITING),
            attempts=0,
            channel="",
            outcome="",
            platform_id="",
        )


_INSERT = Insert(
    "delivery",
    "key",
    "person_id",
    "kind",
    "facts",
    "urgent",
    "created_at",
    "due_at",
    "expires_at",
    "state",
    "attempts",
    "channel",
    "outcome",
    "platform_id",
    on_conflict="ON CONFLICT (key) DO NOTHING",
)


class Firing(Model):
    """A rule fired for a person on an occasion. The UNIQUE row is the truth about it."""

    id = fields.BigIntField(primary_key=True)
    rule = fields.CharField(max_length=40)
    occasion = fields.CharField(max_length=60)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="firings"
    )
    fired_at = fields.DatetimeField()

    class Meta:
        table = "firing"
        unique_together = (("rule", "occasion", "person"),)


class PlatformToken(Model):
    """The access token all processes share. `app` is the appid."""

    app = fields.CharField(max_length=32, primary_key=True)
    token = fields.TextField(default="")
    valid_until = fields.DatetimeField(null=True)
    # While one process fetches, the others wait for its row instead of fetching too.
    fetching_until = fields.DatetimeField(null=True)

    class Meta:
        table = "platform_token"
