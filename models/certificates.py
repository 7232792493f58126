"""Certificates, their numbers, and the keys that sign them."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.certificate_states import CertificateState

from .grading import Assessment
from .organizations import Organization
from .people import Person
from .secrecy import SealedField
from .training import Apprenticeship


class Certificate(Model):
    """证书. `snapshot` is what it says, frozen, `digest` binds it, `template` is the name and version that renders it.

    `kind` names a kind of policies/certificates.toml, `number` follows that kind's scheme, `code` is 128 random bits in
    22 characters. `status_index` is its bit in the status list. `ref` makes it once, whatever happens.
    """

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=40)
    number = fields.CharField(max_length=60, unique=True)
    code = fields.CharField(max_length=22, unique=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="certificates"
    )
    issuer: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="issued_certificates"
    )
    apprenticeship: fields.ForeignKeyNullableRelation[Apprenticeship] = fields.ForeignKeyField(
        "models.Apprenticeship", related_name="certificates", null=True
    )
    assessment: fields.ForeignKeyNullableRelation[Assessment] = fields.ForeignKeyField(
        "models.Assessment", related_name="certificates", null=True
    )
    snapshot: fields.JSONField[dict[str, object]] = fields.JSONField()
    digest = fields.CharField(max_length=64)
    template = fields.CharField(max_length=60)
    issued_on = fields.DateField()
    issued_at = fields.DatetimeField()
    issued_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="issues", null=True
    )
    # The last day on which it holds, open when empty.
    expires_on = fields.DateField(null=True)
    state = fields.CharEnumField(CertificateState, max_length=12, default=CertificateState.VALID)
    state_reason = fields.CharField(max_length=200, default="")
    state_at = fields.DatetimeField(null=True)
    state_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="decided_certificates", null=True
    )
    # The one that this one took the place of.
    replaces: fields.ForeignKeyNullableRelation["Certificate"] = fields.ForeignKeyField(
        "models.Certificate", related_name="replaced_by", null=True, unique=True
    )
    status_index = fields.IntField(unique=True)
    # The signed credential as VC-JWT and the key that signed it; empty until the first download needs it.
    credential = fields.TextField(default="")
    key_id = fields.CharField(max_length=64, default="")
    pdf_sha256 = fields.CharField(max_length=64, default="")
    ref = fields.CharField(max_length=200, unique=True)

    class Meta:
        table = "certificate"
        indexes = (
            Index(fields=("person_id",)),
            Index(fields=("apprenticeship_id",)),
            Index(fields=("assessment_id",)),
        )


class NumberSequence(Model):
    """The last number given out in a series, such as "PX-4404-2026". Raising it locks the series."""

    id = fields.IntField(primary_key=True)
    series = fields.CharField(max_length=80, unique=True)
    last_number = fields.IntField(default=0)

    class Meta:
        table = "number_sequence"


class SigningKey(Model):
    """An Ed25519 key. `private` is sealed, and empty once the key is retired for good.

    `purpose` is "credential" or "checkpoint". What a key signed before `retired_at` stays good, what it signed
    from `compromised_at` on does not.
    """

    id = fields.IntField(primary_key=True)
    kid = fields.CharField(max_length=64, unique=True)
    purpose = fields.CharField(max_length=20)
    public = fields.CharField(max_length=64)
    private = SealedField(default="")
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    compromised_at = fields.DatetimeField(null=True)

    class Meta:
        table = "signing_key"
        indexes = (Index(fields=("purpose", "retired_at")),)
