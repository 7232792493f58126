"""Who may be worked for, who waits, and who is told at once to come again."""

import asyncio
from collections.abc import Callable

import pytest

from handlers.gate import LONGEST_WAIT, Full, Gate, Gone


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Caller:
    """Asks for a place and keeps it until told to leave."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.inside = asyncio.Event()
        self.leave = asyncio.Event()
        self.hung_up = False
        self.task = asyncio.create_task(self._call())

    async def _call(self) -> None:
        async with self._gate.place(lambda: self.hung_up):
            self.inside.set()
            await self.leave.wait()


async def settled(until: Callable[[], bool]) -> None:
    for _ in range(100):
        if until():
            return
        await asyncio.sleep(0)
    raise AssertionError("never so")


async def callers(gate: Gate, count: int) -> list[Caller]:
    made = []
    for _ in range(count):
        made.append(Caller(gate))
        await asyncio.sleep(0)
    return made


async def answered(caller: Caller) -> None:
    await settled(caller.inside.is_set)
    caller.leave.set()
    await caller.task


async def test_as_many_as_fit_are_worked_for_and_the_next_waits_for_a_place():
    first, second, third = await callers(Gate(2), 3)
    assert (first.inside.is_set(), second.inside.is_set(), third.inside.is_set()) == (True, True, False)
    await answered(second)
    await answered(third)
    await answered(first)


async def test_whoever_hung_up_while_waiting_is_not_worked_for():
    first, second, third = await callers(Gate(1), 3)
    second.hung_up = True
    await answered(first)
    await answered(third)
    with pytest.raises(Gone):
        await second.task
    assert not second.inside.is_set()


async def test_whoever_would_wait_too_long_is_told_at_once():
    clock = Clock()
    gate = Gate(1, clock)
    queue = await callers(gate, 6)
    for caller in queue[:3]:  # three answers in six tenths of a second
        clock.now += LONGEST_WAIT / 5
        await answered(caller)
    assert not gate.full
    more = await callers(gate, 6)
    assert gate.full
    late = Caller(gate)
    with pytest.raises(Full):
        await late.task
    for caller in [*queue[3:], *(caller for caller in more if not caller.task.done())]:
        clock.now += 0.01
        await answered(caller)
    assert not gate.full


async def test_while_nobody_is_answered_nobody_more_is_let_wait():
    clock = Clock()
    gate = Gate(1, clock)
    first, second = await callers(gate, 2)
    assert not gate.full
    clock.now += LONGEST_WAIT
    assert gate.full
    await answered(first)
    await answered(second)
    assert not gate.full


async def test_a_burst_after_quiet_hours_is_taken_in():
    clock = Clock()
    gate = Gate(1, clock)
    first, second = await callers(gate, 2)
    clock.now += 3 * LONGEST_WAIT
    await answered(first)
    await answered(second)
    clock.now += 3600
    burst = await callers(gate, 50)
    assert not gate.full
    for caller in burst:
        clock.now += 0.001
        await answered(caller)


async def test_nobody_waits_longer_than_the_longest_wait(monkeypatch):
    monkeypatch.setattr("handlers.gate.LONGEST_WAIT", 0.01)
    first, second = await callers(Gate(1), 2)
    with pytest.raises(Full):
        await second.task
    await answered(first)


async def test_a_caller_who_is_cancelled_gives_the_place_to_the_next():
    first, second, third, fourth = await callers(Gate(1), 4)
    second.task.cancel()
    first.leave.set()
    await settled(third.inside.is_set)
    fourth.task.cancel()  # while waiting
    third.task.cancel()  # while inside
    await asyncio.gather(second.task, third.task, fourth.task, return_exceptions=True)
    assert second.task.cancelled()


async def test_a_place_given_to_somebody_just_cancelled_is_passed_on():
    first, second, third = await callers(Gate(1), 3)
    first.leave.set()
    await first.task  # the place is the second's now, who has not run yet
    second.task.cancel()
    await answered(third)
    await asyncio.gather(second.task, return_exceptions=True)


async def test_a_caller_cancelled_just_after_being_sent_away_gives_no_place_back(monkeypatch):
    monkeypatch.setattr("handlers.gate.LONGEST_WAIT", 0.01)
    gate = Gate(1)
    first, second = await callers(gate, 2)
    asyncio.get_running_loop().call_later(0.01, second.task.cancel)
    await asyncio.gather(second.task, return_exceptions=True)
    third = (await callers(gate, 1))[0]
    assert not third.inside.is_set()
    await answered(first)
    await answered(third)


async def test_places_are_free_again_after_failures():
    gate = Gate(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            async with gate.place(lambda: False):
                raise ZeroDivisionError
    await answered((await callers(gate, 1))[0])
