from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0003_bonds_and_guardians")]

    initial = False

    operations = [
        # Tortoise makes no constraint of a foreign key's `unique`.
        ops.RunSQL(["CREATE UNIQUE INDEX mentor_code_mentor ON mentor_code (mentor_id)"]),
    ]
