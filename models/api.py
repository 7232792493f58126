"""The mini-program's door: who is signed in, with which tokens, and what was answered to which write."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from .people import Identity, Person


class ApiSession(Model):
    """One sign-in: a family of tokens. It holds as long as its account is bound to its person, unless it was ended."""

    id = fields.IntField(primary_key=True)
    identity: fields.ForeignKeyRelation[Identity] = fields.ForeignKeyField(
        "models.Identity", related_name="api_sessions"
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="api_sessions"
    )
    begun_at = fields.DatetimeField()
    # With the newest refresh token.
    ends_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    # "logout", "unbound" or "reused".
    ended_because = fields.CharField(max_length=10, default="")

    class Meta:
        table = "api_session"
        indexes = (Index(fields=("identity_id",)), Index(fields=("person_id",)), Index(fields=("ends_at",)))


class ApiTokens(Model):
    """A pair of bearer tokens, of which only SHA-256 digests are kept. `used_at`: the refresh token was exchanged."""

    id = fields.BigIntField(primary_key=True)
    session: fields.ForeignKeyRelation[ApiSession] = fields.ForeignKeyField(
        "models.ApiSession", related_name="tokens"
    )
    access_digest = fields.CharField(max_length=64, unique=True)
    access_until = fields.DatetimeField()
    refresh_digest = fields.CharField(max_length=64, unique=True)
    refresh_until = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_tokens"
        indexes = (Index(fields=("session_id",)), Index(fields=("refresh_until",)))


class ApiAnswer(Model):
    """What was answered to one write, kept 7 days so that sending it again has no second effect."""

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="api_answers"
    )
    key = fields.CharField(max_length=100)
    # SHA-256 of method, path and body.
    request_digest = fields.CharField(max_length=64)
    status = fields.SmallIntField(null=True)
    answer = fields.TextField(null=True)
    answered_at = fields.DatetimeField()

    class Meta:
        table = "api_answer"
        unique_together = (("person", "key"),)
        indexes = (Index(fields=("answered_at",)),)
