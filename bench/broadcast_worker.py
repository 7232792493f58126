"""What the broadcast measurement runs in a process of its own; one line of JSON on standard output says what it took.

`enqueue DATABASE` drafts a notice to all apprentices and puts it into the outbox; `drain DATABASE PLATFORM COUNT
CONCURRENCY` delivers that many of it with the service's engine; `bare PLATFORM COUNT CONCURRENCY` makes as many
calls of the same content in a bare aiohttp loop.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from resource import RUSAGE_SELF, getrusage
from typing import Any

import aiohttp
import uvloop

from bench.delivering import LIMITS, SECRET, TEMPLATES
from bench.seed import APP
from bot.client import connected
from bot.sender import Sender
from domain.audiences import Audience
from domain.deliveries import Answer
from domain.notice_text import NoticeText
from domain.roles import Actor, Door, Role
from jiangmiao import database as databases
from jiangmiao.app import leave_start_alone
from models import secrecy
from models.statement import Statement
from usecases.address_notice import address_notice
from usecases.broadcast_notice import broadcast_notice
from usecases.deliver_due import Parcel, Post, deliver_due
from usecases.draft_notice import Wish, draft_notice

# Notices rest at night, measurements don't: by these clocks it is noon when one is sent and later when it drains.
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
AUTHOR = Actor(1, "Person 1", frozenset({(Role.ADMINISTRATOR, 1)}), Door.COMMAND_LINE, "bench")
BODY = "周五下午三点在三号车间，请穿工作服、带安全帽，提前十分钟签到。"
_COUNTS = Statement(
    """
    SELECT (SELECT count(*) FROM receipt) AS receipts, (SELECT count(*) FROM delivery) AS deliveries,
           (SELECT count(*) FROM delivery WHERE state = 'sent') AS sent
    """
)


def clock_from(start: datetime) -> Callable[[], datetime]:
    shift = start - datetime.now(UTC)
    return lambda: datetime.now(UTC) + shift


async def enqueue(database: str) -> dict[str, Any]:
    clock = clock_from(NOON)
    async with databases.opened(database):
        await make_administrator()
        text = NoticeText("冬季安全培训", BODY)
        begun = time.perf_counter()
        wish = Wish(text, Audience(Role.APPRENTICE), "bench:1")
        draft = await draft_notice(AUTHOR, wish, now=clock())
        counted = time.perf_counter()
        await broadcast_notice(AUTHOR, draft.number, now=clock())
        await address_notice(draft.number, now=clock())
        ended = time.perf_counter()
        most = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        return {"counting": counted - begun, "seconds": ended - counted, "megabytes": most, **await _counts()}


async def make_administrator() -> None:
    """Person 1, a mentor of the seed, administers the firm too."""
    await Statement(
        "INSERT INTO role_held (person_id, role, organization_id) VALUES (1, 'administrator', 1) RETURNING id"
    ).rows()


async def _counts() -> dict[str, int]:
    return dict(await _COUNTS.row() or {})


async def drain(database: str, platform: str, count: int, concurrency: int) -> dict[str, Any]:
    clock = clock_from(LATER)
    async with databases.opened(database), connected(platform, APP, "secret", clock) as client:
        before = await _counts()
        sender, called = Sender(client, TEMPLATES, clock), 0

        async def send(parcel: Parcel) -> Answer:
            nonlocal called
            called += 1
            return await sender.send(parcel)

        post = Post(APP, LIMITS, send, concurrency, stopping=lambda: called >= count)
        begun, spent = time.perf_counter(), time.process_time()
        await deliver_due(post, clock=clock)
        seconds, processor = time.perf_counter() - begun, time.process_time() - spent
        written = (await _counts())["sent"] - before["sent"]
        return {
            "rate": written / seconds,
            "calls": called,
            "written": written,
            "micros": processor * 1e6 / written,
        }


async def bare(platform: str, count: int, concurrency: int) -> dict[str, Any]:
    url = f"{platform}/cgi-bin/message/template/send"
    numbers = iter(range(count))

    async def call(http: aiohttp.ClientSession) -> None:
        for number in numbers:
            data = {"thing1": "冬季安全培训", "date2": "2026年11月20日", "thing3": "回“通知 1”看，再回已阅"}
            body = {
                "touser": f"obench{number}",
                "template_id": "bench",
                "client_msg_id": f"jm-{number}",
                "data": {key: {"value": value} for key, value in data.items()},
            }
            sent = json.dumps(body, ensure_ascii=False).encode()
            async with http.post(url, params={"access_token": "bench"}, data=sent) as answer:
                assert json.loads(await answer.read())["errcode"] == 0

    async with aiohttp.ClientSession() as http:
        begun, spent = time.perf_counter(), time.process_time()
        await asyncio.gather(*(call(http) for _ in range(concurrency)))
        seconds, processor = time.perf_counter() - begun, time.process_time() - spent
    return {"rate": count / seconds, "micros": processor * 1e6 / count}


async def main(words: list[str]) -> None:
    leave_start_alone()
    secrecy.use(SECRET)
    match words:
        case ["enqueue", database]:
            found = await enqueue(database)
        case ["drain", database, platform, count, concurrency]:
            found = await drain(database, platform, int(count), int(concurrency))
        case ["bare", platform, count, concurrency]:
            found = await bare(platform, int(count), int(concurrency))
        case _:
            raise SystemExit(__doc__)
    print(json.dumps(found))


if __name__ == "__main__":
    cpu = os.environ.get("BENCH_CPU")
    if cpu and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(cpu)})
    if profile := os.environ.get("BENCH_PROFILE"):
        import cProfile

        profiler = cProfile.Profile()
        profiler.enable()
        uvloop.run(main(sys.argv[1:]))
        profiler.disable()
        profiler.dump_stats(profile)
    else:
        uvloop.run(main(sys.argv[1:]))
