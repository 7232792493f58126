from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0021_larger_type')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ClassTaught',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('school', fields.ForeignKeyField('models.Organization', source_field='school_id', db_constraint=True, to_field='id', related_name='classes_taught', on_delete=OnDelete.CASCADE)),
                ('occupation', fields.CharField(max_length=50)),
                ('starts_on', fields.DateField()),
                ('teacher', fields.ForeignKeyField('models.Person', source_field='teacher_id', db_constraint=True, to_field='id', related_name='classes_taught', on_delete=OnDelete.CASCADE)),
                ('month', fields.DateField()),
            ],
            options={'table': 'class_taught', 'app': 'models', 'unique_together': (('school', 'occupation', 'starts_on', 'teacher', 'month'),), 'indexes': [Index(fields=['teacher_id', 'month'])], 'pk_attr': 'id', 'table_description': 'In `month`, given by its first day, this teacher decided on hours of the class or held a lesson for it.'},
            bases=['Model'],
        ),
    ]
