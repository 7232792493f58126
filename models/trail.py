"""The seals of the trail: each committed entry has a position, a leaf of the tree and a link of the chain."""

from tortoise import fields
from tortoise.models import Model


class AuditSeal(Model):
    """Append-only. `id` is the position: it counts from 1 without a gap, in the order of sealing.

    `leaf` is the entry's leaf hash (RFC 6962), `chain` binds it to all before it. Both are 64 hexadecimal digits.
    """

    id = fields.BigIntField(primary_key=True)
    entry_id = fields.BigIntField(unique=True)
    leaf = fields.CharField(max_length=64)
    chain = fields.CharField(max_length=64)

    class Meta:
        table = "audit_seal"


class TrailStart(Model):
    """A table whose rows up to `upto` may be older than the sealed trail, and how far they have got witnesses since."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=40, unique=True)
    reached = fields.BigIntField(default=0)
    upto = fields.BigIntField(default=0)

    class Meta:
        table = "trail_start"
