"""Policy notices and who read them."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.notices import NoticeState

from .organizations import Organization
from .people import Person


class Notice(Model):
    """政策通知. The audience is a role (empty = all) within an organization (empty = all the author may reach),
    narrowed by programme, occupation, target grade or a list of persons' ids where these are given.

    `addressed_to` is the last person's id whose message is in the outbox; `addressed_at` says that all are.
    `corrects` is the notice that this one follows.
    """

    id = fields.IntField(primary_key=True)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="notices"
    )
    title = fields.CharField(max_length=60)
    body = fields.TextField()
    audience_role = fields.CharField(max_length=20, default="")
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="notices", null=True
    )
    audience_programme = fields.CharField(max_length=30, default="", db_default="")
    audience_occupation = fields.CharField(max_length=50, default="", db_default="")
    audience_grade = fields.SmallIntField(null=True)
    audience_people: fields.JSONField[list[int] | None] = fields.JSONField(null=True)
    needs_acknowledgement = fields.BooleanField(default=True)
    urgent = fields.BooleanField(default=False)
    state = fields.CharEnumField(NoticeState, max_length=12, default=NoticeState.DRAFT)
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    # Who may let it go; empty where the author may.
    approver: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="notices_to_approve", null=True
    )
    approved_at = fields.DatetimeField(null=True)
    scheduled_for = fields.DatetimeField(null=True)
    corrects: fields.ForeignKeyNullableRelation["Notice"] = fields.ForeignKeyField(
        "models.Notice", related_name="corrections", null=True
    )
    addressed_to = fields.IntField(default=0, db_default=0)
    addressed_at = fields.DatetimeField(null=True)
    recipients = fields.IntField(default=0, db_default=0)
    ref = fields.CharField(max_length=200, unique=True)

    class Meta:
        table = "notice"
        indexes = (Index(fields=("state",)),)


class Receipt(Model):
    """One recipient of a notice: `number` is the 编号 of 已阅, the notice's own id."""

    id = fields.BigIntField(primary_key=True)
    notice: fields.ForeignKeyRelation[Notice] = fields.ForeignKeyField(
        "models.Notice", related_name="receipts"
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="receipts"
    )
    read_at = fields.DatetimeField(null=True)
    acknowledged_at = fields.DatetimeField(null=True)

    class Meta:
        table = "receipt"
        unique_together = (("notice", "person"),)
        indexes = (Index(fields=("person_id",)),)
