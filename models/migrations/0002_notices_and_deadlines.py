from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from domain.deadlines import DeadlineKind, DeadlineState
from domain.deliveries import Channel
from domain.notices import NoticeState
from models.migration_steps import OnPostgres, OnSqlite
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0001_first_schema')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ChannelBar',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('identity', fields.ForeignKeyField('models.Identity', source_field='identity_id', db_constraint=True, to_field='id', related_name='bars', on_delete=OnDelete.CASCADE)),
                ('channel', fields.CharEnumField(description='CUSTOMER: customer\nTEMPLATE: template\nSUBSCRIBE: subscribe\nMINI: mini\nMASS: mass\nINBOX: inbox', enum_type=Channel, max_length=12)),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('why', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'channel_bar', 'app': 'models', 'unique_together': (('identity', 'channel'),), 'pk_attr': 'id', 'table_description': 'The platform refused this account on this channel, until the person does something again.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ChannelState',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('app', fields.CharField(max_length=32)),
                ('channel', fields.CharEnumField(description='CUSTOMER: customer\nTEMPLATE: template\nSUBSCRIBE: subscribe\nMINI: mini\nMASS: mass\nINBOX: inbox', enum_type=Channel, max_length=12)),
                ('closed_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('why', fields.CharField(default='', max_length=200)),
                ('tokens', fields.FloatField(default=0.0)),
                ('filled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'channel_state', 'app': 'models', 'unique_together': (('app', 'channel'),), 'pk_attr': 'id', 'table_description': 'What all processes know of a channel: closed for everybody until when and why, and its token bucket.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Consent',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('identity', fields.ForeignKeyField('models.Identity', source_field='identity_id', db_constraint=True, to_field='id', related_name='consents', on_delete=OnDelete.CASCADE)),
                ('template_id', fields.CharField(max_length=64)),
                ('remaining', fields.IntField(default=0)),
                ('long_term', fields.BooleanField(default=False)),
                ('updated_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'consent', 'app': 'models', 'unique_together': (('identity', 'template_id'),), 'pk_attr': 'id', 'table_description': '订阅: how many subscription messages of one template a person still allows. A long-term one is not counted.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Deadline',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='AGREEMENT_TO_SIGN: agreement_to_sign\nMIDTERM: midterm\nFINAL: final\nAGREEMENT_END: agreement_end\nAPPLICATION: application\nCERTIFICATE_EXPIRY: certificate_expiry\nPOLICY_EXPIRY: policy_expiry\nOWN: own', enum_type=DeadlineKind, max_length=30)),
                ('subject', fields.CharField(max_length=80)),
                ('day', fields.DateField()),
                ('title', fields.CharField(default='', max_length=60)),
                ('todo', fields.CharField(default='', max_length=200)),
                ('source', fields.CharField(default='', max_length=120)),
                ('apprenticeship', fields.ForeignKeyField('models.Apprenticeship', source_field='apprenticeship_id', null=True, db_constraint=True, to_field='id', related_name='deadlines', on_delete=OnDelete.CASCADE)),
                ('organization', fields.ForeignKeyField('models.Organization', source_field='organization_id', null=True, db_constraint=True, to_field='id', related_name='deadlines', on_delete=OnDelete.CASCADE)),
                ('role', fields.CharField(default='', max_length=20)),
                ('author', fields.ForeignKeyField('models.Person', source_field='author_id', null=True, db_constraint=True, to_field='id', related_name='deadlines', on_delete=OnDelete.CASCADE)),
                ('state', fields.CharEnumField(default=DeadlineState.OPEN, description='OPEN: open\nDONE: done\nCANCELLED: cancelled', enum_type=DeadlineState, max_length=12)),
                ('revision', fields.SmallIntField(default=1)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('closed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'deadline', 'app': 'models', 'unique_together': (('kind', 'subject'),), 'indexes': [Index(fields=['state', 'day']), Index(fields=['apprenticeship_id'])], 'pk_attr': 'id', 'table_description': '期限. `subject` names what it belongs to, such as "apprenticeship:12": one deadline of a kind for each.'},
            bases=['Model'],
        ),
        ops.RemoveIndex(
            model_name='Delivery',
            name=None,
            fields=['state', 'due_at'],
        ),
        ops.AddField(
            model_name='Delivery',
            name='crashes',
            field=fields.SmallIntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Delivery',
            name='notice',
            field=fields.ForeignKeyField('models.Notice', source_field='notice_id', null=True, db_constraint=True, to_field='id', related_name='deliveries', on_delete=OnDelete.CASCADE),
        ),
        ops.AddField(
            model_name='Delivery',
            name='priority',
            field=fields.SmallIntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Delivery',
            name='received_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RemoveIndex(
            model_name='HoursEntry',
            name=None,
            fields=['status', 'waiting_since'],
        ),
        ops.RemoveIndex(
            model_name='HoursEntry',
            name=None,
            fields=['words_digest', 'work_date'],
        ),
        ops.AlterModelOptions(
            name='Notice',
            options={'table': 'notice', 'app': 'models', 'indexes': [Index(fields=['state'])], 'pk_attr': 'id', 'table_description': '政策通知. The audience is a role (empty = all) within an organization (empty = all the author may reach),'},
        ),
        ops.AlterField(
            model_name='Notice',
            name='state',
            field=fields.CharEnumField(default=NoticeState.DRAFT, description='DRAFT: draft\nPROPOSED: proposed\nSCHEDULED: scheduled\nSENDING: sending\nPAUSED: paused\nSENT: sent\nCANCELLED: cancelled', enum_type=NoticeState, max_length=12),
        ),
        ops.AddField(
            model_name='Notice',
            name='addressed_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Notice',
            name='addressed_to',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Notice',
            name='approved_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Notice',
            name='approver',
            field=fields.ForeignKeyField('models.Person', source_field='approver_id', null=True, db_constraint=True, to_field='id', related_name='notices_to_approve', on_delete=OnDelete.CASCADE),
        ),
        ops.AddField(
            model_name='Notice',
            name='audience_grade',
            field=fields.SmallIntField(null=True),
        ),
        ops.AddField(
            model_name='Notice',
            name='audience_occupation',
            field=fields.CharField(default='', db_default='', max_length=50),
        ),
        ops.AddField(
            model_name='Notice',
            name='audience_people',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Notice',
            name='audience_programme',
            field=fields.CharField(default='', db_default='', max_length=30),
        ),
        ops.AddField(
            model_name='Notice',
            name='corrects',
            field=fields.ForeignKeyField('models.Notice', source_field='corrects_id', null=True, db_constraint=True, to_field='id', related_name='corrections', on_delete=OnDelete.CASCADE),
        ),
        ops.AddField(
            model_name='Notice',
            name='recipients',
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name='Notice',
            name='scheduled_for',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name='Notice',
            index=Index(fields=['state']),
        ),
        ops.RunSQL(
            [
                "CREATE INDEX delivery_next ON delivery (priority, due_at, id) WHERE state = 'waiting' AND notice_id IS NULL",
                "CREATE INDEX delivery_leased ON delivery (due_at) WHERE state = 'sending'",
                "CREATE INDEX delivery_of_notice ON delivery (notice_id, state, due_at) WHERE notice_id IS NOT NULL",
                "CREATE INDEX receipt_read ON receipt (notice_id) WHERE read_at IS NOT NULL",
                "CREATE INDEX receipt_acknowledged ON receipt (notice_id) WHERE acknowledged_at IS NOT NULL",
                "CREATE INDEX hours_entry_words ON hours_entry (words_digest, work_date) WHERE words_digest <> ''",
            ]
        ),
        # Notices that went out before lanes were known: their messages find their lane by what they say.
        OnPostgres(
            "UPDATE delivery SET notice_id = (facts->>'notice')::int, priority = 3 WHERE kind = 'notice'"
        ),
        OnSqlite(
            "UPDATE delivery SET notice_id = json_extract(facts, '$.notice'), priority = 3 WHERE kind = 'notice'"
        ),
        ops.RunSQL(
            "UPDATE notice SET addressed_at = sent_at, "
            "recipients = (SELECT count(*) FROM receipt r WHERE r.notice_id = notice.id) WHERE sent_at IS NOT NULL"
        ),
        # Whoever waits for work hears of a new delivery when its cause is committed.
        OnPostgres(
            [
                "CREATE FUNCTION tell_outbox() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY outbox; RETURN NULL; END $$",
                "CREATE TRIGGER delivery_told AFTER INSERT ON delivery FOR EACH STATEMENT EXECUTE FUNCTION tell_outbox()",
            ]
        ),
    ]
