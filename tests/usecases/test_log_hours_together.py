"""Several claims of one person at once: the caps hold, and the numbers have no gap."""

import asyncio
from itertools import pairwise

from domain.errors import Refusal
from models.hours import HoursEntry
from models.transaction import commit_together
from tests.cast import NOON
from tests.usecases.claims import claim, spanned
from usecases.log_hours import log_hours


async def together(actor, *claims):
    """What becomes of each claim."""

    async def told(one):
        return await commit_together(lambda: log_hours(actor, one, now=NOON))

    return await asyncio.gather(*map(told, claims), return_exceptions=True)


async def test_two_that_only_fit_alone_are_not_both_accepted(shop):
    outcomes = await together(shop.lin, claim(300), claim(300, content="钳工"))
    assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 1
    assert await HoursEntry.all().values_list("minutes", flat=True) == [300]


async def test_of_many_as_many_as_fit_are_accepted_and_numbered_without_gaps(shop):
    outcomes = await together(shop.lin, *(claim(100, content=f"第{n}批") for n in range(9)))
    assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 5
    assert await HoursEntry.all().order_by("number").values_list("number", flat=True) == [1, 2, 3, 4]


async def test_spans_that_overlap_are_not_both_accepted(shop):
    outcomes = await together(shop.lin, spanned(8, 10), spanned(9, 11), spanned(10, 12))
    assert (
        await HoursEntry.all().count() == 3 - sum(isinstance(outcome, Refusal) for outcome in outcomes) <= 2
    )
    spans = sorted(await HoursEntry.all().values_list("starts", "ends"))
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


async def test_the_same_claim_told_thrice_at_once_is_one_entry(shop):
    one = claim()
    outcomes = await together(shop.lin, one, one, one)
    assert [outcome.number for outcome in outcomes] == [1, 1, 1]
    assert await HoursEntry.all().count() == 1
    assert (await log_hours(shop.lin, claim(60), now=NOON)).number == 2


async def test_one_sentence_sent_several_times_at_once_is_one_entry(shop):
    outcomes = await together(shop.lin, claim(), claim(), claim())
    assert sorted((logged.number, logged.twice) for logged in outcomes) == [(1, False), (1, True), (1, True)]
    assert await HoursEntry.all().count() == 1
    assert (await log_hours(shop.lin, claim(60), now=NOON)).number == 2


async def test_apprentices_do_not_wait_for_each_other(shop):
    outcomes = await asyncio.gather(
        together(shop.lin, claim(60), claim(61)), together(shop.huang, claim(60), claim(61))
    )
    assert [sorted(logged.number for logged in person) for person in outcomes] == [[1, 2], [1, 2]]
