"""Every text that somebody may have written, full of markup, on every page that anybody reaches by its links.

Which columns hold such texts is decided for every column of the schema: a new one without a line here fails.
"""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.fields import CharField, JSONField, TextField

from domain.bonds import BondState
from models.bonds import BondProposal
from models.deadlines import Deadline
from models.deliveries import Delivery
from models.grading import GradeName, GradeRecord
from models.hours import Confirmation, Dispute, EntryRevision
from models.lessons import Attendance, Lesson
from models.training import Deputyship
from tests.cast import NOON, TODAY
from tests.credentials.certificates import certificate, snapshot
from tests.handlers.reader import counter
from tests.notices import send

__all__ = ["counter"]

# What people write, by table; a star behind what no page of this test's world shows.
WORDS = """
apprenticeship   occupation
assessment       reasons* remarks* source* voided_reason*
assessment_item  name*
assessor         name* employer*
attendance       struck_reason
certificate      number state_reason
class_taught     occupation*
closed_week      reason*
confirmation     reason signer_name signer_employer*
deadline         title todo source
dispute          reason settlement
grade_name       name
grade_record     decided_by_name* number* occupation* source* withdrawn_reason*
hours_entry      content place late_reason
lesson           content place
notice           title body audience_occupation*
organization     name
person           name guardian*
skill_chain      name*
training_plan    name*
"""
# Texts in JSON, hostile by what makes the rows; and what is kept sealed.
JSON = {"entry_revision.facts", "delivery.facts", "certificate.snapshot", "person.phone", "person.id_number"}
# Codes, digests and states: ours, or the platform's.
OURS = """
api_answer answer key request_digest | api_session ended_because | api_tokens access_digest refresh_digest
assessment hours_digest minutes ref | audit_entry after before door event request rule subject tag witness
audit_seal chain leaf | certificate code credential digest key_id kind pdf_sha256 ref template
channel_bar why | channel_state app why | confirmation batch digest signer_role | consent template_id
deadline role subject | delivery channel key kind outcome platform_id | deputyship ref
dialog app facts openid question queue | entry_revision | evidence file kind media_id problem sha256
firing occasion rule | frozen_hours category | grade_record ref | hours_entry category flags ref words_digest
identity app consented_version menu openid unionid | inbound_message answer key kind openid opens_window
invitation code | lesson category ref | mass_receipt msg_id status | mass_send client_id msg_id why
mentor_code code url | notice audience_people audience_programme audience_role ref | number_sequence series
organization credit_code | person id_number_index phone_index | plan_item category | platform_token app token
signing_key kid private public purpose | trail_start name
"""
COLUMNS = [
    f"{table}.{name}" for table, *names in map(str.split, WORDS.strip().splitlines()) for name in names
]
PLACES = {column.rstrip("*"): place for place, column in enumerate(COLUMNS, 10)}
SHOWN = {column for column in COLUMNS if not column.endswith("*")}
STARTS = (
    "/m/",
    "/m/me",
    "/m/inbox",
    "/m/queue",
    "/m/class/session",
    "/m/entries/1",
    "/m/entries/2",
    "/m/week",
)


def ours() -> set[str]:
    lines = re.split(r"[|\n]", OURS.strip())
    return {f"{table}.{name}" for table, *names in map(str.split, lines) for name in names}


async def test_every_column_of_text_is_decided_on(database):
    kinds = (CharField, TextField, JSONField)
    texts = {
        f"{model._meta.db_table}.{column}"
        for model in Tortoise.apps["models"].values()
        for field, column in model._meta.fields_db_projection.items()
        if isinstance(model._meta.fields_map[field], kinds)
        and "Enum" not in type(model._meta.fields_map[field]).__name__
    }
    assert texts == set(PLACES) | JSON | ours()
    assert not set(PLACES) & ours()


@pytest.fixture
def database_url(stores):
    """SQLite alone, which takes any text; the pages are the same."""
    return stores.sqlite()


def hostile(column: str) -> str:
    """Markup that leaves a tag behind, or an attribute, wherever it is not escaped; told apart by its number."""
    return f"\"'><x-{PLACES[column]} x-y=1>"


