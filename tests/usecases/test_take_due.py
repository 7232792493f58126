"""What is due leaves the outbox in the numbers asked for, whatever the database makes of the statement."""

from tortoise.connection import get_connection

from models.statement import on_postgres
from models.transaction import atomic
from tests.cast import NOON
from tests.outbox import enqueue
from usecases.outbox import take_due


async def test_no_more_are_taken_than_were_asked_for_when_the_planner_loops(shop):
    for _ in range(6):
        await enqueue(shop.lin)
    async with atomic():
        if on_postgres():
            for way in ("hashjoin", "mergejoin", "hashagg", "material", "sort"):
                await get_connection("default").execute_query(f"SET LOCAL enable_{way} = off")
        assert len(await take_due(2, now=NOON)) == 2
