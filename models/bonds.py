"""A mentor's own QR, and the bonds that apprentices propose by it."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.bonds import BondState

from .people import Person
from .training import Apprenticeship


class MentorCode(Model):
    """What a mentor's QR says, one for each. `url` is what its picture holds until `url_until`."""

    id = fields.IntField(primary_key=True)
    mentor: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="mentor_codes", unique=True
    )
    code = fields.CharField(max_length=8, unique=True)
    created_at = fields.DatetimeField()
    url = fields.CharField(max_length=300, default="")
    url_until = fields.DatetimeField(null=True)

    class Meta:
        table = "mentor_code"


class BondProposal(Model):
    """拜师: one row for each agreement and mentor, proposed anew after it has ended. `round` counts that."""

    id = fields.IntField(primary_key=True)
    apprenticeship: fields.ForeignKeyRelation[Apprenticeship] = fields.ForeignKeyField(
        "models.Apprenticeship", related_name="bond_proposals"
    )
    mentor: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="bond_proposals"
    )
    state = fields.CharEnumField(BondState, max_length=12, default=BondState.PROPOSED)
    round = fields.SmallIntField(default=1)
    proposed_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        table = "bond_proposal"
        unique_together = (("apprenticeship", "mentor"),)
        indexes = (Index(fields=("mentor_id", "state")),)