class Hurt(HTMLParser):
    """Tags and attributes that only hostile words can have made."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        broken = [name for name, _ in attrs if name.startswith("x-") or not re.fullmatch("[a-z-]+", name)]
        self.found += [tag] * tag.startswith("x-") + broken


async def world(shop) -> None:
    """Rows of every kind around 林子轩."""
    entry = await shop.entry(shop.lin, revision=2, late_reason="x", place="x")
    back = await shop.entry(shop.lin, status="returned")
    facts = {"content": hostile("hours_entry.content"), "place": hostile("hours_entry.place"), "minutes": 60}
    await EntryRevision.create(entry=entry, revision=1, status="submitted", facts=facts, replaced_at=NOON)
    await Confirmation.create(
        entry=back, revision=1, decision="returned", digest="x", signer_id=shop.wang.person_id, signer_name="x",
        signer_role="mentor", batch="x", decided_at=NOON,
    )  # fmt: skip
    await Dispute.create(entry=back, revision=1, reason="x", opened_at=NOON, settled_at=NOON, settlement="x")
    await send(shop.admin)
    await Deadline.create(kind="own", organization_id=shop.firm, subject="x", day=TODAY, created_at=NOON)
    lesson = await Lesson.create(
        organization_id=shop.school, opened_by_id=shop.teacher.person_id, role="teacher", category="theory",
        day=TODAY, starts=660, ends=720, content="x", opened_at=NOON, ref="x",
    )  # fmt: skip
    await Attendance.create(
        lesson=lesson, person_id=shop.lin.person_id, entry=back, attended_at=NOON, struck_at=NOON
    )
    words = {name: hostile("person.name") for name, value in snapshot().items() if isinstance(value, str)}
    await certificate(
        shop,
        state="revoked",
        says={name: words[name] for name in ("title", "body", "name", "occupation", "issuer")},
    )
    for kind, said in (("hours_returned", "reason"), ("hours_disputed", "reason")):
        await Delivery.enqueue(
            shop.lin.person_id, kind, key=kind, now=NOON, name=hostile("person.name"), signer="x", role="mentor",
            instead_of="", number=1, day="2026-11-19", minutes=240, category="practice", dispute=1,
            content=hostile("hours_entry.content"), **{said: hostile("confirmation.reason")},
        )  # fmt: skip
    await GradeName.create(organization_id=shop.firm, grade=3, name="x")
    await GradeRecord.create(person_id=shop.lin.person_id, grade=3, occupation="x", way="assessment", decided_on=TODAY,
                             decided_by_name="x", recorded_at=NOON, ref="x")  # fmt: skip
    await BondProposal.create(apprenticeship_id=shop.lin_training, mentor_id=shop.chen.person_id,
                              state=BondState.PROPOSED, proposed_at=NOON, expires_at=NOON)  # fmt: skip
    await Deputyship.create(
        mentor_id=shop.wang.person_id, deputy_id=shop.chen.person_id, since=TODAY, until=TODAY, ref="x"
    )


async def poison() -> None:
    """Write into every column what only its own number tells apart."""
    database = get_connection("default")
    for column in PLACES:
        table, name = column.split(".")
        text = hostile(column).replace("'", "''")
        await database.execute_query(f"UPDATE {table} SET {name} = '{text}' || id")


async def test_no_words_become_markup_on_any_page(counter, shop):
    await world(shop)
    await poison()
    seen, hurt = set(), {}
    for actor in (shop.lin, shop.wang, shop.chen, shop.teacher, shop.admin):
        reader = await counter.reader(actor)
        ahead, known, times = list(STARTS), set(STARTS), Counter()
        while ahead:
            path = ahead.pop()
            page = await reader.open(path)
            assert page.status < 500, path
            seen |= set(re.findall(r"&lt;x-(\d\d)", page.html))
            if found := Hurt(page.html).found:
                hurt[path] = found
            addresses = {
                each.replace("&amp;", "&") for each in re.findall('href="(/[mv]/[^"#]*)"', page.html)
            }
            fresh = {
                each
                for each in addresses - known
                if "/static/" not in each and times[each.partition("?")[0]] < 3
            }
            known |= fresh
            times.update(each.partition("?")[0] for each in fresh)
            ahead += fresh
    assert hurt == {}
    assert {column for column in SHOWN if str(PLACES[column]) not in seen} == set()
