"""A code and four digits make a WeChat account somebody's; every wrong way has its own answer."""

import asyncio
from datetime import date, timedelta

import pytest
from tortoise.exceptions import IntegrityError

from models.people import Identity, Invitation, Person
from tests.cast import APP, NOON, Shop, contact
from usecases.bind_person import Bound, CodeFits, Failure, NotBound, bind_person, try_code
from usecases.record_guardian import record_guardian
from usecases.unbind_person import unbind_person

CODE = "7KX4M2PQ"


async def invited(shop: Shop, **facts: object) -> str:
    """An invitation for 林子轩; the right digits."""
    values = {"code": CODE, "created_at": NOON, "expires_at": NOON + timedelta(days=30)} | facts
    await Invitation.create(person_id=shop.lin.person_id, **values)
    return (await Person.get(id=shop.lin.person_id)).phone[-4:]


async def stranger(openid: str = "o-new") -> int:
    return (await Identity.create(app=APP, openid=openid)).id


async def bind(identity: int, digits: str, *, now=NOON, code: str = CODE) -> Bound | NotBound:
    return await bind_person(identity, code, digits, now=now, request="test")


async def test_the_right_digits_bind_and_use_the_code_up(shop: Shop):
    digits = await invited(shop)
    identity = await stranger()
    assert await try_code(identity, CODE, now=NOON) == CodeFits(CODE, "林")
    assert (await bind(identity, digits)).actor.name == "林子轩"
    row = await Identity.get(id=identity)
    assert (row.person_id, row.consented_version) == (shop.lin.person_id, "2026-11")
    assert (await bind(await stranger("o-other"), digits)).why is Failure.USED


@pytest.mark.parametrize("text", ["7kx4m2pq", "７ＫＸ４Ｍ２ＰＱ", "7KX4-M2PQ", " 7KX4 M2PQ "])
async def test_a_code_is_read_however_it_is_typed(shop: Shop, text):
    digits = await invited(shop)
    assert isinstance(await bind(await stranger(), digits, code=text), Bound)


async def test_five_wrong_answers_lock_the_code_for_an_hour(shop: Shop):
    digits = await invited(shop)
    identity = await stranger()
    for left in (4, 3, 2, 1):
        assert await bind(identity, "0000") == NotBound(Failure.WRONG_DIGITS, left=left)
    assert (await bind(identity, "0000")).why is Failure.LOCKED
    assert (await bind(identity, digits)).why is Failure.LOCKED
    assert (await bind(await stranger("o-2"), digits)).why is Failure.LOCKED
    assert isinstance(await bind(identity, digits, now=NOON + timedelta(minutes=61)), Bound)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"used_at": NOON}, Failure.USED),
        ({"revoked_at": NOON}, Failure.REVOKED),
        ({"expires_at": NOON}, Failure.EXPIRED),
    ],
)
async def test_a_code_that_is_over_says_why(shop: Shop, facts, why):
    digits = await invited(shop, **facts)
    assert (await bind(await stranger(), digits)).why is why


async def test_ten_unknown_codes_stop_a_stranger_for_an_hour(shop: Shop):
    digits = await invited(shop)
    identity = await stranger()
    for _ in range(9):
        assert (await try_code(identity, "22222222", now=NOON)).why is Failure.UNKNOWN
    assert (await try_code(identity, "乱写", now=NOON)).why is Failure.TRIED_TOO_OFTEN
    assert (await bind(identity, digits)).why is Failure.TRIED_TOO_OFTEN
    assert isinstance(await bind(identity, digits, now=NOON + timedelta(minutes=61)), Bound)


async def test_an_account_that_is_somebodys_takes_no_other_person(shop: Shop):
    digits = await invited(shop)
    wang = await contact(shop.wang)
    assert (await bind(wang.identity_id, digits)).why is Failure.BOUND_TO_ANOTHER
    lin = await contact(shop.lin)
    assert (await bind(lin.identity_id, digits)).why is Failure.BOUND_ALREADY
    assert (await bind(await stranger(), digits)).why is Failure.PERSON_HAS_ANOTHER


async def test_a_child_under_fourteen_needs_a_guardian(shop: Shop):
    digits = await invited(shop)
    await Person.filter(id=shop.lin.person_id).update(born_on=date(2012, 11, 21))
    assert (await bind(await stranger(), digits)).why is Failure.NEEDS_GUARDIAN
    tomorrow = NOON + timedelta(days=1)
    assert isinstance(await bind((await Identity.get(openid="o-new")).id, digits, now=tomorrow), Bound)


async def test_a_child_comes_in_once_the_guardians_consent_is_kept(shop: Shop):
    digits = await invited(shop)
    await Person.filter(id=shop.lin.person_id).update(born_on=date(2013, 1, 1))
    await record_guardian(shop.admin, shop.lin.person_id, "林大山", now=NOON)
    assert isinstance(await bind(await stranger(), digits), Bound)


async def test_unbinding_frees_the_account_and_keeps_the_records(shop: Shop):
    lin = await contact(shop.lin)
    await shop.entry(shop.lin)
    assert await unbind_person(shop.lin, lin.identity_id, now=NOON)
    assert not await unbind_person(shop.lin, lin.identity_id, now=NOON)
    assert (await Identity.get(id=lin.identity_id)).person_id is None
    assert await Person.get(id=shop.lin.person_id).prefetch_related("entries")


async def test_two_accounts_at_once_bind_one(shop: Shop):
    digits = await invited(shop)
    accounts = [await stranger(f"o-{number}") for number in range(4)]
    found = await asyncio.gather(*(bind(account, digits) for account in accounts))
    assert sorted(type(one).__name__ for one in found) == ["Bound", "NotBound", "NotBound", "NotBound"]
    assert {one.why for one in found if isinstance(one, NotBound)} == {Failure.USED}
    assert await Identity.filter(person_id=shop.lin.person_id).count() == 1


async def test_wrong_answers_at_once_are_all_counted(shop: Shop):
    await invited(shop)
    accounts = [await stranger(f"o-{number}") for number in range(5)]
    found = await asyncio.gather(*(bind(account, "0000") for account in accounts))
    assert sorted((one.why, one.left) for one in found) == [
        (Failure.LOCKED, 0),
        *((Failure.WRONG_DIGITS, left) for left in (1, 2, 3, 4)),
    ]


async def test_a_person_has_one_account_whatever_happens(shop: Shop):
    await contact(shop.lin)
    with pytest.raises(IntegrityError):
        await Identity.create(app=APP, openid="o-other", person_id=shop.lin.person_id)
