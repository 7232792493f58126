"""One consent carries one subscription message."""

import asyncio

from domain.deliveries import Barred, Channel, DeliveryState
from models.deliveries import ChannelBar, Consent, Delivery
from models.people import Identity
from tests.cast import NOON, contact
from tests.outbox import Platform, enqueue
from usecases.channel_bars import lift_bars
from usecases.consents import give_consent_back, grant_consent, spend_consent, withdraw_consent

TEMPLATE = "tick-me"


async def test_two_ticks_carry_two_messages_and_no_third(shop):
    wang = await contact(shop.wang)
    for _ in range(2):
        await grant_consent(wang.identity_id, TEMPLATE, now=NOON)
    spent = await asyncio.gather(*(spend_consent(wang.identity_id, TEMPLATE) for _ in range(5)))
    assert sum(spent) == 2


async def test_what_never_reached_the_platform_gives_its_consent_back(shop):
    wang = await contact(shop.wang)
    await grant_consent(wang.identity_id, TEMPLATE, now=NOON)
    await spend_consent(wang.identity_id, TEMPLATE)
    await give_consent_back(wang.identity_id, TEMPLATE)
    assert await spend_consent(wang.identity_id, TEMPLATE)


async def test_a_refusal_takes_all_consents_back(shop):
    wang = await contact(shop.wang)
    await grant_consent(wang.identity_id, TEMPLATE, now=NOON)
    await withdraw_consent(wang.identity_id, TEMPLATE, now=NOON)
    assert not await spend_consent(wang.identity_id, TEMPLATE)


async def test_a_long_term_consent_is_not_used_up(shop):
    wang = await contact(shop.wang)
    await grant_consent(wang.identity_id, TEMPLATE, long_term=True, now=NOON)
    assert [await spend_consent(wang.identity_id, TEMPLATE) for _ in range(3)] == [True] * 3


async def test_who_left_but_ticked_is_told_by_subscription_message(shop):
    row = await enqueue(shop.wang)
    identity = await Identity.get(person_id=row.person_id)
    await Identity.filter(id=identity.id).update(follows=False)
    await Consent.create(identity_id=identity.id, template_id=TEMPLATE, remaining=1, updated_at=NOON)
    platform = Platform()
    assert await platform.round() == {"sent": 1}
    assert platform.channels == [Channel.SUBSCRIBE]
    assert platform.parcels[0].identity_id == identity.id


async def test_the_mini_programs_openid_is_used_for_its_messages(shop):
    row = await enqueue(shop.wang)
    await Identity.filter(person_id=row.person_id).update(follows=False)
    mini = await Identity.create(app="mini", openid="m-wang", person_id=row.person_id)
    await Consent.create(identity_id=mini.id, template_id=TEMPLATE, remaining=1, updated_at=NOON)
    platform = Platform(mini_app="mini")
    await platform.round()
    assert [(parcel.channel, parcel.openid) for parcel in platform.parcels] == [(Channel.MINI, "m-wang")]


async def test_who_was_refused_on_a_channel_is_not_tried_there_again_until_they_act(shop):
    for _ in range(2):
        await enqueue(shop.wang)
    platform = Platform(lambda parcel: Barred("43004", remembered=True))
    await platform.round()
    assert platform.channels == [Channel.TEMPLATE]
    assert await Delivery.filter(state=DeliveryState.SENT, channel="inbox").count() == 2
    bar = await ChannelBar.get()
    assert (bar.channel, bar.why) == (Channel.TEMPLATE, "43004")
    await lift_bars(bar.identity_id)
    await enqueue(shop.wang)
    await platform.round()
    assert platform.channels == [Channel.TEMPLATE] * 2


async def test_a_missing_template_bars_nobody(shop):
    await enqueue(shop.wang)
    await Platform(lambda parcel: Barred("no template")).round()
    assert await ChannelBar.all().count() == 0
