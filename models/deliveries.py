"""The outbox, the channels it goes through, what has fired, and the platform's token."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.deliveries import Channel, DeliveryState, Priority

from .notices import Notice
from .people import Identity, Person
from .statement import Insert, to_json


class Delivery(Model):
    """一条外发消息: committed with its cause, sent later, ended once.

    `kind` and `facts` are what texts/notices.py needs to write it; `key` makes it unique. `due_at` is the end of
    the lease while it is being sent. `crashes`: leases that ended without a word. Six partial indexes, which only
    migrations can name, hold what waits (by priority, by notice, after a crash, by the end of the lease), what the
    platform has given an id, and the dead.
    """

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=200, unique=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="deliveries"
    )
    kind = fields.CharField(max_length=40)
    facts: fields.JSONField[dict[str, object]] = fields.JSONField()
    notice: fields.ForeignKeyNullableRelation[Notice] = fields.ForeignKeyField(
        "models.Notice", related_name="deliveries", null=True
    )
    urgent = fields.BooleanField(default=False)
    priority = fields.SmallIntField(default=int(Priority.DIRECT), db_default=int(Priority.DIRECT))
    created_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(null=True)
    state = fields.CharEnumField(DeliveryState, max_length=12, default=DeliveryState.WAITING)
    attempts = fields.SmallIntField(default=0)
    crashes = fields.SmallIntField(default=0, db_default=0)
    channel = fields.CharField(max_length=20, default="")
    outcome = fields.CharField(max_length=200, default="")
    ended_at = fields.DatetimeField(null=True)
    platform_id = fields.CharField(max_length=40, default="")
    received_at = fields.DatetimeField(null=True)
    seen_at = fields.DatetimeField(null=True)

    class Meta:
        table = "delivery"
        indexes = (Index(fields=("person_id", "id")),)

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
        priority: Priority = Priority.DIRECT,
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
            priority=int(priority),
            created_at=now,
            due_at=due_at or now,
            expires_at=expires_at,
            state=str(DeliveryState.WAITING),
            attempts=0,
            crashes=0,
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
    "priority",
    "created_at",
    "due_at",
    "expires_at",
    "state",
    "attempts",
    "crashes",
    "channel",
    "outcome",
    "platform_id",
    on_conflict="ON CONFLICT (key) DO NOTHING",
)


class ChannelState(Model):
    """What all processes know of a channel: closed for everybody until when and why, and its token bucket.

    `tokens` messages may go at once; the bucket was last filled at `filled_at`.
    """

    id = fields.IntField(primary_key=True)
    app = fields.CharField(max_length=32)
    channel = fields.CharEnumField(Channel, max_length=12)
    closed_until = fields.DatetimeField(null=True)
    why = fields.CharField(max_length=200, default="")
    tokens = fields.FloatField(default=0.0)
    filled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "channel_state"
        unique_together = (("app", "channel"),)


class ChannelBar(Model):
    """The platform refused this account on this channel, until the person does something again."""

    id = fields.BigIntField(primary_key=True)
    identity: fields.ForeignKeyRelation[Identity] = fields.ForeignKeyField(
        "models.Identity", related_name="bars"
    )
    channel = fields.CharEnumField(Channel, max_length=12)
    since = fields.DatetimeField()
    why = fields.CharField(max_length=200, default="")

    class Meta:
        table = "channel_bar"
        unique_together = (("identity", "channel"),)


class Consent(Model):
    """订阅: how many subscription messages of one template a person still allows. A long-term one is not counted."""

    id = fields.BigIntField(primary_key=True)
    identity: fields.ForeignKeyRelation[Identity] = fields.ForeignKeyField(
        "models.Identity", related_name="consents"
    )
    template_id = fields.CharField(max_length=64)
    remaining = fields.IntField(default=0)
    long_term = fields.BooleanField(default=False)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "consent"
        unique_together = (("identity", "template_id"),)


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
