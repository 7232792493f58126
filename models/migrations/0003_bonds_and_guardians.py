from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.bonds import BondState
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0002_notices_and_deadlines')]

    initial = False

    operations = [
        ops.CreateModel(
            name='BondProposal',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('apprenticeship', fields.ForeignKeyField('models.Apprenticeship', source_field='apprenticeship_id', db_constraint=True, to_field='id', related_name='bond_proposals', on_delete=OnDelete.CASCADE)),
                ('mentor', fields.ForeignKeyField('models.Person', source_field='mentor_id', db_constraint=True, to_field='id', related_name='bond_proposals', on_delete=OnDelete.CASCADE)),
                ('state', fields.CharEnumField(default=BondState.PROPOSED, description='PROPOSED: proposed\nACCEPTED: accepted\nDECLINED: declined', enum_type=BondState, max_length=12)),
                ('round', fields.SmallIntField(default=1)),
                ('proposed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('decided_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'bond_proposal', 'app': 'models', 'unique_together': (('apprenticeship', 'mentor'),), 'indexes': [Index(fields=['mentor_id', 'state'])], 'pk_attr': 'id', 'table_description': '拜师: one row for each agreement and mentor, proposed anew after it has ended. `round` counts that.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='MentorCode',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('mentor', fields.ForeignKeyField('models.Person', source_field='mentor_id', unique=True, db_constraint=True, to_field='id', related_name='mentor_codes', on_delete=OnDelete.CASCADE)),
                ('code', fields.CharField(unique=True, max_length=8)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('url', fields.CharField(default='', max_length=300)),
                ('url_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'mentor_code', 'app': 'models', 'pk_attr': 'id', 'table_description': "What a mentor's QR says, one for each. `url` is what its picture holds until `url_until`."},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Person',
            name='guardian',
            field=fields.CharField(default='', db_default='', max_length=50),
        ),
        ops.AddField(
            model_name='Person',
            name='guardian_consented_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name='Person',
            index=Index(fields=['name']),
        ),
    ]

