from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0004_one_code_a_mentor')]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name='Dispute',
            options={'table': 'dispute', 'app': 'models', 'unique_together': (('entry', 'revision'),), 'pk_attr': 'id', 'table_description': '申诉: an apprentice asks the administrator to look at one revision. `settlement` is what was said to it.'},
        ),
        ops.AddField(
            model_name='Dispute',
            name='settled_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Dispute',
            name='settled_by',
            field=fields.ForeignKeyField('models.Person', source_field='settled_by_id', null=True, db_constraint=True, to_field='id', related_name='settled_disputes', on_delete=OnDelete.CASCADE),
        ),
        ops.AddField(
            model_name='Dispute',
            name='settlement',
            field=fields.CharField(default='', db_default='', max_length=200),
        ),
        ops.RunSQL(["CREATE INDEX dispute_open ON dispute (id) WHERE settled_at IS NULL"]),
    ]
