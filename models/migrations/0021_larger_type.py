from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0020_lessons')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Person',
            name='larger_type',
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
