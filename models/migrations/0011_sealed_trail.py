from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from models.migration_steps import OnPostgres, TriggersOnSqlite

APPEND_ONLY = ("audit_entry", "audit_seal")
# Those that may hold rows older than the sealed trail; entries themselves are sealed in their order.
DESCRIBED = """
    organization training_plan plan_item person role_held apprenticeship mentorship deputyship bond_proposal
    hours_entry entry_revision confirmation closed_week evidence dispute notice deadline assessment
    assessment_item assessor frozen_hours grade_record certificate signing_key
"""
REFUSE = """
CREATE FUNCTION refuse_rewriting() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END
$$ LANGUAGE plpgsql
"""


def on_sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def on_postgres(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} FOR EACH {what} EXECUTE FUNCTION refuse_rewriting()"
        for name, verb, what in (("kept", "UPDATE OR DELETE", "ROW"), ("whole", "TRUNCATE", "STATEMENT"))
    ]


class Migration(migrations.Migration):
    dependencies = [("models", "0010_reversing_entries")]

    initial = False

    operations = [
        ops.AddField(model_name="AuditEntry", name="witness", field=fields.JSONField(null=True)),
        ops.AddField(
            model_name="AuditEntry",
            name="tag",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
        ops.CreateModel(
            name="AuditSeal",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("entry_id", fields.BigIntField(unique=True)),
                ("leaf", fields.CharField(max_length=64)),
                ("chain", fields.CharField(max_length=64)),
            ],
            options={
                "table": "audit_seal",
                "app": "models",
                "pk_attr": "id",
                "table_description": "Append-only. `id` is the position: it counts from 1 without a gap, "
                "in the order of sealing.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TrailStart",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("name", fields.CharField(unique=True, max_length=40)),
                ("reached", fields.BigIntField(default=0)),
                ("upto", fields.BigIntField(default=0)),
            ],
            options={
                "table": "trail_start",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A table whose rows up to `upto` may be older than the sealed trail, "
                "and how far they have got witnesses since.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(
            [
                f"INSERT INTO trail_start (name, reached, upto) SELECT '{table}', 0, max(id) FROM {table} "  # nosec B608
                "HAVING count(*) > 0"
                for table in DESCRIBED.split()
            ]
        ),
        TriggersOnSqlite([sql for table in APPEND_ONLY for sql in on_sqlite(table)]),
        OnPostgres([REFUSE, *(sql for table in APPEND_ONLY for sql in on_postgres(table))]),
    ]
