"""Handing over for days to come: who confirms when, who is told, and what makes room."""

from datetime import timedelta

import pytest

from domain.deputies import DeputyAway, NoDeputy
from domain.signing import NotYours
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.training import Deputyship
from tests.cast import NOON, TODAY
from tests.trails import found
from tests.usecases.test_appoint_deputy import SATURDAY, SUNDAY, TUESDAY, appoint, colleague
from usecases.begin_trail import begin_anew
from usecases.confirm_hours import confirm_hours
from usecases.deputies import show_deputies
from usecases.end_deputy import end_deputy
from usecases.queue_seen import Seen
from usecases.remind_deputies import remind_deputies
from usecases.still_applies import still_applies


async def later(actor, deputy, ref="message:2"):
    """From Tuesday to Saturday of the week after."""
    return await appoint(actor, deputy, SATURDAY, ref, since=TUESDAY)


async def terms(mentor):
    """First and last days of those that stand, by the deputy's name."""
    found = await Deputyship.filter(mentor_id=mentor.person_id, ended_at=None).order_by("since")
    return [((await term.deputy).name, term.since, term.until) for term in found]


def at(day, hour=8):
    return NOON + (day - TODAY) + timedelta(hours=hour - 12)


async def test_a_deputy_of_later_days_confirms_on_those_alone(shop):
    entry = await shop.entry(shop.lin)
    result = await later(shop.wang, shop.chen)
    assert (result.deputy.since, result.deputy.until) == (TUESDAY, SATURDAY)
    for day in (TODAY, SATURDAY + timedelta(days=1)):
        with pytest.raises(NotYours):
            await confirm_hours(shop.chen, [Seen(entry.id, 1)], batch="b", now=at(day, 12))
    (outcome,) = await confirm_hours(shop.chen, [Seen(entry.id, 1)], batch="b", now=at(SATURDAY, 23))
    assert (outcome.obstacle, outcome.line.instead_of) == (None, "王建国")


async def test_who_was_asked_ahead_is_told_at_once_and_once_more_on_the_first_morning(shop):
    await later(shop.wang, shop.chen)
    await appoint(shop.chen, await colleague(shop), TODAY, "message:3")
    asked = await Delivery.get(kind="deputy_appointed", person_id=shop.chen.person_id)
    assert asked.facts == {"mentor": "王建国", "since": "2026-11-24", "until": "2026-11-28"}
    for moment in (NOON, at(TUESDAY, 7), at(TUESDAY), at(TUESDAY, 10), at(TUESDAY + timedelta(days=1))):
        await remind_deputies(now=moment)
    told = await Delivery.get(kind="deputy_begins")
    assert (told.person_id, told.created_at) == (shop.chen.person_id, at(TUESDAY))
    assert await still_applies("deputy_begins", told.person_id, told.facts, now=at(TUESDAY))
    await end_deputy(shop.wang, now=at(TUESDAY))
    assert not await still_applies("deputy_begins", told.person_id, told.facts, now=at(TUESDAY))


async def test_one_term_after_the_other_is_two_and_each_can_be_called_off(shop):
    await appoint(shop.wang, shop.chen)
    await later(shop.wang, await colleague(shop))
    assert await terms(shop.wang) == [("陈志明", TODAY, SUNDAY), ("徐浩", TUESDAY, SATURDAY)]
    (coming,) = (await show_deputies(shop.wang, now=NOON)).coming
    for _ in range(2):
        ended = await end_deputy(shop.wang, term_id=coming.term_id, now=NOON)
        assert (ended.term.name, ended.began, [term.name for term in ended.left]) == (
            "徐浩",
            False,
            ["陈志明"],
        )
    assert (await Delivery.get(kind="deputy_ended")).facts["since"] == "2026-11-24"
    with pytest.raises(NoDeputy):
        await end_deputy(shop.chen, term_id=coming.term_id, now=NOON)


async def test_a_term_that_runs_ends_on_the_day_before_the_next_begins(shop):
    await appoint(shop.wang, shop.chen, SATURDAY)
    result = await later(shop.wang, await colleague(shop))
    assert [(term.name, term.until) for term in result.shortened] == [("陈志明", TUESDAY - timedelta(days=1))]
    assert await terms(shop.wang) == [
        ("陈志明", TODAY, TUESDAY - timedelta(days=1)),
        ("徐浩", TUESDAY, SATURDAY),
    ]
    told = await Delivery.get(kind="deputy_shortened")
    assert (told.person_id, told.facts["until"]) == (shop.chen.person_id, "2026-11-23")
    assert (await AuditEntry.get(event="deputy.shortened")).before == {"until": "2026-11-28"}


async def test_the_trail_agrees_with_terms_that_were_cut_and_ended(shop, database, tmp_path):
    xu = await colleague(shop)
    await begin_anew(now=NOON)
    await appoint(shop.wang, shop.chen, SATURDAY)
    await later(shop.wang, xu)
    await end_deputy(shop.wang, now=NOON)
    assert await found(database, tmp_path) == []


async def test_a_term_that_would_begin_inside_the_new_one_is_called_off(shop):
    await later(shop.wang, await colleague(shop))
    result = await appoint(shop.wang, shop.chen, TUESDAY)
    assert result.replaced == "徐浩"
    assert await terms(shop.wang) == [("陈志明", TODAY, TUESDAY)]


async def test_who_will_be_away_on_one_of_those_days_can_not_stand_in(shop):
    await later(shop.chen, await colleague(shop))
    with pytest.raises(DeputyAway):
        await appoint(shop.wang, shop.chen, TUESDAY)
    await appoint(shop.wang, shop.chen, SUNDAY)
