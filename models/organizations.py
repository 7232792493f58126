"""Who trains: chains of firms, schools and offices."""

from tortoise import fields
from tortoise.models import Model

from domain.organizations import OrganizationKind


class SkillChain(Model):
    """产业技能生态链: a leading firm and its members."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=100, unique=True)

    class Meta:
        table = "skill_chain"


class Organization(Model):
    """单位: one member of a chain, or an authority."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=100, unique=True)
    kind = fields.CharEnumField(OrganizationKind, max_length=20)
    chain: fields.ForeignKeyNullableRelation[SkillChain] = fields.ForeignKeyField(
        "models.SkillChain", related_name="members", null=True
    )
    credit_code = fields.CharField(max_length=18, default="")

    class Meta:
        table = "organization"
