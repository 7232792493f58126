"""群发: the one call for all followers of a notice, and what the platform says became of it."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.mass_sends import MassState

from .notices import Notice


class MassSend(Model):
    """A notice that goes out by tag. The row is there from the draft on, and nothing happens before the notice goes.

    `due_at` is the next step's time, or while one is made the end of its lease. `turn` tells a lease from a later one.
    `reached_to` is the last person's id that the state at hand has gone through. `people` have the tag. `attempts`
    are calls, or failures in a row of calls about the tag. `left_at` is set once it may have gone out. `why` says
    what is unsure about that, or why it did not.
    """

    id = fields.IntField(primary_key=True)
    notice: fields.OneToOneRelation[Notice] = fields.OneToOneField("models.Notice", related_name="mass_send")
    state = fields.CharEnumField(MassState, max_length=12, default=MassState.TAGGING)
    client_id = fields.CharField(max_length=32)
    due_at = fields.DatetimeField()
    turn = fields.IntField(default=0)
    tag_id = fields.IntField(null=True)
    reached_to = fields.IntField(default=0)
    people = fields.IntField(default=0)
    attempts = fields.SmallIntField(default=0)
    first_called_at = fields.DatetimeField(null=True)
    left_at = fields.DatetimeField(null=True)
    msg_id = fields.CharField(max_length=40, default="")
    why = fields.CharField(max_length=200, default="")

    class Meta:
        table = "mass_send"
        indexes = (Index(fields=("state", "due_at")),)


class MassReceipt(Model):
    """MASSSENDJOBFINISH, kept by its msg_id because it may come before the answer to the call, or without one.

    Of the `total` that the tag held, the platform kept `filtered` after its filter. It doesn't say who was left out.
    """

    id = fields.IntField(primary_key=True)
    msg_id = fields.CharField(max_length=40, unique=True)
    status = fields.CharField(max_length=60)
    total = fields.IntField()
    filtered = fields.IntField()
    sent = fields.IntField()
    errors = fields.IntField()
    received_at = fields.DatetimeField()

    class Meta:
        table = "mass_receipt"
