"""A teacher's class page in a school of 20,000: 2,000 students are in one class, the others in classes of fifty.

    python -m bench.school [--seconds 20] [--postgres]

The bar: 99 of 100 answers within 100 ms on one core, the large class at 5 a second and the others at 50. Each
student of the large class has 150 entries, 90 of them of theory; one in fifteen of the newest waits.
"""

import argparse
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from tortoise.connection import get_connection

from bench.callback import CONNECTIONS, Server, prepare, server, show, store
from bench.load import pace
from bench.pages import MOST_MILLISECONDS, ask, in_a_city, spread, weigh
from jiangmiao import database as databases

STUDENTS, ENTRIES, TEACHERS, LARGE = 20_000, 1_200_000, 200, 2_000
STARTS = datetime.now(UTC).date() - timedelta(days=365)
# Days on which the other classes began.
CLASSES = 360
HOLDS = "按进度应有".encode()
_SCHOOL = (
    "INSERT INTO organization (id, name, kind, chain_id, credit_code) VALUES (2, 'School', 'school', 1, '')",
    """
    INSERT INTO role_held (person_id, role, organization_id)
    SELECT id, 'teacher', 2 FROM person WHERE id <= {teachers}
    """,
    "UPDATE apprenticeship SET school_id = 2",
    "UPDATE apprenticeship SET starts_on = {began} WHERE id > {large}",
    "UPDATE hours_entry SET category = 'theory' WHERE number % 2 = 0",
    """
    INSERT INTO hours_entry (person_id, number, apprenticeship_id, work_date, entered_at, waiting_since, minutes,
                             category, place, content, late_reason, flags, words_digest, status, revision, ref)
    WITH RECURSIVE n(i) AS (SELECT 61 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
    SELECT a.person_id, n.i, a.id, '{starts}', '{starts} 00:00:00+00:00', '{starts} 00:00:00+00:00', 30 + a.id % 60,
           CASE WHEN n.i % 3 > 0 THEN 'theory' ELSE 'practice' END, '', 'turning', '', '', '',
           CASE WHEN n.i > 146 THEN 'submitted' ELSE 'confirmed' END, 1, 'school:' || a.id || ':' || n.i
    FROM apprenticeship a CROSS JOIN n WHERE a.id <= {large}
    """,
)


async def open_school(url: str, people: range) -> None:
    async with databases.opened(url):
        client = get_connection("default")
        days = f"(1 + id % {CLASSES})"
        sqlite = client.capabilities.dialect == "sqlite"
        began = f"date(starts_on, '-' || {days} || ' days')" if sqlite else f"starts_on - {days}"
        facts = {"teachers": TEACHERS, "large": people.start + LARGE - 1, "starts": STARTS, "began": began}
        for sql in _SCHOOL:
            await client.execute_script(sql.format(**facts))
        # What autovacuum will have done: a sum reads the index alone once it knows which rows all can see.
        await client.execute_script("ANALYZE" if sqlite else "VACUUM ANALYZE")


def page(days_before: int) -> str:
    return f"/m/class?since={STARTS - timedelta(days=days_before)}&occupation={quote('Turner')}"


async def paced(at: Server, path: str, per_second: int, seconds: int) -> None:
    """Once to warm up, and once in earnest."""
    for length in (2, seconds):
        before = at.spent()
        asked = [ask(path, teacher) for teacher in spread(range(1, TEACHERS + 1), per_second * length)]
        result = await pace(at.port, asked, per_second, CONNECTIONS, HOLDS)
    show(f"{path[:24]} at {per_second}/s", result)
    late = result.percentile(99) * 1000 > MOST_MILLISECONDS
    processor = (at.spent() - before) * 1000 / len(asked)
    verdict = "above the bar" if late or result.failures else "within the bar"
    print(f"  {verdict}, {processor:.1f} ms of processor a page")


async def measure(arguments: argparse.Namespace) -> None:
    with store(arguments.postgres) as url:
        await open_school(url, await prepare(url, STUDENTS, ENTRIES))
        async with server("service", url) as at:
            for path, per_second in ((page(0), 5), (page(7), 50)):
                await paced(at, path, per_second, arguments.seconds)
                await weigh(f"http://127.0.0.1:{at.port}", path, 1)


if __name__ == "__main__":
    in_a_city(measure, __doc__)
