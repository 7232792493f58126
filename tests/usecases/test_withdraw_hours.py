"""An apprentice takes back hours that no mentor has confirmed."""

import asyncio
from datetime import timedelta

import pytest

from models.audit import AuditEntry
from models.hours import HoursEntry
from models.transaction import commit_together
from tests.cast import NOON
from usecases.confirm_hours import confirm_hours
from usecases.own_entry import NoSuchEntry
from usecases.queue_seen import Seen
from usecases.withdraw_hours import ConfirmedAlready, withdraw_hours


@pytest.mark.parametrize("status", ["submitted", "returned"])
async def test_hours_are_withdrawn_until_they_are_confirmed(shop, status):
    await shop.entry(shop.lin, status=status)
    withdrawn = await withdraw_hours(shop.lin, 1, now=NOON)
    assert not withdrawn.again
    assert (await HoursEntry.get()).status == "withdrawn"
    assert await AuditEntry.filter(event="hours.withdrawn").count() == 1


async def test_withdrawing_twice_is_withdrawing_once(shop):
    await shop.entry(shop.lin)
    await withdraw_hours(shop.lin, 1, now=NOON)
    assert (await withdraw_hours(shop.lin, 1, now=NOON)).again
    assert await AuditEntry.filter(event="hours.withdrawn").count() == 1


async def test_confirmed_hours_stay_and_the_signer_is_named(shop):
    entry = await shop.entry(shop.lin)
    await confirm_hours(shop.wang, [Seen(entry.id, 1)], batch="b", now=NOON)
    with pytest.raises(ConfirmedAlready) as refusal:
        await withdraw_hours(shop.lin, 1, now=NOON)
    assert (refusal.value.number, refusal.value.signer) == (1, "王建国")


@pytest.mark.parametrize("number", [-1, 0, 2, 2**31, 10**15])
async def test_there_is_no_such_entry(shop, number):
    await shop.entry(shop.lin)
    with pytest.raises(NoSuchEntry):
        await withdraw_hours(shop.lin, number, now=NOON)


async def test_the_entries_of_others_are_out_of_reach(shop):
    await shop.entry(shop.huang)
    with pytest.raises(NoSuchEntry):
        await withdraw_hours(shop.lin, 1, now=NOON)


async def test_withdrawing_and_confirming_at_once_do_one_of_the_two(shop):
    for round_ in range(8):
        entry = await shop.entry(shop.lin, minutes=10)
        seen = Seen(entry.id, 1)
        outcomes = await asyncio.gather(
            commit_together(
                lambda n=entry.number: withdraw_hours(shop.lin, n, now=NOON + timedelta(hours=1))
            ),
            commit_together(lambda s=seen, n=round_: confirm_hours(shop.wang, [s], batch=f"b{n}", now=NOON)),
            return_exceptions=True,
        )
        stands = (await HoursEntry.get(id=entry.id)).status
        assert stands == ("confirmed" if isinstance(outcomes[0], ConfirmedAlready) else "withdrawn")
        assert (outcomes[1][0].obstacle is None) == (stands == "confirmed")
