"""A roster that has the column 签订日期 says which agreements wait to be signed, and when they were."""

from datetime import date, timedelta

import pytest

from domain.deadlines import DeadlineKind, DeadlineState
from domain.programmes import ApprenticeshipStatus
from domain.roles import Door
from domain.roster_sheets import Sheet
from domain.roster_words import PEOPLE_COLUMNS
from models.audit import AuditEntry
from models.deadlines import Deadline
from models.training import Apprenticeship
from tests import rosters
from tests.rosters import LINS_PLACE, NOW, PEOPLE, TODAY
from tests.usecases.rosters_in import bring_in, lins_training
from texts import roster as texts
from usecases.arrange_deadlines import arrange_deadlines
from usecases.import_roster import check_roster
from usecases.move_deadline import cancel_deadline

TOMORROW, NEXT_MONTH = NOW + timedelta(days=1), "2026-12-20"


@pytest.fixture(autouse=True)
def _database(database: str) -> None:
    """Every test here has its own."""


def signing(lin: str = "", huang: str = "", **lins: str) -> tuple[Sheet, ...]:
    """The roster with the days on which the two signed."""
    people = list(PEOPLE)
    people[LINS_PLACE] = people[LINS_PLACE] | lins | {"签订日期": lin}
    people[LINS_PLACE + 1] = people[LINS_PLACE + 1] | {"签订日期": huang}
    _, *others = rosters.roster()
    return rosters.sheet("人员", (*PEOPLE_COLUMNS, "签订日期"), tuple(people)), *others


async def to_sign() -> Deadline | None:
    return await Deadline.get_or_none(
        kind=DeadlineKind.AGREEMENT_TO_SIGN, apprenticeship__person__name="林子轩"
    )


async def test_an_agreement_not_signed_is_to_be_signed_by_its_first_day():
    await bring_in(signing(开始日期=NEXT_MONTH, huang="2026-06-20"))
    found = await to_sign()
    assert found
    assert (found.day, found.state) == (date(2026, 12, 20), DeadlineState.OPEN)
    assert found.source.endswith("（粤人社规〔2022〕26号）二（一）3")
    assert await Deadline.filter(kind=DeadlineKind.AGREEMENT_TO_SIGN).count() == 1


async def test_one_that_is_late_already_is_due_at_once():
    await bring_in(signing())
    found = await to_sign()
    assert found
    assert found.day == TODAY


async def test_without_the_column_nobody_is_asked():
    await bring_in()
    assert await to_sign() is None


async def test_the_same_roster_the_next_day_changes_nothing():
    await bring_in(signing())
    report = await bring_in(signing(), now=TOMORROW)
    found = await to_sign()
    assert found
    assert (found.day, found.revision, report.changes) == (TODAY, 1, ())


async def test_the_day_it_was_signed_ends_it():
    await bring_in(signing())
    report = await bring_in(signing(lin="2026-11-19"), now=TOMORROW)
    found = await to_sign()
    assert found
    assert found.state is DeadlineState.DONE
    assert (await lins_training()).signed_on == date(2026, 11, 19)
    assert "变更 培养协议 林子轩：签订日期 （空） → 2026-11-19" in texts.report(report, dry_run=False)
    assert await AuditEntry.filter(event="deadline.done", subject=f"deadline:{found.id}").count() == 1
    # An empty cell overwrites nothing, so it isn't asked for again.
    await bring_in(signing(), now=TOMORROW)
    found = await to_sign()
    assert found
    assert found.state is DeadlineState.DONE


async def test_it_moves_with_the_first_day():
    await bring_in(signing(开始日期=NEXT_MONTH))
    await bring_in(signing(开始日期="2027-01-04"))
    found = await to_sign()
    assert found
    assert (found.day, found.revision) == (date(2027, 1, 4), 2)


async def test_it_is_cancelled_with_the_agreement_and_opens_again_with_it():
    await bring_in(signing(开始日期=NEXT_MONTH))
    training = await lins_training()
    for status, state in (
        (ApprenticeshipStatus.SUSPENDED, DeadlineState.CANCELLED),
        (ApprenticeshipStatus.ACTIVE, DeadlineState.OPEN),
    ):
        await Apprenticeship.filter(id=training.id).update(status=status)
        await arrange_deadlines(Door.TIMETABLE, [training.id], now=NOW)
        found = await to_sign()
        assert found
        assert found.state is state


async def test_what_an_administrator_cancelled_is_not_asked_for_again():
    await bring_in(signing())
    found = await to_sign()
    assert found
    await cancel_deadline(Door.COMMAND_LINE, found.id, now=NOW)
    await bring_in(signing(), now=TOMORROW)
    found = await to_sign()
    assert found
    assert found.state is DeadlineState.CANCELLED


async def test_a_day_to_come_is_refused():
    problems = await check_roster(signing(lin="2026-11-21"), now=NOW)
    assert [texts.problem(one) for one in problems] == [
        "人员 第5行 签订日期：签订日期 2026-11-21 还没有到，未签的请留空"
    ]


async def test_the_column_twice_is_refused():
    people, *others = signing()
    twice = Sheet(people.name, (*people.header, "签订日期"), people.rows)
    problems = await check_roster((twice, *others), now=NOW)
    assert [texts.problem(one) for one in problems] == ["人员 第1行 签订日期：表头有两个同名的列，请留一个"]
