"""The platform is down, slow, silent or talks nonsense: what wasn't sent is sent later, what may have been is not doubled."""

import pytest

from models.deliveries import Consent, Delivery
from tests.faults.bad_platform import NOT_TAKEN, OPEN, SENDING, TOKEN, says
from tests.faults.office import ENDED, office, one_by_each_channel, states
from tests.outbox import enqueue

# In the order of the messages.
CHANNELS = ["customer", "template", "subscribe"]


async def channels() -> list[str]:
    return list(await Delivery.all().order_by("id").values_list("channel", flat=True))


async def consents_left() -> int:
    return sum(await Consent.all().values_list("remaining", flat=True))


@pytest.mark.parametrize("fault", [*NOT_TAKEN, *OPEN])
async def test_without_a_token_nothing_was_sent_and_it_goes_later(shop, fault):
    async with office(fault) as there:
        await one_by_each_channel(shop, there.clock)
        there.platform.bad[TOKEN] = (NOT_TAKEN | OPEN)[fault]
        assert await there.round() == {"waiting": 3}
        assert there.platform.count("/message/") == 0
        there.platform.bad.clear()
        await there.to_the_end()
        assert await channels() == CHANNELS
        assert sorted(there.platform.arrived.values()) == [1, 1, 1]


@pytest.mark.parametrize("fault", NOT_TAKEN)
async def test_what_was_not_taken_goes_later_by_the_same_way(shop, fault):
    async with office(fault) as there:
        await one_by_each_channel(shop, there.clock)
        there.platform.bad["/message/"] = NOT_TAKEN[fault]
        assert await there.round() == {"waiting": 3}
        there.platform.bad.clear()
        await there.to_the_end()
        assert (await states(), await channels()) == ({"sent": 3}, CHANNELS)
        assert sorted(there.platform.arrived.values()) == [1, 1, 1]


@pytest.mark.parametrize("fault", OPEN)
async def test_what_may_have_arrived_is_repeated_only_where_the_platform_drops_the_double(shop, fault):
    async with office(fault) as there:
        await one_by_each_channel(shop, there.clock)
        there.platform.bad["/message/"] = OPEN[fault]
        assert await there.round() == {"sent": 2, "waiting": 1}
        unsure = await Delivery.filter(outcome__startswith="unknown").order_by("id")
        assert [row.channel for row in unsure] == ["customer", "subscribe"]
        assert await consents_left() == 0
        there.platform.bad.clear()
        await there.to_the_end()
        assert (await states(), await channels()) == ({"sent": 3}, CHANNELS)
        assert [there.calls(channel) for channel in CHANNELS] == [1, 2, 1]
        # The two template messages carry one client id and the same words.
        assert sorted(there.platform.arrived.values()) == [1, 1, 2]


async def test_a_platform_that_is_down_gets_everything_once_it_is_up(shop):
    async with office() as there:
        await one_by_each_channel(shop, there.clock)
        await there.platform.goes_down()
        assert await there.round() == {"waiting": 3}
        await there.platform.comes_up()
        await there.to_the_end()
        assert (await channels(), set(there.platform.arrived.values())) == (CHANNELS, {1})


async def test_a_platform_that_stays_down_leaves_dead_messages_after_five_attempts(shop):
    async with office() as there:
        await one_by_each_channel(shop, there.clock)
        await there.platform.goes_down()
        await there.to_the_end()
        assert await states() == {"dead": 3}
        assert set(await Delivery.all().values_list("attempts", flat=True)) == {5}
        assert await consents_left() == 1


@pytest.mark.parametrize(
    "answer",
    [
        b'{"errcode": 47003, "errmsg": "bad \\u0000 \\ud800 data"}',
        b'{"errcode": 45009, "errmsg": "quota \\u0000 \\ud800"}',
        b'{"errcode": 43004, "errmsg": "\\ud800\\u0000"}',
        b'{"errcode": -1, "errmsg": "\xff\\udfff\\u0000"}',
        b'\r\n {"errcode": 47003, "errmsg": "blanks before"}',
        b'{"errcode": 0, "msgid": "' + b"9" * 300 + b'"}',
        b'{"errcode": 0, "msgid": "\\u0000\\ud800"}',
    ],
    ids=["refused", "quota", "person", "busy", "blanks", "long number", "odd number"],
)
async def test_odd_characters_in_an_answer_do_not_keep_outcomes_from_being_written(shop, answer):
    for person in (shop.chen, shop.wang, shop.lin):
        await enqueue(person, **ENDED)
    async with office() as there:
        there.platform.bad[SENDING["template"]] = says(answer)
        tally = await there.round()
        assert (sum(tally.values()), await states()) == (3, tally)
        assert (b"47003" in answer) == (tally == {"refused": 3})
