"""What the picture of somebody's progress is made of."""

import pytest

from tests.cast import NOON, TODAY
from usecases.progress_card import progress_card
from usecases.training_of import NotInTraining


async def test_it_holds_the_training_and_what_its_grade_still_asks_for(shop):
    card = await progress_card(shop.lin.person_id, now=NOON)
    assert card
    assert (card.name, card.training.occupation, card.day) == ("林子轩", "数控车工", TODAY)
    assert card.next
    assert card.next.training == card.training


async def test_who_is_not_in_training_has_none(shop):
    with pytest.raises(NotInTraining):
        await progress_card(shop.admin.person_id, now=NOON)
