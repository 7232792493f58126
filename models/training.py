"""Agreements: who is trained by whom, for which grade, under which plan."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.programmes import ApprenticeshipStatus, Programme

from .organizations import Organization
from .people import Person


class TrainingPlan(Model):
    """培养方案. Requirements stand in its items, in minutes."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=100, unique=True)
    lesson_minutes = fields.SmallIntField(default=45)

    class Meta:
        table = "training_plan"


class PlanItem(Model):
    id = fields.IntField(primary_key=True)
    plan: fields.ForeignKeyRelation[TrainingPlan] = fields.ForeignKeyField(
        "models.TrainingPlan", related_name="items"
    )
    category = fields.CharField(max_length=20)
    minutes = fields.IntField()

    class Meta:
        table = "plan_item"
        unique_together = (("plan", "category"),)


class Apprenticeship(Model):
    """学徒培养协议: one person, one programme, one agreement."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="apprenticeships"
    )
    programme = fields.CharEnumField(Programme, max_length=30)
    employer: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="apprenticeships"
    )
    school: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="students", null=True
    )
    occupation = fields.CharField(max_length=50)
    target_grade = fields.SmallIntField()
    starts_on = fields.DateField()
    ends_on = fields.DateField()
    # None where nobody said.
    signed_on = fields.DateField(null=True)
    plan: fields.ForeignKeyRelation[TrainingPlan] = fields.ForeignKeyField(
        "models.TrainingPlan", related_name="apprenticeships"
    )
    status = fields.CharEnumField(ApprenticeshipStatus, max_length=12, default=ApprenticeshipStatus.ACTIVE)

    class Meta:
        table = "apprenticeship"
        unique_together = (("person", "programme", "employer", "starts_on"),)
        indexes = (
            Index(fields=("employer_id",)),
            Index(fields=("school_id", "status", "starts_on", "occupation")),
        )


class Mentorship(Model):
    """A mentor of an apprenticeship from a day on. `until` is the last day, open when empty."""

    id = fields.IntField(primary_key=True)
    apprenticeship: fields.ForeignKeyRelation[Apprenticeship] = fields.ForeignKeyField(
        "models.Apprenticeship", related_name="mentorships"
    )
    mentor: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="mentorships"
    )
    since = fields.DateField()
    until = fields.DateField(null=True)

    class Meta:
        table = "mentorship"
        unique_together = (("apprenticeship", "mentor", "since"),)
        indexes = (Index(fields=("mentor_id",)),)


class Deputyship(Model):
    """代理: from `since` to `until`, both included, the deputy may act for the mentor."""

    id = fields.IntField(primary_key=True)
    mentor: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="deputies"
    )
    deputy: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="deputises_for"
    )
    since = fields.DateField()
    until = fields.DateField()
    ended_at = fields.DatetimeField(null=True)
    ref = fields.CharField(max_length=200, unique=True)

    class Meta:
        table = "deputyship"
        indexes = (Index(fields=("deputy_id", "until")), Index(fields=("mentor_id", "until")))
