from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0022_classes_taught')]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name='Apprenticeship',
            name=None,
            fields=['school_id'],
        ),
        ops.AddIndex(
            model_name='Apprenticeship',
            index=Index(fields=['school_id', 'status', 'starts_on', 'occupation']),
        ),
        # Who of a class is behind in what the school teaches is known only when the hours of all have been summed up.
        ops.RunSQL(
            [
                "CREATE INDEX hours_entry_taught ON hours_entry (apprenticeship_id, status, minutes) WHERE category = 'theory'"
            ]
        ),
    ]
