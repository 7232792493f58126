from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops
from domain.grading import AssessmentState
from tortoise import fields


class DescribeField(ops.AlterField):
    """The column stays as it is; SQLite would make the table anew, and its children would go with the old one."""

    async def database_forward(self, *told: Any, **named: Any) -> None:
        return

    async def database_backward(self, *told: Any, **named: Any) -> None:
        return


class Migration(migrations.Migration):
    dependencies = [('models', '0013_certificates_that_do_not_hold')]

    initial = False

    operations = [
        DescribeField(
            model_name='Assessment',
            name='state',
            field=fields.CharEnumField(default=AssessmentState.PLANNED, description='PLANNED: planned\nPASSED: passed\nFAILED: failed\nCANCELLED: cancelled\nVOIDED: voided', enum_type=AssessmentState, max_length=12),
        ),
        ops.AddField(
            model_name='Assessment',
            name='voided_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Assessment',
            name='voided_reason',
            field=fields.CharField(default='', db_default='', max_length=200),
        ),
    ]
