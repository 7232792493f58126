from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.roles import Role
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0019_reissued_once')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Lesson',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('organization', fields.ForeignKeyField('models.Organization', source_field='organization_id', db_constraint=True, to_field='id', related_name='lessons', on_delete=OnDelete.CASCADE)),
                ('opened_by', fields.ForeignKeyField('models.Person', source_field='opened_by_id', db_constraint=True, to_field='id', related_name='lessons', on_delete=OnDelete.CASCADE)),
                ('role', fields.CharEnumField(description='APPRENTICE: apprentice\nMENTOR: mentor\nTEACHER: teacher\nADMINISTRATOR: administrator', enum_type=Role, max_length=20)),
                ('category', fields.CharField(max_length=20)),
                ('day', fields.DateField()),
                ('starts', fields.SmallIntField()),
                ('ends', fields.SmallIntField()),
                ('place', fields.CharField(default='', max_length=100)),
                ('content', fields.TextField(unique=False)),
                ('opened_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ref', fields.CharField(unique=True, max_length=200)),
            ],
            options={'table': 'lesson', 'app': 'models', 'indexes': [Index(fields=['opened_by_id'])], 'pk_attr': 'id', 'table_description': '课堂: what everybody who scans its code has done. `starts` and `ends` are minutes after midnight of `day`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Attendance',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('lesson', fields.ForeignKeyField('models.Lesson', source_field='lesson_id', db_constraint=True, to_field='id', related_name='attendances', on_delete=OnDelete.CASCADE)),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='attendances', on_delete=OnDelete.CASCADE)),
                ('entry', fields.ForeignKeyField('models.HoursEntry', source_field='entry_id', unique=True, db_constraint=True, to_field='id', related_name='attendances', on_delete=OnDelete.CASCADE)),
                ('attended_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('struck_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('struck_by', fields.ForeignKeyField('models.Person', source_field='struck_by_id', null=True, db_constraint=True, to_field='id', related_name='struck_attendances', on_delete=OnDelete.CASCADE)),
                ('struck_reason', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'attendance', 'app': 'models', 'unique_together': (('lesson', 'person'),), 'pk_attr': 'id', 'table_description': '课堂签到: one person in one lesson, and the entry that came of it. Struck out, the entry is reversed.'},
            bases=['Model'],
        ),
    ]
