from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.mass_sends import MassState
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0008_grading_and_certificates')]

    initial = False

    operations = [
        ops.CreateModel(
            name='MassReceipt',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('msg_id', fields.CharField(unique=True, max_length=40)),
                ('status', fields.CharField(max_length=60)),
                ('total', fields.IntField()),
                ('filtered', fields.IntField()),
                ('sent', fields.IntField()),
                ('errors', fields.IntField()),
                ('received_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'mass_receipt', 'app': 'models', 'pk_attr': 'id', 'table_description': 'MASSSENDJOBFINISH, kept by its msg_id because it may come before the answer to the call, or without one.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='MassSend',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('notice', fields.OneToOneField('models.Notice', source_field='notice_id', db_constraint=True, to_field='id', related_name='mass_send', on_delete=OnDelete.CASCADE)),
                ('state', fields.CharEnumField(default=MassState.TAGGING, description='TAGGING: tagging\nTAGGED: tagged\nCALLING: calling\nCALLED: called\nCLEARING: clearing\nDONE: done', enum_type=MassState, max_length=12)),
                ('client_id', fields.CharField(max_length=32)),
                ('due_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('turn', fields.IntField(default=0)),
                ('tag_id', fields.IntField(null=True)),
                ('reached_to', fields.IntField(default=0)),
                ('people', fields.IntField(default=0)),
                ('attempts', fields.SmallIntField(default=0)),
                ('first_called_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('left_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('msg_id', fields.CharField(default='', max_length=40)),
                ('why', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'mass_send', 'app': 'models', 'indexes': [Index(fields=['state', 'due_at'])], 'pk_attr': 'id', 'table_description': 'A notice that goes out by tag. The row is there from the draft on, and nothing happens before the notice goes.'},
            bases=['Model'],
        ),
    ]
