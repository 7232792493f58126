from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0016_signing_days")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="Delivery", name=None, fields=["platform_id"]),
        # Most messages never get an id of the platform's, and none has one when it is written.
        ops.RunSQL(["CREATE INDEX delivery_platform ON delivery (platform_id) WHERE platform_id <> ''"]),
        ops.RemoveIndex(model_name="InboundMessage", name=None, fields=["received_at"]),
    ]
