"""What bench/sweep.py fills the database with, and the bare SQL it measures against."""

from usecases.deadline_people import OF_AGREEMENTS, REACHABLE

# A thousand firms with an administrator each and mentors of ten, one firm after the other as rosters bring them;
# two thirds wrote today; three deadlines a year.
FILL = (
    """
    INSERT INTO organization (id, name, kind, chain_id, credit_code)
    WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)
    SELECT i, 'Firm ' || i, 'enterprise', 1, '' FROM n
    """,
    "UPDATE apprenticeship SET employer_id = 2 + (id - {mentors} - 1) / ({apprenticeships} / 1000)",
    "UPDATE mentorship SET mentor_id = 1 + (apprenticeship_id - {mentors} - 1) / 10",
    """
    INSERT INTO role_held (person_id, role, organization_id)
    SELECT o.id, 'administrator', o.id FROM organization o
    WHERE o.id > 1 AND EXISTS (SELECT 1 FROM person WHERE person.id = o.id)
    """,
    """
    INSERT INTO hours_entry (person_id, number, apprenticeship_id, work_date, entered_at, waiting_since, minutes,
                             category, place, content, late_reason, flags, words_digest, status, revision, ref)
    SELECT a.person_id, 1, a.id, '{today}', '{now}', '{now}', 120, 'practice', '', 'turning', '', '', '',
           'submitted', 1, 'bench:' || a.id FROM apprenticeship a WHERE a.id % 3 > 0
    """,
    """
    INSERT INTO deadline (kind, subject, day, title, todo, source, apprenticeship_id, role, state, revision, created_at)
    SELECT k.kind, 'apprenticeship:' || a.id, {day}, '', '', '', a.id, '', 'open', 1, '{now}'
    FROM apprenticeship a
    CROSS JOIN (SELECT 'midterm' AS kind, 0 AS n UNION ALL SELECT 'final', 1 UNION ALL SELECT 'agreement_end', 2) AS k
    """,
)

# $1 is today, $2 this week's Monday, $3 the moment.
BARE_DAILY = (
    """
    INSERT INTO firing (rule, occasion, person_id, fired_at)
    SELECT DISTINCT 'daily', $1::date::text, person.id, $3::timestamptz
    FROM person JOIN apprenticeship a ON a.person_id = person.id AND a.status = 'active'
     AND a.starts_on <= $1 AND a.ends_on >= $1
    WHERE person.erased_at IS NULL AND person.reminders_on
      AND (person.reminders_paused_until IS NULL OR person.reminders_paused_until <= $1)
      AND EXISTS (SELECT 1 FROM identity i WHERE i.person_id = person.id)
      AND NOT EXISTS (SELECT 1 FROM closed_week c WHERE c.apprenticeship_id = a.id AND c.monday = $2)
      AND NOT EXISTS (SELECT 1 FROM hours_entry e
                      WHERE e.person_id = person.id AND e.work_date = $1 AND e.status <> 'withdrawn')
    ON CONFLICT (rule, occasion, person_id) DO NOTHING
    """,
    """
    INSERT INTO delivery (key, person_id, kind, facts, urgent, priority, created_at, due_at, expires_at, state,
                          attempts, crashes, channel, outcome, platform_id)
    SELECT 'daily:' || f.occasion || ':' || f.person_id, f.person_id, 'daily_reminder',
           ('{"day":"' || f.occasion || '"}')::jsonb, FALSE, 2, $3::timestamptz, $3::timestamptz, $3::timestamptz,
           'waiting', 0, 0, '', '', ''
    FROM firing f WHERE f.rule = 'daily' AND $1::date IS NOT NULL AND $2::date IS NOT NULL
    ON CONFLICT (key) DO NOTHING
    """,
)

# $1 are pairs of a day and its step, $2 is today, $3 the moment.
_FIRE = f"""
    INSERT INTO firing (rule, occasion, person_id, fired_at)
    SELECT 'deadline', pair.id || ':' || pair.revision || ':' || due.step, pair.person_id, $3::timestamptz
    FROM ({OF_AGREEMENTS.format(which="d.day IN (SELECT day FROM due)")}) AS pair
    JOIN deadline told ON told.id = pair.id JOIN due ON due.day = told.day
    JOIN person ON person.id = pair.person_id WHERE {REACHABLE}
    ON CONFLICT (rule, occasion, person_id) DO NOTHING
"""
_TELL = """
    INSERT INTO delivery (key, person_id, kind, facts, urgent, priority, created_at, due_at, expires_at, state,
                          attempts, crashes, channel, outcome, platform_id)
    SELECT 'deadlines:' || f.person_id, f.person_id, 'deadlines', {facts}, FALSE, 1, $3::timestamptz,
           $3::timestamptz, $3::timestamptz, 'waiting', 0, 0, '', '', ''
    FROM firing f JOIN deadline d ON d.id = {number} JOIN apprenticeship a ON a.id = d.apprenticeship_id
    JOIN person p ON p.id = a.person_id
    WHERE f.rule = 'deadline' AND $1::text IS NOT NULL AND $2::date IS NOT NULL
    GROUP BY f.person_id ON CONFLICT (key) DO NOTHING
"""
_DUE_POSTGRES = """
    WITH due AS (SELECT (value::json->>0)::date AS day, value::json->>1 AS step
                 FROM json_array_elements_text($1::json))
"""
_DUE_SQLITE = "WITH due AS (SELECT value->>0 AS day, value->>1 AS step FROM json_each($1))"
BARE_DEADLINES = {
    "postgres": (
        _DUE_POSTGRES + _FIRE,
        _TELL.format(
            facts="json_agg(json_build_object('kind', d.kind, 'day', d.day, 'name', p.name, 'number', d.id))",
            number="split_part(f.occasion, ':', 1)::int",
        ),
    ),
    "sqlite": (
        _DUE_SQLITE + _FIRE,
        _TELL.format(
            facts="json_group_array(json_object('kind', d.kind, 'day', d.day, 'name', p.name, 'number', d.id))",
            number="CAST(f.occasion AS INTEGER)",
        ),
    ),
}
