from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0009_mass_sends")]

    initial = False

    operations = [
        ops.RunSQL(
            [
                # An entry is reversed once. The few that reverse another are looked for beside every entry.
                "CREATE UNIQUE INDEX hours_entry_reverses ON hours_entry (reverses_id) WHERE reverses_id IS NOT NULL",
            ]
        ),
    ]
