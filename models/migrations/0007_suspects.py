from tortoise import migrations
from tortoise.migrations import operations as ops

class Migration(migrations.Migration):
    dependencies = [('models', '0006_menus_by_role')]

    initial = False

    operations = [
        ops.RunSQL(
            [
                # What a process died with is taken one at a time, out of however many that wait.
                "CREATE INDEX delivery_suspect ON delivery (due_at, id) WHERE state = 'waiting' AND crashes > 0",
            ]
        ),
    ]
