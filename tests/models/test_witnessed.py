"""Which columns the trail protects is decided for every column of a described table."""

import re

from tortoise import Tortoise
from tortoise.fields import BooleanField, DateField, DatetimeField, JSONField

from domain.tampering import Deed
from models.witnessed import BESIDE, TABLES, table_and_id
from texts.command_audit import DEEDS
from texts.command_audit import TABLES as NAMES

# Bookkeeping, copies, secrets at rest that a keyed hash stands for, and what has no entry when it changes.
LEFT_OUT = {
    "person": "phone id_number last_entry_number remind_at reminders_on reminders_paused_until larger_type",
    "identity": "unionid follows wrong_codes codes_locked_until menu menu_due_at consented_version consented_at",
    "deputyship": "ref",
    "lesson": "ref",
    "hours_entry": "waiting_since words_digest ref",
    "evidence": "next_try_at problem",
    "notice": "state sent_at approver_id scheduled_for addressed_to addressed_at recipients ref",
    "receipt": "read_at",
    "assessment": "ref",
    "grade_record": "ref",
    "certificate": "credential key_id pdf_sha256",
    "signing_key": "private",
}
KINDS = {DateField: "day", DatetimeField: "instant", JSONField: "json", BooleanField: "flag"}


async def test_every_column_is_protected_or_left_out_for_a_reason(database):
    tables = {model._meta.db_table: model for model in Tortoise.apps["models"].values()}
    for name, table in TABLES.items():
        columns = set(tables[name]._meta.fields_db_projection.values()) - {"id"}
        protected = {column for column, _ in table.columns}
        assert protected | set(LEFT_OUT.get(name, "").split()) == columns, name
        assert not protected & set(LEFT_OUT.get(name, "").split()), name


async def test_every_column_is_read_as_what_it_is(database):
    tables = {model._meta.db_table: model for model in Tortoise.apps["models"].values()}
    for name, table in TABLES.items():
        meta = tables[name]._meta
        fields = {column: meta.fields_map[field] for field, column in meta.fields_db_projection.items()}
        assert {column: KINDS.get(type(fields[column]), "") for column, _ in table.columns} == dict(
            table.columns
        )


def test_what_stands_beside_a_row_is_described_too():
    assert {beside.table for rows in BESIDE.values() for beside in rows} <= TABLES.keys()
    assert all(re.search(r"{ids}", beside.where) for rows in BESIDE.values() for beside in rows)


def test_a_subject_names_a_row_or_nothing():
    assert table_and_id("hours_entry:128") == (TABLES["hours_entry"], 128)
    assert table_and_id("roster") is None
    assert table_and_id("invitation:5") is None
    assert table_and_id("hours_entry:all") is None


def test_everything_that_can_be_found_has_a_name():
    assert NAMES.keys() >= TABLES.keys() | {"audit_entry", "audit_seal", "checkpoint"}
    assert DEEDS.keys() == set(Deed)
