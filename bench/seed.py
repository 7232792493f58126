"""A city in one call: bound apprentices with mentors, a plan, and entries of the past."""

from datetime import UTC, date, datetime, timedelta

from tortoise.connection import get_connection

APP = "wxbench0000000000"
ENTRY_BATCH = 500_000

_PEOPLE = (
    "INSERT INTO skill_chain (id, name) VALUES (1, 'Chain')",
    "INSERT INTO organization (id, name, kind, chain_id, credit_code) VALUES (1, 'Firm', 'chain_lead', 1, '')",
    "INSERT INTO training_plan (id, name, lesson_minutes) VALUES (1, 'Plan', 45)",
    "INSERT INTO plan_item (plan_id, category, minutes) VALUES (1, 'practice', 14400), (1, 'theory', 9000)",
    """
    INSERT INTO person (id, name, phone, phone_index, last_entry_number, remind_at, reminders_on)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people})
    SELECT i, 'Person ' || i, '', 'bench' || i, {per_person}, 1080, {true} FROM n
    """,
    """
    INSERT INTO role_held (person_id, role, organization_id)
    SELECT id, CASE WHEN id <= {mentors} THEN 'mentor' ELSE 'apprentice' END, 1 FROM person
    """,
    """
    INSERT INTO identity (app, openid, person_id, follows, wrong_codes)
    SELECT '{app}', 'obench' || id, id, {true}, 0 FROM person
    """,
    """
    INSERT INTO apprenticeship (id, person_id, programme, employer_id, occupation, target_grade, starts_on, ends_on,
                                plan_id, status)
    SELECT id, id, 'new_apprenticeship', 1, 'Turner', 3, '{starts}', '{ends}', 1, 'active'
    FROM person WHERE id > {mentors}
    """,
    """
    INSERT INTO mentorship (apprenticeship_id, mentor_id, since)
    SELECT id, 1 + id % {mentors}, '{starts}' FROM apprenticeship
    """,
)
# Entry n of person p lies n/2 days back, two a day, so every index is as deep as in a real city.
_ENTRIES = """
    INSERT INTO hours_entry (person_id, number, apprenticeship_id, work_date, entered_at, waiting_since, minutes,
                             category, place, content, late_reason, flags, words_digest, status, revision, ref)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {per_person})
    SELECT a.id, n.i, a.id, {day}, '{instant}', '{instant}', 120, 'practice', '', 'turning', '', '', '',
           'confirmed', 1, 'bench:' || a.id || ':' || n.i
    FROM apprenticeship a CROSS JOIN n WHERE a.id BETWEEN {first} AND {last}
"""


async def seed(apprentices: int, entries: int, now: datetime) -> None:
    """Fill a migrated, opened and empty database; the people are obench1 … with the mentors first."""
    mentors = max(apprentices // 10, 1)
    per_person = entries // apprentices
    today = now.astimezone(UTC).date()
    facts = {
        "app": APP,
        "people": apprentices + mentors,
        "mentors": mentors,
        "per_person": per_person,
        "starts": today - timedelta(days=365),
        "ends": today + timedelta(days=365),
        "true": "true",
    }
    client = get_connection("default")
    for sql in _PEOPLE:
        await client.execute_script(sql.format(**facts))
    if per_person:
        await _seed_entries(mentors, apprentices, per_person, today, now)
    await client.execute_script("ANALYZE")


async def _seed_entries(mentors: int, apprentices: int, per_person: int, today: date, now: datetime) -> None:
    client = get_connection("default")
    step = max(ENTRY_BATCH // per_person, 1)
    days_back = f"({per_person} - n.i) / 2 + 8"
    day = (
        f"date('{today}', '-' || ({days_back}) || ' days')"
        if client.capabilities.dialect == "sqlite"
        else f"date '{today}' - ({days_back})"
    )
    for first in range(mentors + 1, mentors + apprentices + 1, step):
        sql = _ENTRIES.format(
            per_person=per_person,
            day=day,
            instant=(now - timedelta(days=8)).isoformat(" "),
            first=first,
            last=min(first + step - 1, mentors + apprentices),
        )
        await client.execute_script(sql)
