from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0017_leaner_indexes")]

    initial = False

    operations = [
        ops.RunSQL(
            [
                # Few, and looked for among all there are.
                "CREATE INDEX delivery_dead ON delivery (id) WHERE state = 'dead'",
            ]
        ),
    ]
