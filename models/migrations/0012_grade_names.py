from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0011_sealed_trail')]

    initial = False

    operations = [
        ops.CreateModel(
            name='GradeName',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('organization', fields.ForeignKeyField('models.Organization', source_field='organization_id', db_constraint=True, to_field='id', related_name='grade_names', on_delete=OnDelete.CASCADE)),
                ('grade', fields.SmallIntField()),
                ('step', fields.SmallIntField(default=0)),
                ('name', fields.CharField(max_length=30)),
            ],
            options={'table': 'grade_name', 'app': 'models', 'unique_together': (('organization', 'grade', 'step'), ('organization', 'name')), 'pk_attr': 'id', 'table_description': "A firm's own name for a grade. `step` 0 is the grade itself, from 1 up the levels within it, lowest first."},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='GradeRecord',
            name='step',
            field=fields.SmallIntField(default=0, db_default=0),
        ),
    ]
