"""What the operator sees of outgoing messages is asked a piece at a time, and adds up."""

import pytest
from tortoise.connection import get_connection

from domain.roles import Door
from models.deliveries import Delivery
from models.notices import Notice, Receipt
from models.statement import on_postgres
from models.transaction import atomic
from tests.cast import NOON
from tests.notices import send
from usecases import delivery_ranges
from usecases.address_notice import address_notice
from usecases.list_deliveries import list_deliveries, sums_of_all
from usecases.notice_report import notice_report


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch) -> None:
    monkeypatch.setattr(delivery_ranges, "PIECE", 2)
    monkeypatch.setattr(delivery_ranges, "PIECE_INLINE", 2)


async def tell(shop, count: int, kind: str = "hours_confirmed") -> list[int]:
    ids = [
        await Delivery.enqueue(shop.lin.person_id, kind, key=f"{kind}:{number}", now=NOON)
        for number in range(count)
    ]
    return [each for each in ids if each]


async def seen(notice: int = 0, state: str = "", limit: int = 2) -> list[list[int]]:
    """The numbers on each page."""
    pages, before = [], 0
    while True:
        page = await list_deliveries(notice, state, before=before, limit=limit)
        pages.append([line.number for line in page.lines])
        if page.next is None:
            return pages
        before = page.next


async def test_pages_go_back_to_the_first_message(shop):
    ids = await tell(shop, 7)
    assert await seen(limit=3) == [ids[:3:-1], ids[3:0:-1], ids[:1]]
    assert await seen(state="cancelled") == [[]]


async def test_the_dead_are_found_among_the_others(shop):
    ids = await tell(shop, 9)
    await Delivery.filter(id__in=[ids[0], ids[4], ids[5]]).update(state="dead")
    assert await seen(state="dead") == [[ids[5], ids[4]], [ids[0]]]
    assert await sums_of_all() == {"waiting": 6, "dead": 3}


async def test_a_notice_among_other_messages_is_counted_whole(shop):
    await tell(shop, 3)
    number = await send(shop.admin)
    await tell(shop, 3, "hours_returned")
    mine = await Delivery.filter(notice_id=number).order_by("-id").values_list("id", flat=True)
    assert await seen(number) == [mine]
    assert await seen(number, limit=1) == [[each] for each in mine]
    await Delivery.filter(id=mine[0]).update(state="refused", outcome="43004")
    found = await notice_report(Door.COMMAND_LINE, number)
    assert (found.sums["waiting"], found.sums["refused"]) == (1, 1)
    assert found.failures == (("43004", 1),)


async def test_where_there_is_nothing_nothing_is_listed(shop):
    assert await seen() == [[]]
    assert await sums_of_all() == {}
    assert await seen(99) == [[]]


async def test_messages_of_a_notice_follow_the_order_of_its_recipients(shop):
    """In whatever order the receipts lie on disk: PostgreSQL may read them as they lie."""
    number = await send(shop.admin, None)
    await Delivery.all().delete()
    people = await Receipt.filter(notice_id=number).values_list("person_id", flat=True)
    await Receipt.all().delete()
    for person_id in sorted(people, reverse=True):
        await Receipt.create(notice_id=number, person_id=person_id)
    await Notice.filter(id=number).update(addressed_to=0, addressed_at=None, state="sending")
    async with atomic():
        if on_postgres():
            for way in ("indexscan", "bitmapscan", "indexonlyscan"):
                await get_connection("default").execute_query(f"SET LOCAL enable_{way} = off")
        await address_notice(number, now=NOON)
    addressed = await Delivery.all().order_by("id").values_list("person_id", flat=True)
    assert addressed == sorted(people)
