from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0005_disputes_settled')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Identity',
            name='menu',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='Identity',
            name='menu_due_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL(
            [
                # Those bound before are told to the platform as soon as the service runs.
                "UPDATE identity SET menu_due_at = '2000-01-01 00:00:00+00:00' WHERE person_id IS NOT NULL",
                "CREATE INDEX identity_menu_due ON identity (menu_due_at) WHERE menu_due_at IS NOT NULL",
            ]
        ),
    ]
