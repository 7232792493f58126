"""Deadlines: what, which day, for whom."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.deadlines import DeadlineKind, DeadlineState

from .organizations import Organization
from .people import Person
from .training import Apprenticeship


class Deadline(Model):
    """期限. `subject` names what it belongs to, such as "apprenticeship:12": one deadline of a kind for each.

    Of an apprenticeship it is for the people of that agreement; of an organization (an administrator's own) for
    those within it who hold `role` (empty = all). `source` is the paper and clause it comes from, `revision` counts
    how often it was moved, so that its steps count anew.
    """

    id = fields.IntField(primary_key=True)
    kind = fields.CharEnumField(DeadlineKind, max_length=30)
    subject = fields.CharField(max_length=80)
    day = fields.DateField()
    title = fields.CharField(max_length=60, default="")
    todo = fields.CharField(max_length=200, default="")
    source = fields.CharField(max_length=120, default="")
    apprenticeship: fields.ForeignKeyNullableRelation[Apprenticeship] = fields.ForeignKeyField(
        "models.Apprenticeship", related_name="deadlines", null=True
    )
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="deadlines", null=True
    )
    role = fields.CharField(max_length=20, default="")
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="deadlines", null=True
    )
    state = fields.CharEnumField(DeadlineState, max_length=12, default=DeadlineState.OPEN)
    revision = fields.SmallIntField(default=1)
    created_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "deadline"
        unique_together = (("kind", "subject"),)
        indexes = (Index(fields=("state", "day")), Index(fields=("apprenticeship_id",)))
