"""The whole service in one process beside a measurement: `python -m bench.broadcast_service DATABASE PLATFORM CPU`.

It prints its port. Each line on standard input is a word to it, and each answer a line of JSON: `broadcast` sends a
notice to all apprentices, `counts NUMBER` says how many of its messages wait and were sent, `cancel NUMBER` stops it
and says when that began and returned, by the clock that the platform has too. The end of standard input is the word
to stop.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import uvloop

from bench.broadcast_worker import AUTHOR, BODY
from bench.callback_server import AES_KEY, TOKEN
from bench.delivering import SECRET, TEMPLATES
from bench.seed import APP
from domain.audiences import Audience
from domain.notice_text import NoticeText
from domain.roles import Role
from jiangmiao import logs
from jiangmiao.app import leave_start_alone, running
from jiangmiao.settings import Settings
from models.statement import Statement
from usecases.broadcast_notice import broadcast_notice
from usecases.cancel_notice import cancel_notice
from usecases.draft_notice import Wish, draft_notice

_COUNTS = Statement(
    """
    SELECT coalesce(sum(CASE WHEN state = 'waiting' THEN 1 END), 0) AS waiting,
           coalesce(sum(CASE WHEN state = 'sent' THEN 1 END), 0) AS sent
    FROM delivery WHERE notice_id = $1
    """
)


def in_the_noon_hour() -> Callable[[], datetime]:
    """Today's minutes, but behind noon in Shanghai, because notices rest at night and measurements don't."""
    shift = timedelta(hours=4 - datetime.now(UTC).hour)
    return lambda: datetime.now(UTC) + shift


def settings(database: str, platform: str) -> Settings:
    named = {f"template_{name}": template for name, template in TEMPLATES.items()} | {
        "template_notice": "notice"
    }
    return Settings(
        database_url=database,
        wechat_api_url=platform,
        port=0,
        log_level="ERROR",
        secret_key=SECRET,
        wechat_app_id=APP,
        wechat_app_secret="secret",
        wechat_token=TOKEN,
        wechat_aes_key=AES_KEY,
        **named,
    )


class Words:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._notices = 0

    async def broadcast(self) -> dict[str, Any]:
        self._notices += 1
        wish = Wish(NoticeText("冬季安全培训", BODY), Audience(Role.APPRENTICE), f"bench:{self._notices}")
        draft = await draft_notice(AUTHOR, wish, now=self._clock())
        await broadcast_notice(AUTHOR, draft.number, now=self._clock())
        return {"number": draft.number}

    async def counts(self, number: int) -> dict[str, Any]:
        return dict(await _COUNTS.row(number) or {})

    async def cancel(self, number: int) -> dict[str, Any]:
        begun = time.monotonic()
        await cancel_notice(AUTHOR, number, now=self._clock())
        return {"begun": begun, "returned": time.monotonic()}


async def serve(database: str, platform: str) -> None:
    clock = in_the_noon_hour()
    leave_start_alone()
    async with running(settings(database, platform), clock) as service:
        print(json.dumps({"port": int(service.url.rpartition(":")[2])}), flush=True)
        words = Words(clock)
        lines = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
        )
        while line := await lines.readline():
            word, *numbers = line.decode().split()
            print(json.dumps(await getattr(words, word)(*map(int, numbers))), flush=True)


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(sys.argv[3])})
    logs.configure("ERROR")
    uvloop.run(serve(sys.argv[1], sys.argv[2]))
