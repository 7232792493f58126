"""A certificate with an end reminds of it, for as long as it holds."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.clock import instant
from domain.deadlines import TOLD_FROM, DeadlineState
from domain.programmes import ApprenticeshipStatus
from domain.roles import Door
from models.certificates import Certificate
from models.deadlines import Deadline
from models.deliveries import Delivery
from models.people import Person
from models.training import Apprenticeship
from tests.cast import NOON
from tests.certified import TRAINING, decided
from tests.conversation import say
from tests.outbox import bind_all, ids, told
from tests.usecases.test_remind_deadlines import NOBODY_FREE
from texts.notices import word
from usecases import reissue_certificate as reissuing
from usecases.arrange_deadlines import arrange_deadlines
from usecases.certificate_deadlines import KIND
from usecases.issue_certificate import issue_certificate
from usecases.reissue_certificate import reissue_certificate
from usecases.remind_deadlines import remind_deadlines
from usecases.revoke_certificate import revoke_certificate
from usecases.suspend_certificates import restore_certificate, suspend_certificate

THREE_YEARS = replace(TRAINING, versions=tuple(replace(one, valid_months=36) for one in TRAINING.versions))
LAST_DAY = date(2029, 11, 20)


@pytest.fixture
async def number(shop) -> str:
    """林子轩's certificate, which holds for three years."""
    made = await issue_certificate(shop.admin, await decided(shop, shop.lin), THREE_YEARS, now=NOON)
    assert made.document.expires_on == LAST_DAY
    return made.document.number


async def standing() -> list[tuple[date, DeadlineState]]:
    return [(row.day, row.state) for row in await Deadline.filter(kind=KIND).order_by("id")]


async def remind(now: datetime) -> list[int]:
    await remind_deadlines(NOBODY_FREE, now=now)
    return await told("deadlines")


# The thirtieth day before is a Sunday, which waits for the Monday.
FIRST_STEP = 29


def days_before(days: int) -> datetime:
    return instant(LAST_DAY - timedelta(days=days), TOLD_FROM)


async def test_a_certificate_for_good_reminds_of_nothing(shop):
    await issue_certificate(shop.admin, await decided(shop, shop.lin), TRAINING, now=NOON)
    assert await standing() == []


async def test_its_last_day_is_a_deadline_made_once(shop, number):
    standing_on = (await Certificate.get(number=number)).assessment_id
    await issue_certificate(shop.admin, standing_on, THREE_YEARS, now=NOON)
    assert await standing() == [(LAST_DAY, DeadlineState.OPEN)]


async def test_reissuing_moves_it_to_the_new_one(shop, number, monkeypatch):
    monkeypatch.setattr(reissuing, "kind_named", lambda text: THREE_YEARS)
    later = NOON + timedelta(days=365)
    await reissue_certificate(shop.admin, number, "姓名有误", now=later)
    assert await standing() == [
        (LAST_DAY, DeadlineState.CANCELLED),
        (LAST_DAY.replace(year=2030), DeadlineState.OPEN),
    ]


async def test_a_suspended_one_reminds_again_once_it_is_restored(shop, number):
    await suspend_certificate(shop.admin, number, "学时有疑问", now=NOON)
    assert await standing() == [(LAST_DAY, DeadlineState.CANCELLED)]
    await restore_certificate(shop.admin, number, "已查清", now=NOON)
    assert await standing() == [(LAST_DAY, DeadlineState.OPEN)]
    await revoke_certificate(shop.admin, number, "冒用他人学时", now=NOON)
    assert await standing() == [(LAST_DAY, DeadlineState.CANCELLED)]


async def test_holder_and_administrators_hear_of_it_though_the_training_is_over(shop, number):
    await bind_all(shop)
    await Apprenticeship.filter(id=shop.lin_training).update(status=ApprenticeshipStatus.FINISHED)
    await arrange_deadlines(Door.COMMAND_LINE, [shop.lin_training], now=NOON)
    assert await remind(days_before(FIRST_STEP + 1)) == []
    assert await remind(days_before(FIRST_STEP)) == ids(shop.lin, shop.admin)
    told_lin = await Delivery.get(kind="deadlines", person_id=shop.lin.person_id)
    assert "证书到期：学徒培训合格证书。请联系单位办理换发。" in word("deadlines", told_lin.facts).text
    told_admin = await Delivery.get(kind="deadlines", person_id=shop.admin.person_id)
    assert (
        "林子轩的证书到期：学徒培训合格证书。请为持证人办理换发。" in word("deadlines", told_admin.facts).text
    )


async def test_the_chat_lists_it_when_it_is_near(shop, number):
    await Apprenticeship.filter(id=shop.lin_training).update(status=ApprenticeshipStatus.FINISHED)
    assert "证书到期。请联系单位办理换发。" in await say(shop.lin, "期限", now=days_before(20))


async def test_nobody_hears_of_the_certificate_of_somebody_erased(shop, number):
    await bind_all(shop)
    await Apprenticeship.filter(id=shop.lin_training).update(status=ApprenticeshipStatus.FINISHED)
    await Person.filter(id=shop.lin.person_id).update(erased_at=NOON)
    assert await remind(days_before(FIRST_STEP)) == []
