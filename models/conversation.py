"""What WeChat told us, what we answered, and where a conversation stands."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class InboundMessage(Model):
    """One message or event and its answer, kept 7 days so that a retry gets the same answer.

    `key` is (appid, openid, MsgId) for messages and (appid, openid, CreateTime, Event, what tells
    two events of a second apart) for events. `opens_window` says which customer-message allowance
    it opened: "message", "event" or "".
    """

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=300, unique=True)
    openid = fields.CharField(max_length=64)
    kind = fields.CharField(max_length=40)
    opens_window = fields.CharField(max_length=8, default="")
    received_at = fields.DatetimeField()
    answer = fields.TextField(null=True)

    class Meta:
        table = "inbound_message"
        indexes = (Index(fields=("openid", "received_at")),)


class Dialog(Model):
    """An open question to one openid, and the numbered list it last saw."""

    id = fields.IntField(primary_key=True)
    app = fields.CharField(max_length=32)
    openid = fields.CharField(max_length=64)
    question = fields.CharField(max_length=40, default="")
    facts: fields.JSONField[dict[str, object]] = fields.JSONField(default=dict)
    expires_at = fields.DatetimeField(null=True)
    # The queue as this mentor saw it: [[entry id, revision, opened], …]; "确认 1" means its first line.
    queue: fields.JSONField[list[list[int]]] = fields.JSONField(default=list)

    class Meta:
        table = "dialog"
        unique_together = (("app", "openid"),)
