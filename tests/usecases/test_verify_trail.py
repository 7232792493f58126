"""The trail can't be rewritten: what is done behind the program's back is found and named."""

from datetime import timedelta
from pathlib import Path

import pytest
from tortoise.connection import get_connection

from models.audit import AuditEntry
from models.hours import HoursEntry
from models.trail import AuditSeal
from tests.cast import NOON
from tests.trails import found, tamper, verify
from tests.usecases.claims import claim
from usecases.begin_trail import begin_anew
from usecases.checkpoint_trail import checkpoint_trail
from usecases.confirm_hours import confirm_hours
from usecases.log_hours import log_hours
from usecases.queue_seen import Seen
from usecases.seal_trail import seal_trail


@pytest.fixture
async def trail(shop, database, tmp_path) -> Path:
    """Six entries of hours, two of them confirmed, sealed and checkpointed; the folder of checkpoints."""
    await begin_anew(now=NOON)
    for day in range(1, 7):
        await log_hours(shop.lin, claim(day=NOON.date() - timedelta(days=day), ref=f"trail:{day}"), now=NOON)
    for entry in await HoursEntry.filter(number__lte=2):
        await confirm_hours(shop.wang, [Seen(entry.id, 1, True)], batch="b", now=NOON)
    await checkpoint_trail([tmp_path], now=NOON)
    return tmp_path


async def test_an_honest_trail_is_found_whole(trail, database):
    verified = await verify(database, trail)
    assert verified.tamperings == ()
    assert verified.entries == await AuditEntry.all().count() == await AuditSeal.all().count()
    assert verified.checkpoints == 1


async def test_the_database_itself_refuses_to_rewrite_the_trail(trail):
    for sql in (
        "UPDATE audit_entry SET rule = 'x'",
        "DELETE FROM audit_entry",
        "UPDATE audit_seal SET leaf = 'x'",
    ):
        with pytest.raises(Exception, match="append-only"):
            await get_connection("default").execute_query(sql)


# The text that is hashed stays the same: what began one column ends the one before.
SHIFTED = """
UPDATE audit_entry SET before = 'null,' || substr(after, 1, instr(after, ',') - 1),
after = substr(after, instr(after, ',') + 1) WHERE id = {entry}
"""
NEW_ROLE = """
INSERT INTO role_held (person_id, role, organization_id)
SELECT person_id, 'authority', organization_id FROM role_held WHERE id = 1
"""
NEW_ENTRY = """
INSERT INTO audit_entry (at, door, event, subject, rule, request, tag)
VALUES ('2026-11-20 04:00:00+00:00', 'chat', 'grade.recorded', 'person', '', '', 'ab')
"""
COPIED_ENTRY = """
INSERT INTO audit_entry (at, actor_id, door, event, subject, before, after, rule, request, witness, tag)
SELECT at, actor_id, door, event, subject, before, after, rule, request, witness, tag
FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry WHERE actor_id IS NOT NULL)
"""


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE hours_entry SET minutes = minutes + 60 WHERE number = 1", ("hours_entry", "edited")),
        ("UPDATE hours_entry SET content = '铣床' WHERE number = 3", ("hours_entry", "edited")),
        ("DELETE FROM hours_entry WHERE number = 6", ("hours_entry", "deleted")),
        ("UPDATE confirmation SET signer_name = '李四' WHERE id = 1", ("confirmation", "edited")),
        ("DELETE FROM confirmation WHERE id = 2", ("confirmation", "deleted")),
        ("UPDATE person SET grade = 8 WHERE id = 1", ("person", "edited")),
        ("UPDATE plan_item SET minutes = 1 WHERE id = 1", ("plan_item", "edited")),
        (NEW_ROLE, ("role_held", "inserted")),
        ("UPDATE audit_entry SET event = 'hours.amended' WHERE id = 3", ("audit_entry", "edited")),
        ("UPDATE audit_entry SET at = '2026-11-01 00:00:00+00:00' WHERE id = 3", ("audit_entry", "edited")),
        ("DELETE FROM audit_entry WHERE id = 3", ("audit_entry", "deleted")),
        (NEW_ENTRY, ("audit_entry", "inserted")),
        (COPIED_ENTRY, ("audit_entry", "inserted")),
        ("UPDATE audit_seal SET leaf = repeat('ab', 32) WHERE id = 4", ("audit_seal", "edited")),
        ("UPDATE audit_seal SET chain = repeat('ab', 32) WHERE id = 4", ("audit_seal", "edited")),
        ("UPDATE audit_seal SET entry_id = 99 WHERE id = 4", ("audit_seal", "edited")),
        ("DELETE FROM audit_seal WHERE id = 4", ("audit_seal", "deleted")),
        ("DELETE FROM audit_seal WHERE id > 5", ("audit_seal", "truncated")),
    ],
)
async def test_a_change_behind_its_back_is_found_and_named(trail, database, sql, named):
    if database.startswith("sqlite"):
        sql = sql.replace("repeat('ab', 32)", f"'{'ab' * 32}'")
    await tamper(database, sql)
    assert named in {(table, deed) for table, _, deed in await found(database, trail)}


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        (SHIFTED, "audit_entry"),
        ("UPDATE audit_entry SET rule = CAST(x'ff' AS TEXT) WHERE id = {entry}", "audit_entry"),
        ("UPDATE audit_entry SET before = '' WHERE id = {entry}", "audit_entry"),
        ("UPDATE audit_entry SET after = x'7b7d' WHERE id = {entry}", "audit_entry"),
        ("UPDATE audit_entry SET tag = x'00' WHERE id = {entry}", "audit_entry"),
        ("UPDATE audit_entry SET at = x'00' WHERE id = {entry}", "audit_entry"),
        ("UPDATE audit_seal SET leaf = x'00' WHERE entry_id = {entry}", "audit_seal"),
        ("UPDATE audit_seal SET chain = x'00' WHERE entry_id = {entry}", "audit_seal"),
        ("UPDATE audit_seal SET entry_id = x'00' WHERE entry_id = {entry}", "audit_seal"),
        ("UPDATE hours_entry SET content = CAST(x'ff' AS TEXT) WHERE number = 1", "hours_entry"),
        ("UPDATE hours_entry SET minutes = x'00' WHERE number = 1", "hours_entry"),
    ],
)
async def test_what_only_sqlite_lets_stand_in_a_column_is_found_too(trail, database, sql, named):
    if not database.startswith("sqlite"):
        pytest.skip("PostgreSQL keeps text text and JSON JSON")
    entry = await AuditEntry.filter(event="hours.logged", after__isnull=False).order_by("id").first()
    await tamper(database, sql.format(entry=entry.id))
    assert named in {table for table, _, _ in await found(database, trail)}


