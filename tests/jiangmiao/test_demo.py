"""The demo: sample people who leave room for trying things out, and one demo at a time."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from domain.clock import instant, local_day
from domain.lessons import Lesson, usual_times
from domain.roles import Actor
from jiangmiao import demo, demo_accounts
from jiangmiao.database import opened
from jiangmiao.demo_hints import first_sentence, lesson_step
from jiangmiao.demo_past import actor_of
from models import secrecy
from models.certificates import Certificate
from models.deliveries import Delivery
from models.grading import FrozenHours
from models.hours import HoursEntry
from models.people import Identity, Invitation, Person
from models.training import Apprenticeship
from tests.cast import NOON
from tests.conftest import SECRET, Stores
from tests.conversation import say
from tests.house.source import ROOT
from tests.jiangmiao.commanding import settle, typed
from tests.jiangmiao.demonstration import demonstrated
from texts.demo import FIRST_SENTENCE, LESSON_AT_NIGHT, Addresses, ready
from usecases.attend_lesson import attend_lesson
from usecases.open_lesson import open_lesson
from usecases.present_certificate import Validity, present_certificate

# The caps of a week have least room at its end.
SATURDAY = NOON + timedelta(days=1)
YESTERDAY_MORNING = "学时 昨天 8:30-12:00 理论 识图"


@pytest.fixture(scope="module")
def told(stores: Stores) -> Path:
    """A database with the demo's people and their past, made once."""
    url = stores.sqlite()
    secrecy.use(SECRET)

    async def tell() -> None:
        async with opened(url):
            await demo.people(SATURDAY)

    asyncio.run(tell())
    return Path(url.removeprefix("sqlite://"))


@pytest.fixture
async def sample(told: Path, tmp_path: Path) -> AsyncIterator[None]:
    secrecy.use(SECRET)
    shutil.copy(told, tmp_path / "demo.db")
    async with opened(f"sqlite://{tmp_path / 'demo.db'}"):
        yield


async def apprentices() -> list[Actor]:
    rows = (
        await Apprenticeship.filter(ends_on__gte=local_day(SATURDAY))
        .prefetch_related("person")
        .order_by("id")
    )
    return [await actor_of(row.person.id, row.person.name) for row in rows]


async def test_the_sentences_of_the_readme_are_accepted_from_the_first_phone(sample):
    accounts = await demo.people(SATURDAY)
    actor = (await apprentices())[0]
    assert accounts[0].name == actor.name
    for sentence in (FIRST_SENTENCE, YESTERDAY_MORNING, "学时 4小时 实操 车床外圆"):
        assert "已记录" in await say(actor, sentence, now=SATURDAY)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count(f"`{FIRST_SENTENCE}`") == 2


async def test_at_night_the_first_sentence_is_of_yesterday(sample):
    actor = (await apprentices())[0]
    night = instant(local_day(SATURDAY), time(0, 20))
    assert "没有记录" in await say(actor, FIRST_SENTENCE, now=night)
    assert "已记录" in await say(actor, first_sentence(night), now=night)


@pytest.mark.parametrize("at", [time(0, 20), time(3), time(7), time(12), time(23)])
async def test_the_lesson_of_the_first_steps_can_be_scanned_at_any_hour(sample, at):
    now = instant(local_day(SATURDAY), at)
    by_night = lesson_step(now) == LESSON_AT_NIGHT
    host, pupil = ("黄文杰", "郑铭泽") if by_night else ("苏晓彤", (await apprentices())[0].name)
    assert not by_night or (host in LESSON_AT_NIGHT and pupil in LESSON_AT_NIGHT)
    teacher, apprentice = [await actor_of((await Person.get(name=name)).id, name) for name in (host, pupil)]
    lesson = Lesson(local_day(now), *usual_times(now), "theory", "机械识图")
    ((_, school),) = teacher.roles
    number = await open_lesson(teacher, school, lesson, ref="lesson", now=now)
    assert await attend_lesson(apprentice, number, now=now)


async def test_yesterday_morning_is_free_for_everybody(sample):
    yesterday = local_day(SATURDAY) - timedelta(days=1)
    written = await HoursEntry.filter(work_date=yesterday)
    assert written
    assert all(entry.starts >= 12 * 60 for entry in written if entry.starts is not None)
    for actor in await apprentices():
        assert "已记录" in await say(actor, YESTERDAY_MORNING, now=SATURDAY)


async def test_the_first_phone_has_a_certificate_that_can_be_walked_back(sample):
    actor = (await apprentices())[0]
    answer = await say(actor, "证书", now=SATURDAY)
    assert answer.startswith("您有 1 张证书：\n1. 学徒培训合格证书 车工 · 有效")
    row = await Certificate.get(person_id=actor.person_id)
    shown = await present_certificate(row.code, now=SATURDAY)
    assert shown is not None
    assert shown.validity is Validity.VALID
    assert [line["minutes"] for line in shown.snapshot["hours"]] == [2880, 4320, 2880, 720]
    assert await FrozenHours.filter(assessment_id=row.assessment_id).count() == 60
    waiting = await Delivery.filter(state="waiting", created_at__lt=SATURDAY)
    assert waiting == []


def test_a_taken_port_is_given_way():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        taken.listen()
        assert demo_accounts.port_or_any(port) == 0
    assert demo_accounts.port_or_any(port) == port


def test_a_moved_service_says_what_that_changes():
    usual = Addresses("http://127.0.0.1:8800", "http://127.0.0.1:8801", 8800, 8801)
    assert "占用" not in ready(usual, [], ".demo")
    moved = ready(replace(usual, service="http://127.0.0.1:40001"), [], ".demo")
    assert "8801 端口被别的程序占用，这次的网页在 http://127.0.0.1:40001" in moved


async def test_there_is_a_code_for_each_new_phone_and_after_unbinding_another(sample):
    codes = await demo.unused_codes(SATURDAY)
    assert len({code for _, _, code in codes}) == demo.NEWCOMERS
    gone = (await demo.people(SATURDAY))[0]
    person = await Person.get(name=gone.name)
    await Identity.filter(person=person).update(person_id=None)
    again = await demo.unused_codes(SATURDAY)
    assert len(again) == demo.NEWCOMERS + 1
    assert set(codes) <= set(again)
    assert gone.name in {name for name, _, _ in again}
    assert await Invitation.filter(person=person, used_at=None).count() == 1


@pytest.mark.slow
async def test_a_second_demo_is_refused_in_one_sentence(tmp_path, monkeypatch):
    settle(tmp_path, monkeypatch)
    with socket.socket() as usual:
        with suppress(OSError):  # whoever has the port already does as well
            usual.bind(("127.0.0.1", demo_accounts.PORT))
            usual.listen()
        async with demonstrated() as said:
            assert "匠苗演示已启动" in said
            assert f"{demo_accounts.PORT} 端口被别的程序占用" in said
            assert str(tmp_path / ".demo") in said
            assert said.count("绑定 ") == demo.NEWCOMERS
            assert "[error]" not in said
            code, out, err = await typed("demo")
    assert (code, out) == (2, "")
    assert err.startswith("没有启动：演示已经在运行")
    assert "[error]" not in err
