"""Hours entries, their revisions, and what mentors decided about them."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.entries import Decision, EntryStatus

from .people import Person
from .training import Apprenticeship


class HoursEntry(Model):
    """学时记录: the newest revision of what an apprentice says was done.

    `number` (编号) counts from 1 for each person. `starts` and `ends` are minutes after midnight of
    `work_date`; `ends` is below `starts` when the span crosses midnight. `flags` are words of
    `domain.flags.Flag`, separated by spaces. Partial indexes, which only migrations can name, find the same
    `words_digest` where there is one, and sum up the theory of a class.
    """

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="entries"
    )
    number = fields.IntField()
    apprenticeship: fields.ForeignKeyRelation[Apprenticeship] = fields.ForeignKeyField(
        "models.Apprenticeship", related_name="entries"
    )
    work_date = fields.DateField()
    entered_at = fields.DatetimeField()
    # When the mentor's waiting began: the entry's time, or that of the newest revision.
    waiting_since = fields.DatetimeField()
    minutes = fields.IntField()
    starts = fields.SmallIntField(null=True)
    ends = fields.SmallIntField(null=True)
    category = fields.CharField(max_length=20)
    place = fields.CharField(max_length=100, default="")
    content = fields.TextField()
    late_reason = fields.CharField(max_length=200, default="")
    flags = fields.CharField(max_length=100, default="")
    words_digest = fields.CharField(max_length=32, default="")
    status = fields.CharEnumField(EntryStatus, max_length=12, default=EntryStatus.SUBMITTED)
    revision = fields.SmallIntField(default=1)
    reverses: fields.ForeignKeyNullableRelation["HoursEntry"] = fields.ForeignKeyField(
        "models.HoursEntry", related_name="reversals", null=True
    )
    ref = fields.CharField(max_length=200, unique=True)

    class Meta:
        table = "hours_entry"
        unique_together = (("person", "number"),)
        indexes = (
            Index(fields=("person_id", "work_date")),
            Index(fields=("apprenticeship_id", "status", "waiting_since")),
        )


class EntryRevision(Model):
    """What an entry said before it was amended, kept for good."""

    id = fields.BigIntField(primary_key=True)
    entry: fields.ForeignKeyRelation[HoursEntry] = fields.ForeignKeyField(
        "models.HoursEntry", related_name="revisions"
    )
    revision = fields.SmallIntField()
    status = fields.CharEnumField(EntryStatus, max_length=12)
    facts: fields.JSONField[dict[str, object]] = fields.JSONField()
    replaced_at = fields.DatetimeField()

    class Meta:
        table = "entry_revision"
        unique_together = (("entry", "revision"),)


class Confirmation(Model):
    """What a mentor decided about one revision. The digest binds it to the content signed.

    Name, role, employer and grade of the signer are frozen as of signing.
    """

    id = fields.BigIntField(primary_key=True)
    entry: fields.ForeignKeyRelation[HoursEntry] = fields.ForeignKeyField(
        "models.HoursEntry", related_name="confirmations"
    )
    revision = fields.SmallIntField()
    decision = fields.CharEnumField(Decision, max_length=12)
    digest = fields.CharField(max_length=64)
    reason = fields.CharField(max_length=200, default="")
    signer: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="signatures"
    )
    signer_name = fields.CharField(max_length=50)
    signer_role = fields.CharField(max_length=20)
    signer_employer = fields.CharField(max_length=100, default="")
    signer_grade = fields.SmallIntField(null=True)
    # The mentor for whom a deputy signed ("A 代 B").
    on_behalf_of: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="signatures_by_deputy", null=True
    )
    batch = fields.CharField(max_length=200)
    decided_at = fields.DatetimeField()

    class Meta:
        table = "confirmation"
        unique_together = (("entry", "revision"),)


class ClosedWeek(Model):
    """本周无训练: zero hours with a reason, so that forgetting and not working are told apart."""

    id = fields.BigIntField(primary_key=True)
    apprenticeship: fields.ForeignKeyRelation[Apprenticeship] = fields.ForeignKeyField(
        "models.Apprenticeship", related_name="closed_weeks"
    )
    monday = fields.DateField()
    reason = fields.CharField(max_length=200)
    closed_at = fields.DatetimeField()

    class Meta:
        table = "closed_week"
        unique_together = (("apprenticeship", "monday"),)


class Evidence(Model):
    """A picture or film that belongs to an entry, by the platform's MediaId.

    The platform forgets its media after 3 days, so the file is fetched soon after: `file` is its name in the
    evidence folder, `sha256` what its content was.
    """

    id = fields.BigIntField(primary_key=True)
    entry: fields.ForeignKeyRelation[HoursEntry] = fields.ForeignKeyField(
        "models.HoursEntry", related_name="evidence"
    )
    kind = fields.CharField(max_length=12)
    media_id = fields.CharField(max_length=200)
    received_at = fields.DatetimeField()
    file = fields.CharField(max_length=80, default="")
    sha256 = fields.CharField(max_length=64, default="")
    next_try_at = fields.DatetimeField(null=True)
    problem = fields.CharField(max_length=100, default="")

    class Meta:
        table = "evidence"
        unique_together = (("entry", "media_id"),)
        indexes = (Index(fields=("next_try_at",)),)


class Nudge(Model):
    """催办: an apprentice pressed once that day."""

    id = fields.BigIntField(primary_key=True)
    entry: fields.ForeignKeyRelation[HoursEntry] = fields.ForeignKeyField(
        "models.HoursEntry", related_name="nudges"
    )
    day = fields.DateField()

    class Meta:
        table = "nudge"
        unique_together = (("entry", "day"),)


class Dispute(Model):
    """申诉: an apprentice asks the administrator to look at one revision. `settlement` is what was said to it.

    A partial index, which only migrations can name, holds those that nobody has settled.
    """

    id = fields.BigIntField(primary_key=True)
    entry: fields.ForeignKeyRelation[HoursEntry] = fields.ForeignKeyField(
        "models.HoursEntry", related_name="disputes"
    )
    revision = fields.SmallIntField()
    reason = fields.CharField(max_length=200)
    opened_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)
    settled_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="settled_disputes", null=True
    )
    settlement = fields.CharField(max_length=200, default="", db_default="")

    class Meta:
        table = "dispute"
        unique_together = (("entry", "revision"),)
