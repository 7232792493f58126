from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0014_voided_assessments')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ApiAnswer',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='api_answers', on_delete=OnDelete.CASCADE)),
                ('key', fields.CharField(max_length=100)),
                ('request_digest', fields.CharField(max_length=64)),
                ('status', fields.SmallIntField(null=True)),
                ('answer', fields.TextField(null=True, unique=False)),
                ('answered_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'api_answer', 'app': 'models', 'unique_together': (('person', 'key'),), 'indexes': [Index(fields=['answered_at'])], 'pk_attr': 'id', 'table_description': 'What was answered to one write, kept 7 days so that sending it again has no second effect.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ApiSession',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('identity', fields.ForeignKeyField('models.Identity', source_field='identity_id', db_constraint=True, to_field='id', related_name='api_sessions', on_delete=OnDelete.CASCADE)),
                ('person', fields.ForeignKeyField('models.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='api_sessions', on_delete=OnDelete.CASCADE)),
                ('begun_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_because', fields.CharField(default='', max_length=10)),
            ],
            options={'table': 'api_session', 'app': 'models', 'indexes': [Index(fields=['identity_id']), Index(fields=['person_id']), Index(fields=['ends_at'])], 'pk_attr': 'id', 'table_description': 'One sign-in: a family of tokens. It holds as long as its account is bound to its person, unless it was ended.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ApiTokens',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('session', fields.ForeignKeyField('models.ApiSession', source_field='session_id', db_constraint=True, to_field='id', related_name='tokens', on_delete=OnDelete.CASCADE)),
                ('access_digest', fields.CharField(unique=True, max_length=64)),
                ('access_until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('refresh_digest', fields.CharField(unique=True, max_length=64)),
                ('refresh_until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'api_tokens', 'app': 'models', 'indexes': [Index(fields=['session_id']), Index(fields=['refresh_until'])], 'pk_attr': 'id', 'table_description': 'A pair of bearer tokens, of which only SHA-256 digests are kept. `used_at`: the refresh token was exchanged.'},
            bases=['Model'],
        ),
        ops.AddIndex(
            model_name='Identity',
            index=Index(fields=['unionid']),
        ),
    ]