async def test_one_change_is_named_once(trail, database):
    await tamper(database, "UPDATE audit_entry SET rule = 'x' WHERE id = 3")
    assert await found(database, trail) == [("audit_entry", 3, "edited")]


async def test_a_forged_entry_is_found_though_the_service_sealed_it(trail, database):
    await tamper(database, NEW_ENTRY)
    await seal_trail()
    newest = await AuditEntry.all().order_by("-id").first()
    assert await found(database, trail) == [("audit_entry", newest.id, "inserted")]


async def test_a_newest_part_cut_off_from_everything_is_told_by_the_checkpoint(trail, database, shop):
    size = await AuditSeal.all().count()
    await log_hours(shop.huang, claim(ref="later"), now=NOON)
    await checkpoint_trail([trail], now=NOON + timedelta(hours=1))
    await tamper(
        database,
        "DELETE FROM hours_entry WHERE ref = 'later'",
        "DELETE FROM audit_seal WHERE entry_id = (SELECT max(id) FROM audit_entry)",
        "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)",
    )
    assert await found(database, trail) == [("audit_seal", size + 1, "truncated")]


async def test_what_came_after_the_checkpoint_is_checked_alone(trail, database, shop):
    before = await AuditSeal.all().count()
    await log_hours(shop.huang, claim(ref="later"), now=NOON)
    await seal_trail()
    verified = await verify(database, trail, since_checkpoint=True)
    assert (verified.since, verified.entries, verified.rows, verified.tamperings) == (before, 1, 1, ())
    entry = await HoursEntry.get(ref="later")
    await tamper(database, f"UPDATE hours_entry SET minutes = 1 WHERE id = {entry.id}")
    assert await found(database, trail, since_checkpoint=True) == [("hours_entry", entry.id, "edited")]


async def test_a_changed_checkpoint_is_named(trail, database):
    (path,) = trail.iterdir()
    path.write_text(path.read_text().replace("2026-11-20", "2026-11-21"))
    size = await AuditSeal.all().count()
    assert await found(database, trail) == [("checkpoint", size, "forged")]
