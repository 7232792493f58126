from tortoise import migrations
from tortoise.migrations import operations as ops

# Each certificate is read together with the one that took its place, of which there is one at most.
REPLACES = "CREATE UNIQUE INDEX certificate_replaces ON certificate (replaces_id) WHERE replaces_id IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("models", "0018_dead_messages")]

    initial = False

    operations = [ops.RunSQL([REPLACES])]
