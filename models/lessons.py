"""Lessons of a school or a public training base, and who was there."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.roles import Role

from .hours import HoursEntry
from .organizations import Organization
from .people import Person


class Lesson(Model):
    """课堂: what everybody who scans its code has done. `starts` and `ends` are minutes after midnight of `day`.

    `role` is that in which whoever opened it vouches for the hours.
    """

    id = fields.BigIntField(primary_key=True)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="lessons"
    )
    opened_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="lessons"
    )
    role = fields.CharEnumField(Role, max_length=20)
    category = fields.CharField(max_length=20)
    day = fields.DateField()
    starts = fields.SmallIntField()
    ends = fields.SmallIntField()
    place = fields.CharField(max_length=100, default="")
    content = fields.TextField()
    opened_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    ref = fields.CharField(max_length=200, unique=True)

    class Meta:
        table = "lesson"
        indexes = (Index(fields=("opened_by_id",)),)


class Attendance(Model):
    """课堂签到: one person in one lesson, and the entry that came of it. Struck out, the entry is reversed."""

    id = fields.BigIntField(primary_key=True)
    lesson: fields.ForeignKeyRelation[Lesson] = fields.ForeignKeyField(
        "models.Lesson", related_name="attendances"
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="attendances"
    )
    entry: fields.ForeignKeyRelation[HoursEntry] = fields.ForeignKeyField(
        "models.HoursEntry", related_name="attendances", unique=True
    )
    attended_at = fields.DatetimeField()
    struck_at = fields.DatetimeField(null=True)
    struck_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="struck_attendances", null=True
    )
    struck_reason = fields.CharField(max_length=200, default="")

    class Meta:
        table = "attendance"
        unique_together = (("lesson", "person"),)


class ClassTaught(Model):
    """In `month`, given by its first day, this teacher decided on hours of the class or held a lesson for it."""

    id = fields.BigIntField(primary_key=True)
    school: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="classes_taught"
    )
    occupation = fields.CharField(max_length=50)
    starts_on = fields.DateField()
    teacher: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="classes_taught"
    )
    month = fields.DateField()

    class Meta:
        table = "class_taught"
        unique_together = (("school", "occupation", "starts_on", "teacher", "month"),)
        indexes = (Index(fields=("teacher_id", "month")),)
