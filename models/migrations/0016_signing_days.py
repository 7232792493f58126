from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0015_the_mini_programs_door')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Apprenticeship',
            name='signed_on',
            field=fields.DateField(null=True),
        ),
    ]
