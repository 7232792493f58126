from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.certificate_states import CertificateState
from domain.grading import AssessmentKind, AssessmentState, GradeWay
from json import dumps, loads
from models.secrecy import SealedField
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0007_suspects')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Assessment',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('apprenticeship', fields.ForeignKeyField('models.Apprenticeship', source_field='apprenticeship_id', db_constraint=True, to_field='id', related_name='assessments', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='MIDTERM: midterm\nFINAL: final\nGRADE: grade', enum_type=AssessmentKind, max_length=12)),
                ('attempt', fields.SmallIntField(default=1)),
                ('grade', fields.SmallIntField(null=True)),
                ('state', fields.CharEnumField(default=AssessmentState.PLANNED, description='PLANNED: planned\nPASSED: passed\nFAILED: failed\nCANCELLED: cancelled', enum_type=AssessmentState, max_length=12)),
                ('planned_on', fields.DateField(null=True)),
                ('sat_on', fields.DateField(null=True)),
                ('score', fields.IntField(null=True)),
                ('reasons', fields.CharField(default='', max_length=500)),
                ('remarks', fields.CharField(default='', max_length=500)),
                ('body', fields.ForeignKeyField('models.Organization', source_field='body_id', null=True, db_constraint=True, to_field='id', related_name='assessments', on_delete=OnDelete.CASCADE)),
                ('minutes', fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('hours_digest', fields.CharField(default='', max_length=64)),
                ('source', fields.CharField(default='', max_length=200)),
                ('recorded_by', fields.ForeignKeyField('models.Person', source_field='recorded_by_id', null=True, db_constraint=True, to_field='id', related_name='recorded_assessments', on_delete=OnDelete.CASCADE)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('decided_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ref', fields.CharField(unique=True, max_length=200)),
            ],
            options={'table': 'assessment', 'app': 'models', 'unique_together': (('apprenticeship', 'kind', 'attempt'),), 'indexes': [Index(fields=['state', 'kind'])], 'pk_attr': 'id', 'table_description': '评价: planned, then sat, then passed or failed. A second chance is another `attempt`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AssessmentItem',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('assessment', fields.ForeignKeyField('models.Assessment', source_field='assessment_id', db_constraint=True, to_field='id', related_name='items', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=50)),
                ('weight', fields.SmallIntField()),
                ('score', fields.IntField(null=True)),
            ],
            options={'table': 'assessment_item', 'app': 'models', 'unique_together': (('assessment', 'name'),), 'pk_attr': 'id', 'table_description': 'One item of an assessment. `weight` in percent, `score` in hundredths of a point.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Assessor',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('assessment', fields.ForeignKeyField('models.Assessment', source_field='assessment_id', db_constraint=True, to_field='id', related_name='assessors', on_delete=OnDelete.CASCADE)),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='assesses', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=50)),
                ('employer', fields.CharField(default='', max_length=100)),
            ],
            options={'table': 'assessor', 'app': 'models', 'unique_together': (('assessment', 'person'),), 'indexes': [Index(fields=['person_id'])], 'pk_attr': 'id', 'table_description': '评价员 of one assessment, whose name and employer are frozen as of deciding.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Certificate',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharField(max_length=40)),
                ('number', fields.CharField(unique=True, max_length=60)),
                ('code', fields.CharField(unique=True, max_length=22)),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='certificates', on_delete=OnDelete.CASCADE)),
                ('issuer', fields.ForeignKeyField('models.Organization', source_field='issuer_id', db_constraint=True, to_field='id', related_name='issued_certificates', on_delete=OnDelete.CASCADE)),
                ('apprenticeship', fields.ForeignKeyField('models.Apprenticeship', source_field='apprenticeship_id', null=True, db_constraint=True, to_field='id', related_name='certificates', on_delete=OnDelete.CASCADE)),
                ('assessment', fields.ForeignKeyField('models.Assessment', source_field='assessment_id', null=True, db_constraint=True, to_field='id', related_name='certificates', on_delete=OnDelete.CASCADE)),
                ('snapshot', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('digest', fields.CharField(max_length=64)),
                ('template', fields.CharField(max_length=60)),
                ('issued_on', fields.DateField()),
                ('issued_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('issued_by', fields.ForeignKeyField('models.Person', source_field='issued_by_id', null=True, db_constraint=True, to_field='id', related_name='issues', on_delete=OnDelete.CASCADE)),
                ('expires_on', fields.DateField(null=True)),
                ('state', fields.CharEnumField(default=CertificateState.VALID, description='VALID: valid\nSUSPENDED: suspended\nREVOKED: revoked\nREISSUED: reissued', enum_type=CertificateState, max_length=12)),
                ('state_reason', fields.CharField(default='', max_length=200)),
                ('state_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('state_by', fields.ForeignKeyField('models.Person', source_field='state_by_id', null=True, db_constraint=True, to_field='id', related_name='decided_certificates', on_delete=OnDelete.CASCADE)),
                ('replaces', fields.ForeignKeyField('models.Certificate', source_field='replaces_id', null=True, unique=True, db_constraint=True, to_field='id', related_name='replaced_by', on_delete=OnDelete.CASCADE)),
                ('status_index', fields.IntField(unique=True)),
                ('credential', fields.TextField(default='', unique=False)),
                ('key_id', fields.CharField(default='', max_length=64)),
                ('pdf_sha256', fields.CharField(default='', max_length=64)),
                ('ref', fields.CharField(unique=True, max_length=200)),
            ],
            options={'table': 'certificate', 'app': 'models', 'indexes': [Index(fields=['person_id']), Index(fields=['apprenticeship_id']), Index(fields=['assessment_id'])], 'pk_attr': 'id', 'table_description': '证书. `snapshot` is what it says, frozen, `digest` binds it, `template` is the name and version that renders it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FrozenHours',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('assessment', fields.ForeignKeyField('models.Assessment', source_field='assessment_id', db_constraint=True, to_field='id', related_name='frozen_hours', on_delete=OnDelete.CASCADE)),
                ('entry', fields.ForeignKeyField('models.HoursEntry', source_field='entry_id', db_constraint=True, to_field='id', related_name='frozen_in', on_delete=OnDelete.CASCADE)),
                ('revision', fields.SmallIntField()),
                ('category', fields.CharField(max_length=20)),
                ('minutes', fields.IntField()),
            ],
            options={'table': 'frozen_hours', 'app': 'models', 'unique_together': (('assessment', 'entry'),), 'indexes': [Index(fields=['entry_id'])], 'pk_attr': 'id', 'table_description': 'An entry as it counted when an assessment was decided.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='GradeRecord',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='grade_records', on_delete=OnDelete.CASCADE)),
                ('grade', fields.SmallIntField()),
                ('occupation', fields.CharField(max_length=50)),
                ('way', fields.CharEnumField(description='ASSESSMENT: assessment\nDIRECT: direct\nSTOCK: stock\nCONTEST: contest\nAPPOINTMENT: appointment', enum_type=GradeWay, max_length=20)),
                ('decided_on', fields.DateField()),
                ('decided_by', fields.ForeignKeyField('models.Organization', source_field='decided_by_id', null=True, db_constraint=True, to_field='id', related_name='decided_grades', on_delete=OnDelete.CASCADE)),
                ('decided_by_name', fields.CharField(max_length=100)),
                ('source', fields.CharField(default='', max_length=200)),
                ('number', fields.CharField(default='', max_length=60)),
                ('assessment', fields.ForeignKeyField('models.Assessment', source_field='assessment_id', null=True, db_constraint=True, to_field='id', related_name='grade_records', on_delete=OnDelete.CASCADE)),
                ('recorded_by', fields.ForeignKeyField('models.Person', source_field='recorded_by_id', null=True, db_constraint=True, to_field='id', related_name='recorded_grades', on_delete=OnDelete.CASCADE)),
                ('recorded_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('withdrawn_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('withdrawn_reason', fields.CharField(default='', max_length=200)),
                ('ref', fields.CharField(unique=True, max_length=200)),
            ],
            options={'table': 'grade_record', 'app': 'models', 'indexes': [Index(fields=['person_id', 'occupation'])], 'pk_attr': 'id', 'table_description': 'A grade that a person holds in an occupation: how it was reached, who decided, when, by which paper.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='NumberSequence',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('series', fields.CharField(unique=True, max_length=80)),
                ('last_number', fields.IntField(default=0)),
            ],
            options={'table': 'number_sequence', 'app': 'models', 'pk_attr': 'id', 'table_description': 'The last number given out in a series, such as "PX-4404-2026". Raising it locks the series.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SigningKey',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kid', fields.CharField(unique=True, max_length=64)),
                ('purpose', fields.CharField(max_length=20)),
                ('public', fields.CharField(max_length=64)),
                ('private', SealedField(default='', unique=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('retired_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('compromised_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'signing_key', 'app': 'models', 'indexes': [Index(fields=['purpose', 'retired_at'])], 'pk_attr': 'id', 'table_description': 'An Ed25519 key. `private` is sealed, and empty once the key is retired for good.'},
            bases=['Model'],
        ),
    ]
