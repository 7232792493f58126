"""The timetable asks again and again; a failure of one line stops no other, and stopping waits for what runs."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from domain.deliveries import Answer
from models.deliveries import Delivery
from scheduler import Tools, start
from scheduler.timetable import TIMETABLE, Line
from tests.cast import APP
from tests.outbox import LIMITS, Platform, enqueue
from usecases.deliver_due import Post

SECOND = timedelta(seconds=1)


def tools(platform: Platform) -> Tools:
    async def fetch(media_id: str) -> bytes:
        return b""

    async def dress(openids: Sequence[str], before: str, after: str) -> frozenset[str]:
        return frozenset()

    return Tools(platform.clock, Post(APP, LIMITS, platform.send), fetch, Path("/nowhere"), dress, Nobody())


class Nobody:
    """There is no mass send."""

    async def make_tag(self, number: int, client_id: str) -> int:
        raise AssertionError("nothing to tag")

    async def tag(self, openids: Sequence[str], tag: int) -> frozenset[str]:
        raise AssertionError("nobody to tag")

    async def send(self, tag: int, facts: Mapping[str, Any], client_id: str) -> Answer:
        raise AssertionError("nothing to send")

    async def drop_tag(self, tag: int) -> bool:
        raise AssertionError("no tag to drop")


class Errors(list[tuple[str, str]]):
    def note(self, name: str, failure: Exception) -> None:
        self.append((name, str(failure)))


async def test_the_whole_timetable_runs_through_and_delivers(shop):
    await enqueue(shop.wang, mentor="王建国")
    platform, errors = Platform(), Errors()
    running = start(tools(platform), errors.note)
    await running.stop()
    assert errors == []
    assert running.last_ticks.keys() == {line.name for line in TIMETABLE}
    assert len(platform.parcels) == 1
    assert (await Delivery.get()).state == "sent"
    assert running.last_ticks["deliver"] == platform.clock.now


async def test_a_failure_is_told_and_stops_no_other_line():
    async def fails(_: Tools) -> None:
        raise ValueError("broken")

    async def works(_: Tools) -> None:
        return None

    errors = Errors()
    lines = (Line("fails", SECOND, fails), Line("works", SECOND, works))
    running = start(tools(Platform()), errors.note, lines)
    await running.stop()
    assert errors == [("fails", "broken")]
    assert running.last_ticks.keys() == {"works"}


async def test_stopping_lets_what_runs_come_to_its_end():
    done, may_end = [], asyncio.Event()

    async def slow(_: Tools) -> None:
        await may_end.wait()
        done.append("slow")

    running = start(tools(Platform()), Errors().note, (Line("slow", SECOND, slow),))
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(may_end.set)
    await running.stop()
    assert done == ["slow"]


async def test_a_line_that_still_runs_is_not_begun_again():
    begun, may_end = [], asyncio.Event()

    async def slow(_: Tools) -> None:
        begun.append(1)
        await may_end.wait()

    line = Line("slow", SECOND, slow)
    running = start(tools(Platform()), Errors().note, (line,))
    await asyncio.sleep(0)
    running.tick(line)
    running.tick(line)
    may_end.set()
    await running.stop()
    assert begun == [1]


def test_every_line_has_a_name_of_its_own():
    names = [line.name for line in TIMETABLE]
    assert len(names) == len(set(names))
    assert all(line.name == line.job.__name__ for line in TIMETABLE)
