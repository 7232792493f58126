"""进度图 where somebody has several agreements: each has its picture."""

from datetime import timedelta

import pytest

from models.deliveries import Delivery
from models.training import Apprenticeship
from tests.bot.test_chat_pictures import office
from tests.cast import NOON
from tests.conversation import say
from usecases.progress_card import progress_card


async def test_each_agreement_that_runs_has_its_picture(shop):
    first = await Apprenticeship.get(id=shop.lin_training)
    await Apprenticeship.create(
        person_id=shop.lin.person_id, programme="trainee_hire", employer_id=shop.firm, occupation="钳工",
        target_grade=3, starts_on=first.starts_on + timedelta(days=1), ends_on=first.ends_on, plan_id=shop.plan,
    )  # fmt: skip
    assert (await say(shop.lin, "进度")).endswith("看图：进度图、进度图 2")
    assert (await say(shop.lin, "进度图")).endswith("另外 1 份的图：进度图 2")
    second = await say(shop.lin, "进度图 ２", key="asked")
    assert (second.splitlines()[0][:4], "另外 1 份的图：进度图 1" in second) == ("数控车工", True)
    async with office(shop) as there:
        await there.write()
        assert await there.round() == {"sent": 2}
        assert len(set(there.pictures)) == 2
    card = await progress_card(shop.lin.person_id, now=NOON, place=2)
    assert card
    assert (card.training.occupation, card.place, card.running) == ("数控车工", 2, 2)


@pytest.mark.parametrize("words", ["进度图 3", "进度图 0", "进度图 车工"])
async def test_a_picture_that_is_none_is_answered_with_those_there_are(shop, words):
    assert await say(shop.lin, words) == "您现在有 1 份培养协议，回“进度图”看它的图。"
    assert await Delivery.filter(kind="picture").count() == 0
