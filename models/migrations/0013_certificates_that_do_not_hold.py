from tortoise import migrations
from tortoise.migrations import operations as ops

class Migration(migrations.Migration):
    dependencies = [('models', '0012_grade_names')]

    initial = False

    operations = [
        ops.RunSQL(
            [
                # A status list is computed whenever it is asked for, from the few that are not valid.
                "CREATE INDEX certificate_not_valid ON certificate (status_index) WHERE state <> 'valid'",
            ]
        ),
    ]
