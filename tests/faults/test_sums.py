"""After each fault, and once it is over, every message is in exactly one state and all sums add up."""

from collections import Counter

import pytest

from models.deliveries import Delivery
from tests.cast import NOON
from tests.faults.bad_platform import NOT_TAKEN, OPEN, TOKEN, refuses, says
from tests.faults.office import OPEN_STATES, office, one_by_each_channel, states
from tests.notices import send
from tests.outbox import bind_all, enqueue
from usecases.finish_notices import finish_notices
from usecases.notice_report import SUMS, notice_report
from usecases.outbox import LEASE, take_due

CODES = (-1, 45011, 40001, 45009, 40164, 43004, 43101, 40037, 47003, 40241, 99999)
FAULTS = {
    **NOT_TAKEN,
    **OPEN,
    **{str(code): refuses(code) for code in CODES},
    "odd": says(b'{"errcode": 47003, "errmsg": "\\ud800\\u0000"}'),
}
WITHOUT_A_TOKEN = ("503", "hung up", "a page", "-1", "40001", "45009")
ENDED_STATES = {"sent", "refused", "expired", "cancelled", "dead"}


async def outbox_with_a_notice(shop, there) -> tuple[int, int]:
    """The notice's number and how many messages there are: by each channel, several to one, and a notice to two."""
    await bind_all(shop)
    await one_by_each_channel(shop, there.clock)
    for person in (shop.lin, shop.lin, shop.chen):
        await enqueue(person, mentor="王建国", day="2026-11-20")
    number = await send(shop.admin)
    return number, await Delivery.all().count()


async def check_sums(shop, number: int, messages: int, tally: dict[str, int] | None = None) -> Counter[str]:
    """The states, after asking that they, the round's own tally and the notice's report add up to all there are."""
    found = await states()
    assert sum(found.values()) == messages
    assert set(found) <= ENDED_STATES | {"waiting"}
    if tally is not None:
        assert Counter(tally) == found
    report = await notice_report(shop.admin, number)
    assert sum(report.sums.values()) == report.line.recipients == 2
    notice = Counter(
        str(state) for state in await Delivery.filter(notice_id=number).values_list("state", flat=True)
    )
    taken = sum(report.sums[name] for name in ("sent", "received", "read", "inbox"))
    assert taken == notice["sent"]
    assert all(report.sums[name] == notice[name] for name in SUMS if name in ENDED_STATES - {"sent"})
    assert sum(count for _, count in report.failures) == sum(notice[name] for name in ENDED_STATES - {"sent"})
    return found


async def check_ends(shop, number: int, messages: int) -> None:
    """What ended says when; the notice is finished; nothing waits any more."""
    found = await check_sums(shop, number, messages)
    assert set(found) <= ENDED_STATES
    assert await Delivery.filter(ended_at__isnull=True).count() == 0
    await finish_notices(now=NOON)
    assert (await notice_report(shop.admin, number)).line.state == "sent"


@pytest.mark.parametrize(
    ("where", "fault"),
    [*(("/message/", fault) for fault in FAULTS), *((TOKEN, fault) for fault in WITHOUT_A_TOKEN)],
)
async def test_sums_add_up_after_a_fault_and_after_its_end(shop, where, fault):
    async with office(fault) as there:
        number, messages = await outbox_with_a_notice(shop, there)
        there.platform.bad[where] = FAULTS[fault]
        await check_sums(shop, number, messages, await there.round())
        there.platform.bad.clear()
        await there.to_the_end()
        await check_ends(shop, number, messages)


@pytest.mark.parametrize("fault", ["busy", "503", "47003", "43004", "a page", "odd"])
async def test_sums_add_up_where_a_fault_never_ends(shop, fault):
    async with office(fault) as there:
        number, messages = await outbox_with_a_notice(shop, there)
        there.platform.bad["/message/"] = FAULTS[fault]
        await there.to_the_end()
        await check_ends(shop, number, messages)


async def test_sums_add_up_after_a_process_died_with_everything_in_its_hands(shop):
    async with office() as there:
        number, messages = await outbox_with_a_notice(shop, there)
        held = await take_due(messages, now=there.clock.now)
        assert (await states())["sending"] == len(held)
        there.clock.turn(seconds=LEASE.total_seconds())
        await there.to_the_end()
        await check_ends(shop, number, messages)
        assert await Delivery.filter(state__in=OPEN_STATES).count() == 0
