"""Grades that persons hold, and the assessments that led to them."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.grading import AssessmentKind, AssessmentState, GradeWay

from .hours import HoursEntry
from .organizations import Organization
from .people import Person
from .training import Apprenticeship


class Assessment(Model):
    """评价: planned, then sat, then passed or failed. A second chance is another `attempt`.

    `score` is in hundredths of a point, 10000 the most. When it is decided, the confirmed minutes by category are
    frozen in `minutes`, the entries behind them in `FrozenHours`, and `hours_digest` binds both. A voided result
    keeps all of this and counts no longer.
    """

    id = fields.BigIntField(primary_key=True)
    apprenticeship: fields.ForeignKeyRelation[Apprenticeship] = fields.ForeignKeyField(
        "models.Apprenticeship", related_name="assessments"
    )
    kind = fields.CharEnumField(AssessmentKind, max_length=12)
    # Numbers the rows of its kind, voided ones too; which try it was is counted (usecases/assessed_training.py).
    attempt = fields.SmallIntField(default=1)
    # Which grade is assessed; empty for a midterm.
    grade = fields.SmallIntField(null=True)
    state = fields.CharEnumField(AssessmentState, max_length=12, default=AssessmentState.PLANNED)
    planned_on = fields.DateField(null=True)
    sat_on = fields.DateField(null=True)
    score = fields.IntField(null=True)
    reasons = fields.CharField(max_length=500, default="")
    remarks = fields.CharField(max_length=500, default="")
    # 评价机构 where one assesses; else the employer does (自主评价).
    body: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="assessments", null=True
    )
    minutes: fields.JSONField[dict[str, int] | None] = fields.JSONField(null=True)
    hours_digest = fields.CharField(max_length=64, default="")
    source = fields.CharField(max_length=200, default="")
    recorded_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="recorded_assessments", null=True
    )
    created_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)
    voided_at = fields.DatetimeField(null=True)
    voided_reason = fields.CharField(max_length=200, default="", db_default="")
    ref = fields.CharField(max_length=200, unique=True)

    class Meta:
        table = "assessment"
        unique_together = (("apprenticeship", "kind", "attempt"),)
        indexes = (Index(fields=("state", "kind")),)


class AssessmentItem(Model):
    """One item of an assessment. `weight` in percent, `score` in hundredths of a point."""

    id = fields.BigIntField(primary_key=True)
    assessment: fields.ForeignKeyRelation[Assessment] = fields.ForeignKeyField(
        "models.Assessment", related_name="items"
    )
    name = fields.CharField(max_length=50)
    weight = fields.SmallIntField()
    score = fields.IntField(null=True)

    class Meta:
        table = "assessment_item"
        unique_together = (("assessment", "name"),)


class Assessor(Model):
    """评价员 of one assessment, whose name and employer are frozen as of deciding."""

    id = fields.BigIntField(primary_key=True)
    assessment: fields.ForeignKeyRelation[Assessment] = fields.ForeignKeyField(
        "models.Assessment", related_name="assessors"
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="assesses"
    )
    name = fields.CharField(max_length=50)
    employer = fields.CharField(max_length=100, default="")

    class Meta:
        table = "assessor"
        unique_together = (("assessment", "person"),)
        indexes = (Index(fields=("person_id",)),)


class FrozenHours(Model):
    """An entry as it counted when an assessment was decided."""

    id = fields.BigIntField(primary_key=True)
    assessment: fields.ForeignKeyRelation[Assessment] = fields.ForeignKeyField(
        "models.Assessment", related_name="frozen_hours"
    )
    entry: fields.ForeignKeyRelation[HoursEntry] = fields.ForeignKeyField(
        "models.HoursEntry", related_name="frozen_in"
    )
    revision = fields.SmallIntField()
    category = fields.CharField(max_length=20)
    minutes = fields.IntField()

    class Meta:
        table = "frozen_hours"
        unique_together = (("assessment", "entry"),)
        indexes = (Index(fields=("entry_id",)),)


class GradeRecord(Model):
    """A grade that a person holds in an occupation: how it was reached, who decided, when, by which paper.

    `number` is that of a certificate made elsewhere. A record taken back keeps its row, with the reason.
    """

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="grade_records"
    )
    grade = fields.SmallIntField()
    # The level within the grade where the firm divides it, from 1 up.
    step = fields.SmallIntField(default=0, db_default=0)
    occupation = fields.CharField(max_length=50)
    way = fields.CharEnumField(GradeWay, max_length=20)
    decided_on = fields.DateField()
    decided_by: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="decided_grades", null=True
    )
    # The organization's name on that day, or that of one that is not in the service.
    decided_by_name = fields.CharField(max_length=100)
    source = fields.CharField(max_length=200, default="")
    number = fields.CharField(max_length=60, default="")
    assessment: fields.ForeignKeyNullableRelation[Assessment] = fields.ForeignKeyField(
        "models.Assessment", related_name="grade_records", null=True
    )
    recorded_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="recorded_grades", null=True
    )
    recorded_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)
    withdrawn_reason = fields.CharField(max_length=200, default="")
    ref = fields.CharField(max_length=200, unique=True)

    class Meta:
        table = "grade_record"
        indexes = (Index(fields=("person_id", "occupation")),)


class GradeName(Model):
    """A firm's own name for a grade. `step` 0 is the grade itself, from 1 up the levels within it, lowest first."""

    id = fields.IntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="grade_names"
    )
    grade = fields.SmallIntField()
    step = fields.SmallIntField(default=0)
    name = fields.CharField(max_length=30)

    class Meta:
        table = "grade_name"
        unique_together = (("organization", "grade", "step"), ("organization", "name"))
